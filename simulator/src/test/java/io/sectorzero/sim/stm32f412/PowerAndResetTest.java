package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.manual.FlashInterface.OPTCR;
import static io.sectorzero.sim.manual.FlashInterface.SR;
import static io.sectorzero.sim.manual.ResetReason.BORRSTF;
import static io.sectorzero.sim.manual.ResetReason.IWDGRSTF;
import static io.sectorzero.sim.manual.ResetReason.PINRSTF;
import static io.sectorzero.sim.manual.ResetReason.PORRSTF;
import static io.sectorzero.sim.manual.ResetReason.RCC_CSR;
import static io.sectorzero.sim.manual.ResetReason.RMVF;
import static io.sectorzero.sim.manual.ResetReason.SFTRSTF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.sim.silicon.BusFault;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.world.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DS11139 Rev 8 Table 21, RM0402 Rev 6 §2.4, RM0090 Rev 21 §7.3 [S]. */
class PowerAndResetTest {

    private static final int LSIRDY = 1 << 1;

    @Test void a_chip_without_power_refuses_every_access() {
        var desk = Desk.unpowered(ChipSettings.typical());

        assertThatThrownBy(() -> desk.read(SR)).isInstanceOf(BusFault.class).hasMessageContaining("no power");
        assertThat(desk.chip.statusLine()).startsWith("no power");
    }

    @Test void the_core_starts_after_the_power_on_delay_and_shows_the_three_power_on_flags() {
        var desk = Desk.unpowered(ChipSettings.typical());

        desk.chip.supply(3.3);
        desk.pass(Duration.ofNanos(1_500_000));
        assertThat(desk.boots).isEmpty();
        desk.pass(Duration.ofNanos(10_000));

        assertThat(desk.boots).containsExactly(BootMode.MAIN_FLASH);
        assertThat(desk.read(RCC_CSR)).isEqualTo(BORRSTF | PINRSTF | PORRSTF);
        assertThat(desk.read(OPTCR)).isEqualTo(0x0FFF_AAED);
    }

    @ParameterizedTest
    @CsvSource({"false,false,MAIN_FLASH", "false,true,MAIN_FLASH", "true,false,SYSTEM_MEMORY", "true,true,SRAM"})
    void the_boot_straps_are_latched_when_reset_is_released(boolean boot0, boolean boot1, BootMode expected) {
        var desk = Desk.running();
        desk.chip.boot0(boot0);
        desk.chip.boot1(boot1);
        assertThat(desk.chip.bootMode()).contains(BootMode.MAIN_FLASH);

        desk.systemReset();

        assertThat(desk.chip.bootMode()).contains(expected);
        desk.write(0x4002_3844, 1 << 14);
        assertThat(desk.read(0x4001_3800)).isEqualTo(expected.memMode());
    }

    @Test void flags_add_up_until_they_are_removed() {
        var desk = Desk.running();

        desk.systemReset();
        assertThat(desk.read(RCC_CSR)).isEqualTo(BORRSTF | PINRSTF | PORRSTF | SFTRSTF);
        desk.write(RCC_CSR, RMVF);
        assertThat(desk.read(RCC_CSR)).isZero();
        desk.chip.nrst(true);
        desk.pass(Duration.ofNanos(1_000));
        assertThat(desk.chip.isRunning()).isFalse();
        desk.chip.nrst(false);
        desk.pass(Duration.ofNanos(10_000));

        assertThat(desk.read(RCC_CSR)).isEqualTo(PINRSTF);
    }

    @Test void a_pulse_on_nrst_shorter_than_300_ns_is_filtered() {
        var desk = Desk.running();

        desk.chip.nrst(true);
        desk.pass(Duration.ofNanos(100));
        desk.chip.nrst(false);
        desk.pass(Duration.ofMillis(1));

        assertThat(desk.stops).isZero();
        assertThat(desk.boots).hasSize(1);
    }

