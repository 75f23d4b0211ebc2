package io.sectorzero.sim.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.bench.BenchDescription;
import io.sectorzero.bench.Capability;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.link.Attach;
import io.sectorzero.link.DapFailure.Kind;
import io.sectorzero.link.DapRegister;
import io.sectorzero.link.DebugProbe;
import io.sectorzero.link.Width;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.board.BoardSettings;
import io.sectorzero.sim.fault.SwdWiring.Lines;
import io.sectorzero.sim.fault.SwdWiring;
import io.sectorzero.sim.manual.FlashInterface;
import io.sectorzero.time.Deadline;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The debug pins without a probe between: memory, times, refusals and reset, judged by the chip behind them. */
class DirectProbeTest {

    private static final Address SRAM = Address.of(0x2000_0000L);
    private static final Address FLASH = Address.of(0x0800_0000L);
    private static final Address KEYR = new Address(FlashInterface.KEYR);
    private static final Address CR = new Address(FlashInterface.CR);

    private final SimulatedBench bench = bench(BoardSettings.healthy());
    private final DebugProbe probe = bench.probe().orElseThrow();

    private static SimulatedBench bench(BoardSettings settings) {
        return SimulatedBench.open(BenchDescription.parse("desk", "kind = \"simulator\"\nprobe = \"direct\""), settings, 1);
    }

    private Deadline soon() {
        return Deadline.in(Duration.ofMillis(100), bench.time());
    }

    private static Bytes pattern(int length) {
        byte[] bytes = new byte[length];
        for (int k = 0; k < length; k++) {
            bytes[k] = (byte) (k * 7 + (k >>> 8));
        }
        return Bytes.copyOf(bytes);
    }

    @Test
    void the_bench_has_a_probe() {
        assertThat(bench.capabilities()).contains(Capability.PROBE);
        probe.attach(Attach.NORMAL, soon());
        assertThat(probe.readDap(new DapRegister(DapRegister.DEBUG_PORT, 0), soon())).isEqualTo(0x2BA0_1477);
        assertThat(probe.readDap(new DapRegister(0, 0xFC), soon())).isEqualTo(0x2477_0011);
    }

    @ParameterizedTest
    @EnumSource(Width.class)
    void memory_written_across_every_boundary_reads_back(Width width) {
        probe.attach(Attach.NORMAL, soon());
        Address odd = SRAM.plus(1024 - 3 * width.bytes());
        Bytes data = pattern(5000 / 4 * 4);

        probe.writeMemory(odd, data, width, soon());

        assertThat(probe.readMemory(odd, data.length(), width, soon())).isEqualTo(data);
        assertThat(probe.readMemory(odd, data.length(), Width.BYTE, soon())).isEqualTo(data);
    }

    @Test
    void transfers_take_the_time_of_their_clocks() {
        probe.attach(Attach.NORMAL, soon());
        probe.clock(1000, soon());
        long before = bench.time().nanos();
        probe.readMemory(SRAM, 4096, Width.WORD, soon());
        assertThat(bench.time().nanos() - before).isBetween(1024 * 46_000L, 1024 * 46_000L * 11 / 10);
    }

    @Test
    void a_refusal_names_the_address_and_the_next_access_starts_clean() {
        probe.attach(Attach.NORMAL, soon());
        Address end = SRAM.plus(256 * 1024 - 8);

        assertThatThrownBy(() -> probe.readMemory(end, 16, Width.WORD, soon())).isInstanceOf(TargetRefused.class);

        assertThat(probe.lastFailure().orElseThrow().kind()).isEqualTo(Kind.FAULT);
        assertThat(probe.lastFailure().orElseThrow().at()).contains(SRAM.plus(256 * 1024));
        assertThat(probe.readMemory(SRAM, 4, Width.WORD, soon()).length()).isEqualTo(4);
        assertThat(probe.lastFailure()).isEmpty();
    }

    @Test
    void flash_that_is_busy_is_waited_for_until_the_deadline() {
        probe.attach(Attach.NORMAL, soon());
        probe.writeMemory(KEYR, Bytes.of(0x23, 0x01, 0x67, 0x45), Width.WORD, soon());
        probe.writeMemory(KEYR, Bytes.of(0xAB, 0x89, 0xEF, 0xCD), Width.WORD, soon());
        probe.writeMemory(CR, Bytes.of(0x02, 0x02, 0x01, 0x00), Width.WORD, soon());

        assertThatThrownBy(() -> probe.readMemory(FLASH, 4, Width.WORD, soon())).isInstanceOf(TargetSilent.class);
        assertThat(probe.lastFailure().orElseThrow().kind()).isEqualTo(Kind.WAIT);
        var patient = Deadline.in(Duration.ofSeconds(1), bench.time());
        assertThat(probe.readMemory(FLASH, 4, Width.WORD, patient)).isEqualTo(Bytes.of(0xFF, 0xFF, 0xFF, 0xFF));
    }

    @Test
    void a_wire_that_ends_nowhere_is_a_silent_chip() {
        SimulatedBench broken = bench(BoardSettings.healthy().with(new SwdWiring(Lines.SWDIO_OPEN, SwdWiring.ANY_CLOCK, 0, 0)));
        DebugProbe blind = broken.probe().orElseThrow();
        assertThatThrownBy(() -> blind.attach(Attach.NORMAL, Deadline.in(Duration.ofMillis(10), broken.time())))
                .isInstanceOf(TargetSilent.class);
        assertThat(blind.lastFailure().orElseThrow().kind()).isEqualTo(Kind.SILENT);
    }

    @Test
    void under_reset_the_chip_is_held_until_it_is_let_go() {
        probe.attach(Attach.UNDER_RESET, soon());
        bench.time().pass(Duration.ofMillis(1));
        assertThat(bench.board().chip().isRunning()).isFalse();
        probe.reset(false, soon());
        bench.time().pass(Duration.ofMillis(1));
        assertThat(bench.board().chip().isRunning()).isTrue();
    }
}
