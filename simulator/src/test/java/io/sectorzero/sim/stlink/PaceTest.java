package io.sectorzero.sim.stlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.fault.ProbeCondition.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What work takes: of the board's time as much as wires and bus need, and no more happenings than words and packets. */
class PaceTest {

    private static final int BLOCK = 32 * 1024;
    private static final int BLOCKS = 32;
    private static final int WORDS = BLOCKS * BLOCK / 4;

    /** 46 clocks for each of 256 words, the address and the look back; at full speed USB carries 19 packets of 64 in a millisecond. */
    @ParameterizedTest
    @CsvSource({"V2_1, 43 00 00, 4000, 27", "V2_1, 43 01 00, 1800, 27", "V2_1, 43 1F 00, 125, 27",
        "V3E, 61 00 00 C0 5D 00 00, 24000, 1", "V3E, 61 00 00 E8 03 00 00, 1000, 1"})
    void a_block_takes_the_time_of_its_transfers(Model model, String speed, int kilohertz, int busMillis) {
        Host host = Host.connected(model);
        host.ask("F2 " + speed);
        long before = host.board.world().nanos();

        host.write("F2 08 00 00 00 20 00 80", Bytes.repeat(0x5A, BLOCK));
        assertThat(host.ask("F2 3E")).startsWith("80 00");

        double millis = (host.board.world().nanos() - before) / 1e6;
        double wires = (BLOCK / 4.0 + 2 * BLOCK / 1024.0 + 1) * 46 / kilohertz;
        // Beside bus and wires: what the host here lets pass between its three transfers.
        assertThat(millis).isBetween(wires + busMillis, wires + busMillis + 10);
    }

    /** One happening is the transfer of a word; besides, there are packets on the bus. What they cost in all is a figure. */
    @Test
    void a_megabyte_is_one_happening_for_each_word_and_few_for_each_block() {
        Host host = Host.connected(Model.V3E);
        host.ask("F2 61 00 00 C0 5D 00 00");
        long before = host.board.world().events();

        megabyte(host, Bytes.repeat(0xA5, BLOCK));

        assertThat(host.board.world().events() - before).isBetween((long) WORDS, WORDS + 100L * BLOCKS);
    }

    private static void megabyte(Host host, Bytes data) {
        for (int i = 0; i < BLOCKS; i++) {
            host.write("F2 08 00 00 00 20 00 80", data);
            assertThat(host.ask("F2 3E")).startsWith("80 00");
        }
    }
}
