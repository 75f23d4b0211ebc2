package io.sectorzero.sim.board;

import static io.sectorzero.sim.board.Attached.S_HALT;
import static io.sectorzero.sim.board.Attached.S_LOCKUP;
import static io.sectorzero.sim.board.Attached.S_SLEEP;
import static io.sectorzero.sim.manual.FlashInterface.CR;
import static io.sectorzero.sim.manual.FlashInterface.FLASH;
import static io.sectorzero.sim.manual.FlashInterface.LOCK;
import static io.sectorzero.sim.manual.FlashInterface.OPTCR;
import static io.sectorzero.sim.manual.FlashInterface.PG;
import static io.sectorzero.sim.manual.FlashInterface.X32;
import static io.sectorzero.sim.manual.ResetReason.IWDGRSTF;
import static io.sectorzero.sim.manual.ResetReason.RCC_CSR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the programs of the fixtures do to whoever attaches. */
class FirmwareCausesAtTheDebugPortTest {

    private static final int SRAM = 0x2000_0000;
    private static final int HFSR = 0xE000_ED2C;
    private static final int FORCED = 1 << 30;
    private static final int MPU_CTRL = 0xE000_ED94;
    private static final int DBGMCU_CR = 0xE004_2004;
    private static final int DBGMCU_APB1_FZ = 0xE004_2008;
    private static final int DBG_IWDG_STOP = 1 << 12;
    private static final int S_RESET = 1 << 25;
    private static final int XPSR = 16;
    private static final int SYS_TICK = 15;

    private static Attached to(String file) {
        return Attached.to(Attached.file(file));
    }

    private static void press(Attached tool) {
        tool.board.probeReset(true);
        tool.pass(1);
        tool.board.probeReset(false);
    }

    @Test
    void a_program_that_protects_two_sectors_does_so_again_after_each_reset() {
        var tool = to("c07-write-protected-at-each-start.toml");
        tool.write(DBGMCU_CR, 7);
        tool.pass(1000);
        assertThat(tool.read(OPTCR) >>> 16 & 0xFFF).isEqualTo(0xFFC);

        tool.unlockOptions();
        tool.write(OPTCR, 0x0FFF_AAEC);
        tool.write(OPTCR, 0x0FFF_AAEE);
        assertThat(tool.endsWithin(2000)).isTrue();
        assertThat(tool.read(OPTCR) >>> 16 & 0xFFF).isEqualTo(0xFFF);
        press(tool);
        tool.pass(1000);
        assertThat(tool.read(OPTCR) >>> 16 & 0xFFF).isEqualTo(0xFFC);
    }

    @Test
    void a_program_that_sets_level_1_closes_the_flash_to_the_debugger() {
        var tool = to("c07-level-1-at-each-start.toml");
        tool.write(DBGMCU_CR, 7);
        tool.pass(1000);
        press(tool);
        tool.pass(20);

        assertThat(tool.read(OPTCR) >>> 8 & 0xFF).isEqualTo(0x55);
        assertThatThrownBy(() -> tool.read(FLASH)).isInstanceOf(Attached.Refused.class);
    }

    @Test
    void remapped_debug_pins_answer_under_reset_only() {
        var tool = Attached.near(Attached.file("f01-debug-pins-remapped.toml"));
        assertThat(tool.identity()).isEmpty();

        tool.board.probeReset(true);
        tool.pass(1);
        assertThat(tool.identity()).isPresent();
        tool.board.probeReset(false);
        tool.pass(20);
        assertThat(tool.identity()).isEmpty();
    }

    @Test
    void a_sleeping_core_says_so_and_hides_the_memory_until_it_is_halted_or_its_sleep_is_debugged() {
        var tool = to("f02-asleep.toml");
        assertThat(tool.status() & S_SLEEP).isNotZero();
        assertThatThrownBy(() -> tool.read(FLASH)).isInstanceOf(Attached.Refused.class);
        tool.write(DBGMCU_CR, 7);
        assertThat(tool.read(FLASH)).isEqualTo(0x2004_0000);

        var halting = to("f02-asleep.toml");
        halting.halt();
        assertThat(halting.read(FLASH)).isEqualTo(0x2004_0000);
    }

