package io.sectorzero.sim.debugport;

import static io.sectorzero.sim.debugport.CoreProbe.*;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The core's debug registers as a debugger finds them, DDI 0403 Rev E §C1.6: halting, stepping, resets and faults caught. */
class CoreDebugTest {

    private static final int ADDS_R0_1 = 0x3001;
    private static final int B_BACK_2 = 0xE7FD;
    private static final int B_SELF = 0xE7FE;
    private static final int BKPT = 0xBE00;
    private static final int WFI = 0xBF30;
    private static final int UDF = 0xDE00;

    /** Counts in R0 for ever. */
    private final CoreProbe counting = new CoreProbe(ADDS_R0_1, B_BACK_2);

    @Test
    void without_the_key_nothing_happens() {
        counting.poke(DHCSR, 0x1234_0003);
        assertThat(counting.status() & 3).isZero();
    }

    @Test
    void a_halt_needs_debugging_to_be_enabled() {
        counting.poke(DHCSR, KEY | 2);
        assertThat(counting.isHalted()).isFalse();
    }

    @Test
    void a_halted_core_stands_still_and_goes_on_where_it_was() {
        counting.halt();
        assertThat(counting.status() & 0xFFFF).isEqualTo(3);
        assertThat(counting.peek(DFSR)).isEqualTo(DebugFaults.HALTED);
        int before = counting.register(0);
        counting.pass(5);
        assertThat(counting.register(0)).isEqualTo(before).isPositive();

        counting.run();
        counting.pass(5);
        counting.halt();
        assertThat(counting.register(0)).isGreaterThan(before + 1000);
    }

    @Test
    void taking_debugging_away_lets_the_core_go() {
        counting.halt();
        counting.poke(DHCSR, KEY);
        assertThat(counting.status() & (S_HALT | 0xF)).isZero();
    }

    @Test
    void a_step_is_one_instruction() {
        counting.halt();
        counting.register(PC, ENTRY);
        int before = counting.register(0);

        counting.step();
        assertThat(counting.pc()).isEqualTo(ENTRY + 2);
        assertThat(counting.register(0)).isEqualTo(before + 1);
        counting.step();
        assertThat(counting.pc()).isEqualTo(ENTRY);
        assertThat(counting.peek(DFSR) & DebugFaults.HALTED).isNotZero();
    }

    @Test
    void every_register_can_be_read_and_written() {
        counting.halt();
        for (int number = 0; number < 13; number++) {
            counting.register(number, 0x1000_0001 * (number + 1));
        }
        counting.register(14, 0x0800_0201);
        counting.register(17, 0x2000_0800);
        counting.register(18, 0x2000_0400);
        for (int single = 0x40; single < 0x60; single++) {
            counting.register(single, single * 3);
        }
        counting.register(0x21, 0xF000_0000);

        for (int number = 0; number < 13; number++) {
            assertThat(counting.register(number)).isEqualTo(0x1000_0001 * (number + 1));
        }
        assertThat(counting.register(14)).isEqualTo(0x0800_0201);
        assertThat(counting.register(13)).as("SP is MSP").isEqualTo(0x2000_0800);
        assertThat(counting.register(18)).isEqualTo(0x2000_0400);
        for (int single = 0x40; single < 0x60; single++) {
            assertThat(counting.register(single)).isEqualTo(single * 3);
        }
        assertThat(counting.register(0x21)).isEqualTo(0xF000_0000);
        assertThat(counting.register(16) & 1 << 24).as("T").isNotZero();
    }

    @Test
    void a_register_is_not_ready_while_the_core_runs_and_is_when_it_halts() {
        counting.poke(DHCSR, RUN);
        counting.poke(DCRSR, PC);
        assertThat(counting.status() & S_REGRDY).isZero();
        counting.poke(DHCSR, HALT);
        counting.pass(1);
        assertThat(counting.status() & S_REGRDY).isNotZero();
        assertThat(counting.peek(DCRDR)).isBetween(ENTRY, ENTRY + 4);
    }

    @Test
    void a_breakpoint_instruction_halts_at_itself_and_a_step_does_not_pass_it() {
        var core = new CoreProbe(ADDS_R0_1, BKPT, B_SELF);
        core.poke(DHCSR, RUN);
        core.poke(DEMCR, CoreDebug.VC_CORERESET);
        core.resetSystem();
        core.poke(DFSR, 0x1F);

        core.run();
        core.pass(1);

        assertThat(core.status() & (S_HALT | 3)).as("C_HALT shows it too").isEqualTo(S_HALT | 3);
        assertThat(core.peek(DFSR)).isEqualTo(DebugFaults.BKPT);
        assertThat(core.pc()).isEqualTo(ENTRY + 2);
        core.step();
        assertThat(core.pc()).isEqualTo(ENTRY + 2);
    }

    @Test
    void without_a_debugger_a_breakpoint_instruction_is_a_fault() {
        var core = new CoreProbe(BKPT);
        assertThat(core.status() & S_LOCKUP).as("the vector of HardFault is blank").isNotZero();
        assertThat(core.peek(0xE000_ED2C)).as("DEBUGEVT").isNegative();
    }

    @Test
    void the_reset_flag_stays_until_it_is_read() {
        counting.status();
        assertThat(counting.status() & S_RESET_ST).isZero();
        counting.resetSystem();
        assertThat(counting.status() & S_RESET_ST).isNotZero();
        assertThat(counting.status() & S_RESET_ST).isZero();
    }

    @Test
    void in_reset_the_flag_cannot_be_cleared() {
        counting.probe.chip.nrst(true);
        counting.pass(1);
        assertThat(counting.status() & S_RESET_ST).isNotZero();
        assertThat(counting.status() & S_RESET_ST).isNotZero();
    }

