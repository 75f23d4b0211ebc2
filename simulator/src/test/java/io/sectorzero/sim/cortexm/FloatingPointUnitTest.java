package io.sectorzero.sim.cortexm;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.sim.silicon.BusWidth;
import org.junit.jupiter.api.Test;

/** Access and contexts, DDI 0403 Rev E §B1.4.7, §B1.5.7, §B3.2.20 to §B3.2.23. */
class FloatingPointUnitTest {

    private static final int CFSR = 0xE000_ED28;
    private static final int SHCSR = 0xE000_ED24;
    private static final int CPACR = 0xE000_ED88;
    private static final int FPCCR = 0xE000_EF34;
    private static final int FPCAR = 0xE000_EF38;
    private static final int FPDSCR = 0xE000_EF3C;
    private static final int FULL = 0xF0_0000;
    private static final int PRIVILEGED = 0x50_0000;
    private static final int NOBODY_THERE = 0x6000_0000;

    /** VMOV S0, R0. */
    private static final int[] USE = {0xEE00, 0x0A10};
    /** No row of the table: VDIV with the bit set that has no meaning. */
    private static final int[] UNDEFINED = {0xEE80, 0x0A40};
    private static final int BX_LR = 0x4770;

    private final Desk desk = new Desk();

    private int read(int address) {
        return (int) desk.control.read(address, BusWidth.WORD);
    }

    private void write(int address, int value) {
        desk.control.write(address, value, BusWidth.WORD);
    }

    /** S0 to S15 and FPSCR hold something of their own, PendSV uses the unit and returns. */
    private int interruptedInTheMidst() {
        write(CPACR, FULL);
        desk.code(Desk.handler(Exceptions.PEND_SV), USE[0], USE[1], BX_LR);
        desk.execute(USE);
        for (int k = 0; k < 16; k++) {
            desk.control.register(CoreControl.S0 + k, 0x1000 + k);
        }
        desk.control.register(CoreControl.FPSCR, 0x8000_0000);
        desk.control.pend(Exceptions.PEND_SV);
        desk.step();
        return Desk.STACK - 0x68 + 0x20;
    }

    @Test
    void after_a_reset_nobody_may_use_it() {
        desk.execute(USE);

        assertThat(read(CFSR)).isEqualTo(Faults.NOCP);
        assertThat(desk.core.exceptionNumber).isEqualTo(Exceptions.HARD_FAULT);
    }

    @Test
    void it_can_be_kept_for_privileged_programs() {
        write(CPACR, PRIVILEGED);
        desk.set(0, 77).execute(USE);
        assertThat(desk.control.register(CoreControl.S0)).isEqualTo(77);

        desk.core.control |= Core.CONTROL_UNPRIVILEGED;
        desk.set(0, 78).execute(USE);

        assertThat(desk.control.register(CoreControl.S0)).isEqualTo(77);
        assertThat(read(CFSR)).isEqualTo(Faults.NOCP);
    }

    @Test
    void what_no_row_claims_is_undefined_only_for_those_who_may_use_it() {
        desk.execute(UNDEFINED);
        assertThat(read(CFSR)).isEqualTo(Faults.NOCP);

        write(CFSR, -1);
        desk.core.reset();
        desk.core.run(0);
        write(CPACR, FULL);
        desk.execute(UNDEFINED);
        assertThat(read(CFSR)).isEqualTo(Faults.UNDEFINSTR);
    }

    @Test
    void the_first_use_begins_a_context_with_the_default_modes() {
        write(CPACR, FULL);
        write(FPDSCR, -1);
        assertThat(desk.core.control & Core.CONTROL_FLOATING_POINT).isZero();

        desk.execute(USE);

        assertThat(desk.core.control & Core.CONTROL_FLOATING_POINT).isNotZero();
        assertThat(desk.control.register(CoreControl.FPSCR)).isEqualTo(0x07C0_0000);
    }

