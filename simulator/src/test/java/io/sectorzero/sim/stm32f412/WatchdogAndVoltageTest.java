package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.manual.FlashInterface.CR;
import static io.sectorzero.sim.manual.FlashInterface.SER;
import static io.sectorzero.sim.manual.FlashInterface.STRT;
import static io.sectorzero.sim.manual.ResetReason.IWDGRSTF;
import static io.sectorzero.sim.manual.ResetReason.RCC_CSR;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The independent watchdog, RM0090 Rev 21 §21 [S]; the voltage detector, DS11139 Rev 8 Table 21. */
class WatchdogAndVoltageTest {

    private static final int KR = 0x4000_3000;
    private static final int PR = 0x4000_3004;
    private static final int RLR = 0x4000_3008;
    private static final int SR = 0x4000_300C;
    private static final int APB1_FZ = 0xE004_2008;

    @ParameterizedTest(name = "PR {0}, RLR {1}, LSI {2} Hz: {3} µs")
    @CsvSource({"0, 4095, 32000, 512000", "6, 4095, 32000, 32768000", "7, 4095, 32000, 32768000", "0, 0, 32000, 125",
        "1, 999, 32000, 250000", "0, 4095, 17000, 963764", "0, 4095, 47000, 348595"})
    void the_period_follows_prescaler_reload_and_lsi(int pr, int rlr, int lsiHz, long micros) {
        var desk = Desk.running(ChipSettings.typical().withLsiHz(lsiHz));
        desk.write(KR, 0x5555);
        desk.write(PR, pr);
        desk.write(RLR, rlr);
        desk.write(KR, 0xCCCC);

        desk.pass(Duration.ofNanos(micros * 1000 - 1));
        assertThat(desk.stops).isZero();
        desk.pass(Duration.ofNanos(2000));

        assertThat(desk.stops).isEqualTo(1);
    }

    @Test void reloading_in_time_keeps_it_quiet() {
        var desk = Desk.running();
        desk.write(KR, 0xCCCC);
        for (int i = 0; i < 20; i++) {
            desk.pass(Duration.ofMillis(500));
            desk.write(KR, 0xAAAA);
        }
        assertThat(desk.stops).isZero();

        desk.pass(Duration.ofMillis(513));

        assertThat(desk.stops).isEqualTo(1);
        assertThat(desk.read(RCC_CSR) & IWDGRSTF).isNotZero();
        desk.pass(Duration.ofSeconds(10));
        assertThat(desk.stops).as("a reset stopped it").isEqualTo(1);
    }

    @Test void prescaler_and_reload_want_their_key() {
        var desk = Desk.running();

        desk.write(PR, 3);
        assertThat(desk.read(PR)).isZero();
        desk.write(KR, 0x5555);
        desk.write(PR, 3);
        assertThat(desk.read(PR)).isEqualTo(3);
        assertThat(desk.read(SR)).as("the update never ends without a running LSI").isEqualTo(1);
        desk.pass(Duration.ofSeconds(1));
        assertThat(desk.read(SR)).isEqualTo(1);
        desk.write(KR, 0xCCCC);
        desk.pass(Duration.ofMillis(1));

        assertThat(desk.read(SR)).isZero();
        desk.write(PR, 1);
        assertThat(desk.read(PR)).as("any other key locks again").isEqualTo(3);
    }

    @Test void a_halted_core_freezes_it_only_where_the_debugger_asked() {
        for (boolean freeze : new boolean[] {true, false}) {
            var desk = Desk.running();
            desk.write(APB1_FZ, freeze ? 1 << 12 : 0);
            desk.write(KR, 0xCCCC);
            desk.pass(Duration.ofMillis(400));
            desk.chip.coreHalted(true);
            desk.pass(Duration.ofSeconds(100));
            assertThat(desk.stops).isEqualTo(freeze ? 0 : 1);
            desk.chip.coreHalted(false);

            desk.pass(Duration.ofMillis(111));
            assertThat(desk.stops).isEqualTo(freeze ? 0 : 1);
            desk.pass(Duration.ofMillis(2));

            assertThat(desk.stops).isEqualTo(1);
        }
    }

    @Test void the_freeze_bit_outlives_a_system_reset_and_not_a_power_cycle() {
        var desk = Desk.running();
        desk.write(APB1_FZ, 1 << 12);

        desk.systemReset();
        assertThat(desk.read(APB1_FZ)).isEqualTo(1 << 12);
        desk.powerCycle();

        assertThat(desk.read(APB1_FZ)).isZero();
    }

