package io.sectorzero.sim.stm32f412;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** WWDG. RM0090 Rev 21 §22 [S]; times from its §22.4: t = 4096 · 2^WDGTB · (T[5:0] + 1) / PCLK1. */
class WindowWatchdogTest {

    private static final int CR = WindowWatchdog.BASE;
    private static final int CFR = CR + 4;
    private static final int SR = CR + 8;
    private static final int WDGA = 1 << 7;
    private static final int EWI = 1 << 9;

    private final Workbench bench = new Workbench();
    private final WindowWatchdog watchdog = new WindowWatchdog(bench.world, bench.clock(), bench.unmodelled, bench.line("warning"),
            this::bite);

    WindowWatchdogTest() {
        watchdog.clockChanged();
        bench.attach(WindowWatchdog.BASE, watchdog);
    }

    private void bite() {
        bench.heard.add("reset");
        watchdog.reset();
    }

    @ParameterizedTest(name = "T 0x{0}, WDGTB {1}: {2} µs")
    @CsvSource({"7F, 0, 16384", "40, 0, 256", "7F, 3, 131072", "5F, 1, 16384"})
    void nobody_comes_and_it_resets(String count, int timeBase, long micros) {
        bench.write(CFR, timeBase << 7 | 0x7F);
        bench.write(CR, WDGA | Integer.parseInt(count, 16));
        bench.passNanos(micros * 1000 - 1);
        assertThat(bench.heard()).isEmpty();

        bench.passNanos(1);

        assertThat(bench.heard()).containsExactly("reset");
        bench.passMicros(1_000_000);
        assertThat(bench.heard()).as("a reset stopped it").isEmpty();
    }

    @Test void it_is_fed_below_the_window_and_bites_above_it() {
        bench.write(CFR, 0x50);
        bench.write(CR, WDGA | 0x7F);
        bench.passMicros(256 * 0x30);
        bench.write(CR, 0x7F);
        assertThat(bench.heard()).isEmpty();

        bench.write(CR, 0x7F);

        assertThat(bench.heard()).containsExactly("reset");
    }

    @Test void before_it_bites_it_warns() {
        bench.write(CFR, EWI | 0x7F);
        bench.write(CR, WDGA | 0x41);
        bench.passMicros(256);
        assertThat(bench.read(SR)).isEqualTo(1);
        assertThat(bench.heard()).containsExactly("warning rises");

        bench.write(CR, 0x7F);
        bench.write(SR, 0);

        assertThat(bench.heard()).containsExactly("warning falls");
        assertThat(bench.read(CR) & 0x7F).isEqualTo(0x7F);
    }

    @Test void a_count_without_its_sixth_bit_bites_at_once() {
        bench.write(CR, WDGA | 0x3F);
        bench.passNanos(1);

        assertThat(bench.heard()).containsExactly("reset");
    }

    @Test void it_stands_still_with_its_clock() {
        bench.write(CR, WDGA | 0x41);
        bench.hz = 0;
        watchdog.clockChanged();
        bench.passMicros(1_000_000);
        assertThat(bench.heard()).isEmpty();

        bench.hz = 16_000_000;
        watchdog.clockChanged();
        bench.passMicros(512);

        assertThat(bench.heard()).containsExactly("reset");
    }
}