    @Test
    void registers_are_stored_when_the_handler_first_uses_the_unit_and_come_back_when_it_returns() {
        int context = interruptedInTheMidst();
        assertThat(desk.r(Core.LR)).isEqualTo(0xFFFF_FFE9);
        assertThat(read(FPCAR)).isEqualTo(context);
        assertThat(read(FPCCR) & 1).isOne();
        assertThat(desk.memory.word(context + 4)).isZero();

        desk.set(0, 5).step();
        for (int k = 0; k < 16; k++) {
            assertThat(desk.memory.word(context + 4 * k)).isEqualTo(0x1000 + k);
        }
        assertThat(desk.memory.word(context + 0x40)).isEqualTo(0x8000_0000);
        assertThat(read(FPCCR) & 1).isZero();
        assertThat(desk.control.register(CoreControl.S0)).isEqualTo(5);

        desk.step();
        assertThat(desk.core.exceptionNumber).isZero();
        assertThat(desk.r(Core.SP)).isEqualTo(Desk.STACK);
        assertThat(desk.control.register(CoreControl.S0)).isEqualTo(0x1000);
        assertThat(desk.control.register(CoreControl.FPSCR)).isEqualTo(0x8000_0000);
        assertThat(desk.core.control & Core.CONTROL_FLOATING_POINT).isNotZero();
    }

    @Test
    void a_handler_that_does_not_use_the_unit_costs_no_memory_access() {
        int context = interruptedInTheMidst();
        desk.code(Desk.handler(Exceptions.PEND_SV), BX_LR);

        desk.step();

        assertThat(desk.core.exceptionNumber).isZero();
        assertThat(desk.memory.word(context + 4)).isZero();
        assertThat(read(FPCCR) & 1).isZero();
        assertThat(desk.control.register(CoreControl.S0 + 1)).isEqualTo(0x1001);
    }

    @Test
    void without_lazy_stacking_registers_are_stored_at_once() {
        write(FPCCR, 0x8000_0000);

        int context = interruptedInTheMidst();

        assertThat(desk.memory.word(context + 4)).isEqualTo(0x1001);
        assertThat(read(FPCCR)).isEqualTo(0x8000_0000);
    }

    @Test
    void a_context_that_cannot_be_stored_is_a_bus_fault_that_waits_for_a_handler_as_urgent() {
        write(SHCSR, 1 << 17);
        interruptedInTheMidst();
        assertThat(read(FPCCR) & 0x70).isEqualTo(0x50);
        write(FPCAR, NOBODY_THERE);

        desk.step();

        assertThat(read(CFSR)).isEqualTo(Faults.LSPERR);
        assertThat(desk.core.exceptionNumber).isEqualTo(Exceptions.PEND_SV);
        desk.step();
        assertThat(desk.core.exceptionNumber).isEqualTo(Exceptions.BUS_FAULT);
    }

    @Test
    void a_context_that_could_not_be_stored_then_is_a_hard_fault() {
        interruptedInTheMidst();
        write(FPCAR, NOBODY_THERE);

        desk.step();
        desk.step();

        assertThat(read(CFSR)).isEqualTo(Faults.LSPERR);
        assertThat(desk.core.exceptionNumber).isEqualTo(Exceptions.HARD_FAULT);
    }

    @Test
    void a_frame_without_floating_point_says_so_and_ends_the_context() {
        write(CPACR, FULL);
        desk.code(Desk.handler(Exceptions.PEND_SV), USE[0], USE[1], BX_LR);
        desk.control.pend(Exceptions.PEND_SV);

        desk.step();
        assertThat(desk.r(Core.LR)).isEqualTo(0xFFFF_FFF9);
        desk.step().step();

        assertThat(desk.core.exceptionNumber).isZero();
        assertThat(desk.core.control & Core.CONTROL_FLOATING_POINT).isZero();
    }

    @Test
    void a_multiple_transfer_to_an_address_between_words_faults_and_leaves_the_base() {
        write(CPACR, FULL);
        desk.set(1, Desk.CODE + 0x102);

        // VLDMIA R1!, {S0-S1}
        desk.execute(0xECB1, 0x0A02);

        assertThat(read(CFSR)).isEqualTo(Faults.UNALIGNED);
        assertThat(desk.r(1)).isEqualTo(Desk.CODE + 0x102);
    }
}
