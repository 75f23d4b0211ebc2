package io.sectorzero.sim.debugport;

import static io.sectorzero.sim.debugport.CoreProbe.*;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** FPB and DWT, on a program that stores what it counts at 0x2000_0100: MOVS, LSLS, ADDS, STR, LDR, B. */
class BreakpointsTest {

    private static final int FP_CTRL = 0xE000_2000;
    private static final int FP_COMP0 = 0xE000_2008;
    private static final int FP_ON = 3;
    private static final int LOWER = 1 << 30;
    private static final int UPPER = 2 << 30;
    private static final int DWT_CTRL = 0xE000_1000;
    private static final int DWT_CYCCNT = 0xE000_1004;
    private static final int DWT_PCSR = 0xE000_101C;
    private static final int DWT_COMP1 = 0xE000_1030;
    private static final int DWT_MASK1 = 0xE000_1034;
    private static final int DWT_FUNCTION1 = 0xE000_1038;
    private static final int DWT_FUNCTION0 = 0xE000_1028;
    private static final int VARIABLE = 0x2000_0100;
    private static final int LOOP = ENTRY + 8;

    /** MOVS r1,#0x20; LSLS r1,#24; MOVS r2,#1; LSLS r2,#8; loop: ADDS r0,#1; STR r0,[r1,r2]; LDR r3,[r1,r2]; B loop. */
    private final CoreProbe core = new CoreProbe(0x2120, 0x0609, 0x2201, 0x0212, 0x3001, 0x5088, 0x588B, 0xE7FB);

    @BeforeEach
    void halted_at_the_loop() {
        core.halt();
        core.register(1, 0x2000_0000);
        core.register(2, 0x100);
        core.register(0, 0);
        core.register(PC, LOOP);
        core.poke(DFSR, 0x1F);
    }

    private void runUntilHalted() {
        core.run();
        core.pass(1);
        assertThat(core.isHalted()).isTrue();
    }

    @Test
    void there_are_six_comparators_for_instructions_and_two_for_literals() {
        assertThat(core.peek(FP_CTRL)).isEqualTo(0x260);
        core.poke(FP_CTRL, 1);
        assertThat(core.peek(FP_CTRL)).as("without the key").isEqualTo(0x260);
        core.poke(FP_CTRL, FP_ON);
        assertThat(core.peek(FP_CTRL)).isEqualTo(0x261);
    }

    @Test
    void a_breakpoint_stops_before_its_instruction_in_either_half_of_a_word() {
        core.poke(FP_CTRL, FP_ON);
        for (int half = 0; half < 2; half++) {
            core.register(PC, LOOP);
            core.poke(FP_COMP0 + 4 * half, LOOP + 4 | (half == 0 ? LOWER : UPPER) | 1);
            core.poke(DFSR, 0x1F);
            runUntilHalted();
            assertThat(core.pc()).isEqualTo(LOOP + 4 + 2 * half);
            assertThat(core.peek(DFSR)).isEqualTo(DebugFaults.BKPT);
            core.poke(FP_COMP0 + 4 * half, 0);
        }
        core.run();
        core.pass(1);
        assertThat(core.isHalted()).as("they are gone").isFalse();
    }

    @Test
    void replacing_code_is_not_modelled_and_that_is_said() {
        core.poke(FP_CTRL, FP_ON);
        core.poke(FP_COMP0, LOOP | 1);
        assertThat(core.probe.chip.unmodelled()).anyMatch(note -> note.contains("FPB"));
    }

    @Test
    void a_watched_store_stops_after_itself() {
        core.poke(DEMCR, CoreDebug.TRCENA);
        core.poke(DWT_COMP1, VARIABLE);
        core.poke(DWT_FUNCTION1, 6);
        runUntilHalted();

        assertThat(core.pc()).isEqualTo(LOOP + 4);
        assertThat(core.peek(DFSR)).isEqualTo(DebugFaults.DWTTRAP);
        assertThat(core.peek(DWT_FUNCTION1) & 1 << 24).as("MATCHED").isNotZero();
        assertThat(core.peek(DWT_FUNCTION1) & 1 << 24).as("until it was read").isZero();
        assertThat(core.peek(VARIABLE)).isEqualTo(1);
    }

    @Test
    void a_watched_load_is_not_a_store() {
        core.poke(DEMCR, CoreDebug.TRCENA);
        core.poke(DWT_COMP1, VARIABLE & ~0xFF);
        core.poke(DWT_MASK1, 9);
        core.poke(DWT_FUNCTION1, 5);
        runUntilHalted();
        assertThat(core.pc()).isEqualTo(LOOP + 6);
    }

    @Test
    void a_watched_value_stops_when_it_comes() {
        core.poke(DEMCR, CoreDebug.TRCENA);
        core.poke(DWT_COMP1 - 16, VARIABLE);
        core.poke(DWT_COMP1, 5);
        core.poke(DWT_FUNCTION1, 6 | 1 << 8 | 2 << 10);
        runUntilHalted();
        assertThat(core.peek(VARIABLE)).isEqualTo(5);
    }

    @Test
    void the_watchpoint_unit_stops_at_an_instruction_too() {
        core.poke(DEMCR, CoreDebug.TRCENA);
        core.poke(DWT_COMP1, LOOP + 2);
        core.poke(DWT_FUNCTION1, 4);
        runUntilHalted();
        assertThat(core.pc()).isEqualTo(LOOP + 2);
        assertThat(core.peek(DFSR)).isEqualTo(DebugFaults.DWTTRAP);
    }

    @Test
    void without_its_clock_the_unit_is_not_there() {
        assertThat(core.peek(DWT_CTRL)).isZero();
        assertThat(core.peek(0xE000_1FE0)).isZero();
        core.poke(DEMCR, CoreDebug.TRCENA);
        assertThat(core.peek(DWT_CTRL)).isEqualTo(0x4000_0000);
        core.poke(DWT_COMP1, VARIABLE);
        core.poke(DWT_FUNCTION1, 6);
        core.poke(DEMCR, 0);
        core.run();
        core.pass(1);
        assertThat(core.isHalted()).isFalse();
    }

    @Test
    void cycles_are_counted_while_the_core_runs() {
        core.poke(DEMCR, CoreDebug.TRCENA);
        core.poke(DWT_CYCCNT, 1000);
        core.poke(DWT_CTRL, 1);
        core.pass(1);
        assertThat(core.peek(DWT_CYCCNT)).as("halted").isEqualTo(1000);
        core.run();
        core.pass(1);
        assertThat(core.peek(DWT_CYCCNT)).isBetween(1000 + 15_000, 1000 + 18_000);
        assertThat(core.peek(DWT_PCSR)).isBetween(LOOP, LOOP + 8);
    }

    @Test
    void what_is_set_up_stays_through_a_reset() {
        core.poke(FP_CTRL, FP_ON);
        core.poke(FP_COMP0, ENTRY | LOWER | 1);
        core.poke(DEMCR, CoreDebug.TRCENA);
        core.poke(DWT_FUNCTION0, 7);
        core.resetSystem();
        assertThat(core.isHalted()).isTrue();
        assertThat(core.pc()).isEqualTo(ENTRY);
        assertThat(core.peek(DWT_FUNCTION0)).isEqualTo(7);
    }
}