    @Test void a_held_nrst_keeps_a_powered_chip_from_starting() {
        var desk = Desk.unpowered(ChipSettings.typical());
        desk.chip.nrst(true);
        desk.powerUp();
        assertThat(desk.boots).isEmpty();

        desk.chip.nrst(false);
        desk.pass(Duration.ofNanos(10_000));

        assertThat(desk.boots).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"2, 2.20, 2.18, 2.28, 2.30", "1, 2.51, 2.49, 2.58, 2.60", "0, 2.84, 2.82, 2.91, 2.93"})
    void a_brown_out_level_resets_below_and_releases_above(int level, double stays, double resets, double holds,
                                                           double releases) {
        var desk = Desk.running(ChipSettings.typical(), OptionValues.FACTORY.withBorLevel(level));
        desk.write(RCC_CSR, RMVF);

        desk.chip.supply(stays);
        assertThat(desk.chip.isRunning()).isTrue();
        desk.chip.supply(resets);
        assertThat(desk.chip.isRunning()).isFalse();
        desk.chip.supply(holds);
        desk.pass(Duration.ofMillis(5));
        assertThat(desk.chip.isRunning()).isFalse();
        desk.chip.supply(releases);
        desk.pass(Duration.ofMillis(5));

        assertThat(desk.chip.isRunning()).isTrue();
        assertThat(desk.read(RCC_CSR)).isEqualTo(BORRSTF | PINRSTF);
    }

    @Test void a_brown_out_level_above_the_supply_never_lets_the_chip_start() {
        var desk = Desk.unpowered(ChipSettings.typical());
        desk.chip.options().load(OptionValues.FACTORY.withBorLevel(0));

        desk.chip.supply(2.5);
        desk.pass(Duration.ofSeconds(1));
        assertThat(desk.boots).isEmpty();
        desk.chip.supply(3.0);
        desk.pass(Duration.ofSeconds(1));

        assertThat(desk.boots).hasSize(1);
    }

    @Test void power_down_comes_below_1_68_V_and_sram_forgets() {
        var desk = Desk.running();
        desk.write(Chip.SRAM_BASE, 0x1234_5678);

        desk.chip.supply(1.69);
        assertThat(desk.chip.isPowered()).isTrue();
        desk.systemReset();
        assertThat(desk.read(Chip.SRAM_BASE)).isEqualTo(0x1234_5678);
        desk.chip.supply(1.67);
        assertThat(desk.chip.isPowered()).isFalse();
        assertThat(desk.chip.bootMode()).isEmpty();
        desk.powerUp();

        assertThat(desk.read(Chip.SRAM_BASE)).isNotEqualTo(0x1234_5678);
        assertThat(desk.read(RCC_CSR)).isEqualTo(BORRSTF | PINRSTF | PORRSTF);
    }

    @Test void the_hardware_watchdog_bites_after_half_a_second() {
        var desk = Desk.running(ChipSettings.typical(), OptionValues.FACTORY.withSoftwareWatchdog(false));
        desk.write(RCC_CSR, RMVF);

        desk.pass(Duration.ofMillis(505));
        assertThat(desk.stops).isZero();
        desk.pass(Duration.ofMillis(10));

        assertThat(desk.stops).isEqualTo(1);
        assertThat(desk.read(RCC_CSR)).as("it starts again at once and forces LSI on").isEqualTo(IWDGRSTF | PINRSTF | LSIRDY);
    }

    @Test void without_a_debugger_its_accesses_are_refused() {
        var desk = Desk.running();

        assertThatThrownBy(() -> desk.chip.bus().read(SR, BusWidth.WORD, Master.DEBUGGER))
                .isInstanceOf(BusFault.class);
        desk.chip.debugger(true);

        assertThat(desk.chip.bus().read(SR, BusWidth.WORD, Master.DEBUGGER)).isZero();
    }

    @Test void from_power_on_a_brown_out_level_wants_its_rising_threshold() {
        var desk = Desk.running(ChipSettings.typical(), OptionValues.FACTORY.withBorLevel(0));
        for (int i = 0; i < 2; i++) {
            desk.chip.supply(0);
            desk.chip.supply(2.88);
            desk.pass(Duration.ofMillis(10));
            assertThat(desk.chip.isRunning()).isFalse();
        }
        desk.chip.supply(2.93);
        desk.pass(Duration.ofMillis(10));
        assertThat(desk.chip.isRunning()).isTrue();
        desk.chip.supply(2.88);
        desk.systemReset();
        assertThat(desk.chip.isRunning()).as("above the falling threshold it may stay").isTrue();
    }

    @Test void a_brown_out_level_is_forgotten_with_the_power_and_learnt_from_the_option_bytes() {
        var desk = Desk.running(ChipSettings.typical(), OptionValues.FACTORY.withBorLevel(0));
        desk.chip.supply(0);
        desk.chip.options().load(OptionValues.FACTORY);

        desk.chip.supply(2.5);
        desk.pass(Duration.ofMillis(10));

        assertThat(desk.chip.isRunning()).isTrue();
    }

    @Test void an_internal_reset_holds_for_20_us_and_the_clock_wants_its_start() {
        var desk = Desk.running();
        long since = desk.world.nanos();

        desk.chip.softwareReset();
        while (!desk.chip.isRunning()) {
            desk.pass(Duration.ofNanos(10));
        }

        assertThat(desk.world.nanos() - since).isBetween(22_450L, 22_460L);
    }

    @Test void a_reset_pin_held_through_power_on_leaves_by_itself_only_when_released() {
        var desk = Desk.unpowered(ChipSettings.typical());
        desk.chip.nrst(true);
        desk.chip.supply(3.3);
        desk.pass(Duration.ofSeconds(5));
        assertThat(desk.boots).isEmpty();

        desk.chip.nrst(false);
        desk.pass(Duration.ofNanos(2_440));
        assertThat(desk.boots).isEmpty();
        desk.pass(Duration.ofNanos(20));

        assertThat(desk.boots).hasSize(1);
    }

    @Test void without_a_supervisor_nothing_watches_the_supply() {
        var desk = Desk.running(ChipSettings.typical().withSupervisor(false), OptionValues.FACTORY.withBorLevel(0));

        assertThat(desk.read(RCC_CSR)).as("a start nobody noticed").isEqualTo(PINRSTF);
        desk.chip.supply(1.5);
        assertThat(desk.chip.isRunning()).isTrue();
        desk.chip.supply(1.1);
        assertThat(desk.chip.isPowered()).isFalse();
    }

    @Test void without_a_supervisor_a_slow_ramp_sometimes_hangs_until_the_pin_is_pulled() {
        int hung = 0;
        for (int seed = 0; seed < 40; seed++) {
            var world = new World(seed);
            var chip = new Chip(world, ChipSettings.typical().withSupervisor(false));
            chip.supply(1.3);
            chip.supply(3.3);
            world.pass(Duration.ofSeconds(1));
            hung += chip.isRunning() ? 0 : 1;

            chip.nrst(true);
            world.pass(Duration.ofMillis(1));
            chip.nrst(false);
            world.pass(Duration.ofMillis(1));

            assertThat(chip.isRunning()).isTrue();
        }

        assertThat(hung).isBetween(5, 35);
    }

    @Test void a_reset_takes_back_what_software_set_up_in_the_peripherals() {
        var desk = Desk.running();
        desk.write(0x4002_3830, 1 << 12);
        desk.write(0x4002_3840, 1 << 28);
        desk.write(0x4002_3000, 0x1234);
        desk.write(0x4000_7000, 0x10);
        desk.write(RCC_CSR, 1);
        assertThat(desk.read(RCC_CSR) & 3).as("LSI is on and ready").isEqualTo(3);

        desk.systemReset();

        assertThat(desk.read(RCC_CSR) & 3).isZero();
        assertThat(desk.read(0x4002_3830)).isZero();
        desk.write(0x4002_3830, 1 << 12);
        desk.write(0x4002_3840, 1 << 28);
        assertThat(desk.read(0x4002_3000)).isEqualTo(-1);
        assertThat(desk.read(0x4000_7000)).isEqualTo(0x8000);
    }
}