    @Test
    void a_reset_lets_the_core_go_but_debugging_stays_enabled() {
        counting.halt();
        counting.resetSystem();
        assertThat(counting.status() & (S_HALT | 0xF)).isEqualTo(1);
    }

    @Test
    void a_caught_reset_halts_before_the_first_instruction() {
        counting.poke(DHCSR, RUN);
        counting.poke(DEMCR, CoreDebug.VC_CORERESET);
        counting.poke(DFSR, 0x1F);
        counting.resetSystem();

        assertThat(counting.isHalted()).isTrue();
        assertThat(counting.pc()).isEqualTo(ENTRY);
        assertThat(counting.register(13)).isEqualTo(STACK);
        assertThat(counting.peek(DFSR)).isEqualTo(DebugFaults.VCATCH);
        assertThat(counting.peek(DEMCR)).isEqualTo(CoreDebug.VC_CORERESET);
    }

    @Test
    void without_debugging_enabled_a_reset_is_not_caught() {
        counting.poke(DEMCR, CoreDebug.VC_CORERESET);
        counting.resetSystem();
        assertThat(counting.isHalted()).isFalse();
    }

    @Test
    void under_reset_a_debugger_prepares_the_halt_that_follows() {
        counting.probe.chip.nrst(true);
        counting.pass(1);
        counting.poke(DHCSR, HALT);
        counting.poke(DEMCR, CoreDebug.VC_CORERESET);
        assertThat(counting.isHalted()).as("nothing halts in reset").isFalse();
        counting.probe.chip.nrst(false);
        counting.pass(1);

        assertThat(counting.isHalted()).isTrue();
        assertThat(counting.pc()).isEqualTo(ENTRY);
    }

    @Test
    void under_reset_the_identity_is_there_and_memory_is_not() {
        counting.probe.chip.nrst(true);
        counting.pass(1);
        assertThat(counting.peek(0xE004_2000) & 0xFFF).isEqualTo(0x441);
        counting.probe.write(Probe.TAR, Probe.SRAM);
        counting.probe.post(Probe.DRW);
        assertThat(counting.probe.status() & ControlStatus.STICKYERR).isNotZero();
    }

    @Test
    void loss_of_power_forgets_what_was_prepared() {
        counting.poke(DHCSR, RUN);
        counting.poke(DEMCR, CoreDebug.VC_CORERESET);
        counting.probe.chip.supply(0);
        counting.pass(1);
        counting.probe.chip.supply(3.3);
        counting.pass(5);
        counting.probe.connect();

        assertThat(counting.peek(DEMCR)).isZero();
        assertThat(counting.status() & (S_HALT | 0xF)).isZero();
    }

    @Test
    void a_blank_chip_is_locked_up_and_a_halt_frees_it() {
        var blank = new CoreProbe();
        assertThat(blank.status() & S_LOCKUP).isNotZero();
        blank.halt();
        assertThat(blank.status() & S_LOCKUP).isZero();
        blank.poke(Probe.SRAM, BKPT << 16 | ADDS_R0_1);
        blank.register(PC, Probe.SRAM);
        blank.register(16, 1 << 24);
        blank.run();
        blank.pass(1);
        assertThat(blank.isHalted()).isTrue();
        assertThat(blank.pc()).isEqualTo(Probe.SRAM + 2);
    }

    @Test
    void a_caught_fault_halts_at_its_handler() {
        var core = new CoreProbe(UDF);
        core.poke(DHCSR, RUN);
        core.poke(DEMCR, CoreDebug.VC_HARDERR);
        core.resetSystem();

        assertThat(core.isHalted()).isTrue();
        assertThat(core.peek(DFSR) & DebugFaults.VCATCH).isNotZero();
        assertThat(core.register(16) & 0x1FF).as("IPSR").isEqualTo(3);
    }

    @Test
    void a_sleeping_core_shows_it_and_hides_memory_unless_told_otherwise() {
        var core = new CoreProbe(WFI, B_BACK_2);
        assertThat(core.status() & S_SLEEP).isNotZero();
        core.probe.write(Probe.TAR, Probe.SRAM);
        core.probe.post(Probe.DRW);
        assertThat(core.probe.status() & ControlStatus.STICKYERR).isNotZero();
        core.probe.writePort(Probe.ABORT, Probe.CLEAR_ALL);

        core.poke(0xE004_2004, 7);
        core.poke(Probe.SRAM, 1);
        core.halt();
        assertThat(core.status() & S_SLEEP).as("a halt wakes").isZero();
        assertThat(core.pc()).isEqualTo(ENTRY + 2);
    }

    @Test
    void a_chip_in_its_loader_can_be_taken_over_and_looked_at() {
        var core = new CoreProbe(B_SELF);
        core.probe.chip.boot0(true);
        core.resetSystem();
        core.halt();
        assertThat(core.pc()).isEqualTo(0x1FFF_0000);

        core.poke(Probe.SRAM, BKPT << 16 | ADDS_R0_1);
        core.register(PC, Probe.SRAM);
        core.register(0, 41);
        core.run();
        core.pass(1);
        assertThat(core.isHalted()).isTrue();
        assertThat(core.register(0)).isEqualTo(42);
    }

    @Test
    void the_instructions_of_a_running_core_are_counted_as_retired() {
        counting.status();
        counting.pass(1);
        assertThat(counting.status() & S_RETIRE_ST).isNotZero();
        counting.halt();
        counting.status();
        counting.pass(1);
        assertThat(counting.status() & S_RETIRE_ST).isZero();
    }
}
