package io.sectorzero.sim.stlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.fault.ProbeCondition.Model;
import io.sectorzero.sim.usb.Transfer;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a host sends, the probe is well again when it has been plugged in again, and so is the board. */
class HostileHostTest {

    private static final int COMMANDS = 2000;
    private static final int REPLUGGED_AFTER = 20;
    private static final int[] ENDPOINTS = {0x01, 0x02, 0x03, 0x05};

    @ParameterizedTest
    @EnumSource(value = Model.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void nonsense_costs_nothing(Model model) {
        Host host = Host.connected(model);
        var random = new Random(model.ordinal());
        for (int i = 0; i < COMMANDS; i++) {
            if (i % REPLUGGED_AFTER == 0) {
                host.board.probe(false);
                host.board.probe(true);
                host = Host.at(host.board);
                host.ask("F2 30 A3");
            }
            byte[] noise = new byte[random.nextInt(4) == 0 ? random.nextInt(200) : 16];
            random.nextBytes(noise);
            if (noise.length > 8 && random.nextInt(4) != 0) {
                noise[0] = (byte) 0xF2;
                noise[1] = (byte) random.nextInt(0x68);
                noise[7] &= 0x03;
            }
            Transfer out = Transfer.out(ENDPOINTS[random.nextInt(ENDPOINTS.length)], Bytes.copyOf(noise), ended -> { });
            host.probe.submit(out);
            host.board.world().pass(Duration.ofMillis(3));
            if (random.nextInt(3) == 0) {
                Transfer in = Transfer.in(Host.IN, random.nextInt(700), ended -> { });
                host.probe.submit(in);
                host.board.world().pass(Duration.ofMillis(2));
                host.probe.cancel(in);
            }
            host.probe.cancel(out);
            if (random.nextInt(100) == 0) {
                host.probe.reset();
            }
        }
        host.board.probe(false);
        host.board.power(false);
        host.board.world().pass(Duration.ofMillis(100));
        host.board.power(true);
        host.board.world().pass(Duration.ofMillis(100));
        host.board.probe(true);

        Host after = Host.at(host.board);
        assertThat(after.ask("F2 30 A3")).isEqualTo("80 00");
        assertThat(after.ask("F2 36 00 20 04 E0")).startsWith("80 00 00 00 41");
    }
}
