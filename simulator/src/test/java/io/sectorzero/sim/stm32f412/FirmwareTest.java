package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.manual.FlashInterface.CR;
import static io.sectorzero.sim.manual.FlashInterface.OPTCR;
import static io.sectorzero.sim.manual.FlashInterface.SR;
import static io.sectorzero.sim.manual.ResetReason.IWDGRSTF;
import static io.sectorzero.sim.manual.ResetReason.LPWRRSTF;
import static io.sectorzero.sim.manual.ResetReason.RCC_CSR;
import static io.sectorzero.sim.stm32f412.FirmwareDesk.BFAR;
import static io.sectorzero.sim.stm32f412.FirmwareDesk.CFSR;
import static io.sectorzero.sim.stm32f412.FirmwareDesk.HFSR;
import static io.sectorzero.sim.stm32f412.FirmwareDesk.SRAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.sim.cortexm.CoreControl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The programs of {@code fixtures/firmware} run on the chip, and do to it what their like do to boards. */
class FirmwareTest {

    private static final int GPIOA_MODER = 0x4002_0000;
    private static final int RCC_APB1ENR = 0x4002_3840;
    private static final int PWR_CSR = 0x4000_7004;
    private static final int TIM2_CR1 = 0x4000_0000;
    private static final int TIM2_CNT = 0x4000_0024;
    private static final int DBGMCU_CR = 0xE004_2004;
    private static final int APB1_FZ = 0xE004_2008;
    private static final int MPU_CTRL = 0xE000_ED94;

    private FirmwareDesk desk;
    private int stops;

    private void run(String program) {
        desk = FirmwareDesk.of(program);
        desk.chip.onStop(() -> stops++);
    }

    @AfterEach void nothing_was_touched_that_the_model_does_not_know() {
        assertThat(desk.chip.unmodelled()).isEmpty();
    }

    private void halt() {
        desk.control().halt();
        desk.chip.coreHalted(true);
    }

    @Test void blinky_toggles_twice_a_second() {
        run("blinky");
        desk.millis(400);
        assertThat(desk.isLit()).isFalse();
        for (int i = 0; i < 6; i++) {
            desk.millis(500);
            assertThat(desk.isLit()).as("after %d halves of a second", i + 1).isEqualTo(i % 2 == 0);
        }

        assertThat(desk.chip.coreState()).startsWith("asleep");
    }

    @Test void the_console_says_its_version_and_sends_back_what_it_hears() {
        run("console");
        desk.millis(5);
        assertThat(desk.said()).isEqualTo("SectorZero console 1.0 STM32F412\r\n");

        "Hello?".chars().forEach(desk.toChip::send);
        desk.millis(2);

        assertThat(desk.said()).isEqualTo("Hello?");
    }

    @Test void every_part_does_what_a_program_expects_of_it() {
        run("parts");
        desk.millis(50);

        assertThat(desk.said()).isEqualTo("clocks ok\r\ntimer ok\r\ncrc ok\r\ndma ok\r\nrandom ok\r\nbackup ok\r\n");
    }

    @Test void a_program_that_stops_feeding_the_watchdog_says_afterwards_what_reset_it() {
        run("watchdog");
        desk.millis(1000);
        assertThat(desk.said()).isEqualTo("watchdog: started\r\n");

        desk.toChip.send('x');
        desk.millis(200);
        assertThat(desk.read(RCC_CSR) & IWDGRSTF).as("read and cleared").isZero();

        assertThat(desk.said()).isEqualTo("watchdog: feeding no more\r\nwatchdog: reset by the watchdog\r\n");
        assertThat(stops).isEqualTo(1);
    }

    @Test void sleep_ends_when_the_pin_rises_and_begins_again() {
        run("sleep");
        for (int i = 0; i < 4; i++) {
            desk.millis(100);
            assertThat(desk.chip.coreState()).startsWith("asleep");
            assertThat(desk.isLit()).isEqualTo(i % 2 == 1);

            desk.chip.drive('A', 0, true);
            desk.millis(1);
            desk.chip.drive('A', 0, false);
        }
    }

    @Test void stop_takes_the_clocks_and_the_pin_gives_them_back() {
        run("stop");
        desk.write(RCC_APB1ENR, desk.read(RCC_APB1ENR) | 1);
        desk.write(TIM2_CR1, 1);
        desk.millis(10);
        int count = desk.read(TIM2_CNT);
        desk.millis(100);
        assertThat(desk.read(TIM2_CNT)).as("timers stand still").isEqualTo(count);
        assertThat(desk.isLit()).isFalse();

        for (int i = 0; i < 3; i++) {
            desk.chip.drive('A', 0, true);
            desk.millis(1);
            desk.chip.drive('A', 0, false);
            desk.millis(20);
            assertThat(desk.isLit()).isEqualTo(i % 2 == 0);
        }
        assertThat(stops).as("nothing was reset").isZero();
    }

    @Test void a_debugger_can_keep_the_clocks_running_in_stop() {
        run("stop");
        desk.write(DBGMCU_CR, 1 << 1);
        desk.chip.drive('A', 0, true);
        desk.millis(1);
        desk.write(RCC_APB1ENR, desk.read(RCC_APB1ENR) | 1);
        desk.write(TIM2_CR1, 1);
        int count = desk.read(TIM2_CNT);
        desk.millis(1);

        assertThat(desk.read(TIM2_CNT) - count).isEqualTo(16_000);
    }