    @Test
    void a_core_in_standby_answers_in_its_waking_moments_only() {
        var tool = Attached.near(Attached.file("f03-standby.toml"));

        long answered = IntStream.range(0, 200).filter(i -> {
            tool.pass(20);
            return tool.identity().isPresent();
        }).count();
        assertThat(answered).as("50 ms of each second").isBetween(5L, 20L);
    }

    @Test
    void a_started_watchdog_bites_a_halted_core_unless_it_is_frozen() {
        var tool = to("f04-watchdog-started.toml");
        tool.halt();
        assertThat(tool.status() & S_HALT).isNotZero();
        tool.pass(500);
        assertThat(tool.status() & (S_HALT | S_RESET)).as("reset, and running again").isEqualTo(S_RESET);

        var careful = to("f04-watchdog-started.toml");
        careful.write(DBGMCU_APB1_FZ, DBG_IWDG_STOP);
        careful.halt();
        careful.pass(500);
        assertThat(careful.status() & S_HALT).isNotZero();
    }

    @Test
    void a_watchdog_in_hardware_cuts_a_long_erase_short_unless_it_is_frozen() {
        var tool = to("f04-hardware-watchdog.toml");
        tool.board.boot0(false);
        press(tool);
        tool.pass(5);
        tool.halt();
        tool.unlock();
        tool.startErase(5, X32);
        tool.pass(1500);

        assertThat(tool.read(CR) & LOCK).isEqualTo(LOCK);
        assertThat(tool.read(RCC_CSR) & IWDGRSTF).isEqualTo(IWDGRSTF);
    }

    @Test
    void a_hard_fault_is_in_its_status_and_a_lock_up_in_the_cores() {
        assertThat(to("f05-hard-fault-loop.toml").read(HFSR) & FORCED).isEqualTo(FORCED);
        assertThat(to("f05-locked-up.toml").status() & S_LOCKUP).isNotZero();
    }

    @Test
    void dma_goes_on_writing_sram_under_a_halted_core() {
        var tool = to("f06-dma-over-the-loader.toml");
        tool.halt();
        tool.write(SRAM + 0x100, 0x5EC7_0000);
        tool.pass(200);

        assertThat(tool.read(SRAM + 0x100)).isNotEqualTo(0x5EC7_0000);
    }

    @Test
    void the_mpu_is_on() {
        assertThat(to("f07-sram-never-executes.toml").read(MPU_CTRL) & 1).isEqualTo(1);
    }

    @Test
    void the_core_is_halted_inside_a_handler() {
        var tool = to("f08-in-a-handler.toml");
        tool.halt();

        assertThat(tool.register(XPSR) & 0x1FF).isEqualTo(SYS_TICK);
    }

    @Test
    void the_control_register_is_open_and_programs() {
        var tool = to("f09-writes-its-own-flash.toml");
        tool.pass(2000);
        tool.halt();

        assertThat(tool.read(CR) & (LOCK | PG)).isEqualTo(PG);
    }

    @Test
    void the_core_halts_long_after_it_was_told_to() {
        var tool = to("f10-does-not-halt-at-once.toml");
        tool.halt();
        tool.pass(150);
        assertThat(tool.status() & S_HALT).isZero();
        tool.halt();
        tool.pass(60);

        assertThat(tool.status() & S_HALT).as("200 ms after it was first told").isNotZero();
    }

    @Test
    void a_stopped_chip_is_reached_once_its_debug_clocks_were_asked_for() {
        var tool = Attached.near(Attached.file("f03-stopped.toml"));
        tool.board.probeReset(true);
        tool.pass(1);
        tool.connect();
        tool.write(DBGMCU_CR, 7);
        tool.board.probeReset(false);
        tool.pass(20);

        assertThat(tool.read(SRAM)).isNotNull();
        assertThat(tool.status() & S_SLEEP).isNotZero();
    }
}