    @Test void in_hardware_mode_it_cuts_the_erase_of_a_large_sector() {
        var desk = Desk.running(ChipSettings.typical(), OptionValues.FACTORY.withSoftwareWatchdog(false));
        desk.fill(5, 0);
        desk.unlock();

        desk.write(CR, SER | 5 << 3 | STRT);
        desk.pass(Duration.ofMillis(515));

        assertThat(desk.stops).isEqualTo(1);
        assertThat(desk.isBlank(5)).isFalse();
        assertThat(desk.chip.flash().content(Geometry.start(5), Geometry.start(6)).isAll(0)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 2.04, 2.14", "1, 2.19, 2.30", "2, 2.35, 2.45", "3, 2.51, 2.60", "4, 2.66, 2.76", "5, 2.84, 2.93",
        "6, 2.93, 3.03", "7, 3.03, 3.14"})
    void the_voltage_detector_speaks_below_one_threshold_and_is_silent_above_the_other(int pls, double falling,
                                                                                        double rising) {
        var desk = Desk.running();
        desk.write(0x4002_3840, 1 << 28);
        desk.write(0x4000_7000, 1 << 4 | pls << 5);
        double[] volts = {3.3, falling + 0.01, falling - 0.01, rising - 0.01, rising + 0.01, falling + 0.01};
        boolean[] speaks = {false, false, true, true, false, false};

        for (int i = 0; i < volts.length; i++) {
            desk.chip.supply(volts[i]);
            assertThat((desk.read(0x4000_7004) & 4) != 0).as("%.2f V", volts[i]).isEqualTo(speaks[i]);
        }
        desk.chip.supply(1.9);
        desk.write(0x4000_7000, pls << 5);
        assertThat(desk.read(0x4000_7004)).as("switched off; the regulator is ready").isEqualTo(0x4000);
    }

    @ParameterizedTest @CsvSource({"true, 8000", "false, 0"})
    void the_reset_value_of_the_power_register_is_a_switch(boolean on, String hex) {
        var desk = Desk.running(ChipSettings.typical().with(Switch.PWR_CR_RESETS_TO_SCALE_2, on));

        assertThat(desk.read(0x4000_7000)).as("without its clock").isZero();
        desk.write(0x4002_3840, 1 << 28);

        assertThat(desk.read(0x4000_7000)).isEqualTo(Integer.parseInt(hex, 16));
    }

    /** BORRSTF is bit 25 of RCC_CSR and PORRSTF bit 27; a power-on sets both. RM0090 Rev 21 §7.3.21 [S]. */
    @ParameterizedTest @CsvSource({"true, 02000000", "false, 0A000000"})
    void which_flag_a_dip_of_the_core_supply_leaves_is_a_switch(boolean on, String hex) {
        var desk = Desk.running(ChipSettings.typical().with(Switch.CORE_DIP_FLAGS_BROWN_OUT, on));
        desk.write(0x4002_3874, 1 << 24);

        desk.chip.coreSupply(false);
        desk.pass(Duration.ofMillis(10));
        desk.chip.coreSupply(true);
        desk.pass(Duration.ofMillis(10));

        assertThat(desk.read(0x4002_3874) & 0x0A00_0000).isEqualTo(Integer.parseInt(hex, 16));
    }

    @Test void sleeping_flash_is_noted_as_unmodelled() {
        var desk = Desk.running();
        desk.write(0x4002_3840, 1 << 28);

        desk.write(0x4000_7000, 1 << 20);

        assertThat(desk.chip.unmodelled()).hasSize(1);
    }

    @Test void a_reset_in_between_stops_it() {
        var desk = Desk.running();
        desk.write(KR, 0xCCCC);
        desk.pass(Duration.ofMillis(400));

        desk.systemReset();
        desk.pass(Duration.ofSeconds(5));

        assertThat(desk.stops).as("only the software reset").isEqualTo(1);
    }

    @Test void the_freeze_bit_also_acts_on_a_core_that_is_already_halted() {
        var desk = Desk.running();
        desk.write(KR, 0xCCCC);
        desk.chip.coreHalted(true);
        desk.pass(Duration.ofMillis(100));

        desk.write(APB1_FZ, 1 << 12);
        desk.pass(Duration.ofSeconds(5));
        assertThat(desk.stops).isZero();
        desk.write(KR, 0xAAAA);
        desk.write(APB1_FZ, 0);
        desk.pass(Duration.ofMillis(511));
        assertThat(desk.stops).isZero();
        desk.pass(Duration.ofMillis(2));

        assertThat(desk.stops).isEqualTo(1);
    }

    @Test void a_power_cycle_thaws_it() {
        var desk = Desk.running();
        desk.write(APB1_FZ, 1 << 12);
        desk.chip.coreHalted(true);

        desk.powerCycle();
        desk.write(KR, 0xCCCC);
        desk.pass(Duration.ofMillis(513));

        assertThat(desk.stops).as("power loss, then the watchdog").isEqualTo(2);
    }
}