    @Test void standby_is_a_second_without_a_debug_port_and_then_a_start() {
        run("standby");
        desk.millis(30);
        assertThat(desk.chip.hasDebugPins()).as("awake").isTrue();
        desk.millis(500);
        assertThat(desk.chip.hasDebugPins()).as("in standby").isFalse();
        assertThat(desk.chip.isRunning()).isFalse();
        assertThat(stops).isEqualTo(1);

        desk.millis(540);
        assertThat(desk.chip.isRunning()).as("started again by the RTC").isTrue();
        assertThat(desk.read(RCC_CSR) & 0xF000_0000).as("which is no reset").isZero();
        desk.write(RCC_APB1ENR, 1 << 28);
        assertThat(desk.read(PWR_CSR) & 3).as("SBF, WUF").isEqualTo(3);
        desk.millis(500);
        assertThat(desk.chip.isRunning()).isFalse();

        desk.reset();
        assertThat(desk.chip.hasDebugPins()).as("the reset pin wakes as well").isTrue();
    }

    @Test void option_bits_make_a_reset_of_stop_and_of_standby() {
        for (String program : new String[] {"stop", "standby"}) {
            desk = FirmwareDesk.unpowered(program);
            desk.chip.options().load(new OptionValues(0xAA, 0xFFF, false, OptionValues.BOR_OFF, true, false, false));
            desk.powerUp();
            desk.millis(60);

            assertThat(desk.read(RCC_CSR) & LPWRRSTF).as(program).isNotZero();
        }
    }

    @Test void the_watchdog_is_fed_and_bites_when_the_core_is_halted() {
        run("watchdog");
        desk.millis(5000);
        assertThat(stops).isZero();

        halt();
        desk.millis(115);
        assertThat(stops).isZero();
        desk.millis(15);

        assertThat(stops).isEqualTo(1);
        assertThat(desk.chip.statusLine()).contains("IWDGRSTF");
    }

    @Test void a_debugger_that_freezes_the_watchdog_may_take_its_time() {
        run("watchdog");
        desk.write(APB1_FZ, 1 << 12);
        halt();
        desk.millis(60_000);

        assertThat(stops).isZero();
    }

    @Test void lost_debug_pins_show_in_the_mode_register_until_the_next_reset() {
        run("swd-pins");
        desk.millis(1);
        assertThat(desk.read(GPIOA_MODER)).isEqualTo(1 << 10);
        assertThat(desk.isLit()).isTrue();
        assertThat(desk.chip.hasDebugPins()).isFalse();

        desk.chip.nrst(true);
        desk.millis(1);

        assertThat(desk.chip.hasDebugPins()).as("under reset").isTrue();
    }

    @Test void protection_is_programmed_once_and_stays() {
        run("protect");
        desk.millis(1000);
        assertThat(desk.read(OPTCR)).isEqualTo(0x0FFC_AAED);
        assertThat(desk.chip.options().values().nwrp()).isEqualTo(0xFFC);

        desk.powerCycle();
        assertThat(desk.read(SR)).as("nothing to do at the second start").isZero();
        desk.millis(10);
        assertThat(desk.read(OPTCR)).isEqualTo(0x0FFC_AAED);
    }

    @Test void read_protection_comes_back_at_each_start() {
        run("relock");
        desk.millis(1000);
        desk.powerCycle();

        assertThat(desk.chip.protectionLevel()).isEqualTo(ProtectionLevel.ONE);
    }

    @Test void a_hard_fault_says_where_it_comes_from() {
        run("hard-fault");
        desk.millis(1);

        assertThat(desk.coreRegister(HFSR)).as("forced").isEqualTo(1 << 30);
        assertThat(desk.coreRegister(CFSR)).as("precise, with a valid address").isEqualTo(1 << 9 | 1 << 15);
        assertThat(desk.coreRegister(BFAR)).isEqualTo(0x2004_0000);
        assertThat(desk.control().register(CoreControl.XPSR) & 0x1FF).isEqualTo(3);
        assertThat(desk.control().isLockedUp()).isFalse();
    }

    @Test void a_fault_without_vectors_locks_the_core_up() {
        run("lockup");
        desk.millis(1);

        assertThat(desk.control().isLockedUp()).isTrue();
        assertThat(desk.chip.coreState()).startsWith("locked up");
    }

    @Test void a_stray_store_leaves_stale_flags() {
        run("stale-flags");
        desk.millis(1);

        assertThat(desk.read(SR)).isEqualTo(0xC0);
    }

    @Test void a_handler_that_never_returns_is_found_in_ipsr() {
        run("in-handler");
        desk.millis(5);

        assertThat(desk.control().register(CoreControl.XPSR) & 0x1FF).isEqualTo(15);
    }

    @Test void the_mpu_is_left_on() {
        run("no-execute");
        desk.millis(1);

        assertThat(desk.coreRegister(MPU_CTRL)).isEqualTo(5);
    }

    @Test void dma_goes_on_writing_to_sram_while_the_core_is_halted() {
        run("dma-to-sram");
        desk.millis(100);
        halt();
        int before = desk.read(SRAM);
        int beyond = desk.read(SRAM + 0x4000);
        desk.millis(100);

        assertThat(desk.read(SRAM)).isNotEqualTo(before);
        assertThat(desk.read(SRAM + 0x4000)).isEqualTo(beyond);
    }

    @Test void a_timer_that_is_frozen_with_the_core_asks_for_nothing() {
        run("dma-to-sram");
        desk.write(APB1_FZ, 1);
        desk.millis(100);
        halt();
        int before = desk.read(SRAM);
        desk.millis(100);

        assertThat(desk.read(SRAM)).isEqualTo(before);
    }

    @Test void eeprom_emulation_leaves_the_flash_unlocked_with_pg_set() {
        run("eeprom");
        desk.millis(1000);

        assertThat(desk.read(CR)).isEqualTo(1 | 2 << 8);
    }
}
