package io.sectorzero.sim.cortexm;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.sim.silicon.BusWidth;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The core as a whole: out of reset, in slices, asleep, interrupted, locked up, halted and counted; in short programs. */
class RunningTest {

    private static final int WFI = 0xBF30;
    private static final int AIRCR = 0xE000_ED0C;

    private final Desk desk = new Desk();

    private void write(int address, int value) {
        desk.control.write(address, value, BusWidth.WORD);
    }

    @Test
    void out_of_reset_it_has_the_stack_and_the_entry_that_the_vectors_name() {
        assertThat(desk.control.pc()).isEqualTo(Desk.CODE);
        assertThat(desk.control.register(CoreControl.MSP)).isEqualTo(Desk.STACK);
        assertThat(desk.r(14)).isEqualTo(-1);
        assertThat(desk.core.isPrivileged()).isTrue();
    }

    @Test
    void a_slice_ends_when_its_cycles_are_used_up() {
        desk.code(Desk.CODE, 0xE7FE);

        assertThat(desk.core.run(300)).isEqualTo(Stop.BUDGET);

        assertThat(desk.core.cycles()).isBetween(300L, 303L);
    }

    @Test
    void asleep_it_lets_time_pass_and_an_interrupt_wakes_it() {
        desk.code(Desk.CODE, WFI, 0xE7FD);
        desk.code(Desk.handler(16 + 5), 0x3401, 0x4770);
        write(0xE000_E100, 1 << 5);

        assertThat(desk.core.run(1000)).isEqualTo(Stop.ASLEEP);
        desk.core.interrupt(5, true);
        desk.core.interrupt(5, false);
        assertThat(desk.core.run(1000)).isEqualTo(Stop.ASLEEP);

        assertThat(desk.r(4)).isEqualTo(1);
        assertThat(desk.core.exceptionNumber).isZero();
    }

    @Test
    void a_line_that_stays_high_is_served_again_and_again() {
        desk.code(Desk.CODE, 0xE7FE);
        desk.code(Desk.handler(16), 0x3401, 0x4770);
        write(0xE000_E100, 1);
        desk.core.interrupt(0, true);

        desk.core.run(400);

        assertThat(desk.r(4)).isGreaterThan(5);
    }

    @Test
    void systick_expires_every_reload_plus_one_cycles() {
        desk.code(Desk.CODE, WFI, 0xE7FD);
        desk.code(Desk.handler(Exceptions.SYS_TICK), 0x3401, 0x4770);
        write(0xE000_E014, 999);
        write(0xE000_E018, 0);
        write(0xE000_E010, 7);

        desk.core.run(10_500);

        assertThat(desk.r(4)).isEqualTo(10);
    }

    @Test
    void a_fault_inside_hard_fault_locks_up_and_only_a_reset_helps() {
        desk.code(Desk.CODE, 0xDE00);
        desk.code(Desk.handler(Exceptions.HARD_FAULT), 0xDE01);

        assertThat(desk.core.run(1000)).isEqualTo(Stop.LOCKED_UP);
        assertThat(desk.control.pc()).isEqualTo(0xFFFF_FFFE);

        desk.core.reset();
        desk.code(Desk.CODE, 0xE7FE);
        assertThat(desk.core.run(1000)).isEqualTo(Stop.BUDGET);
    }

    @Test
    void software_asks_for_a_reset_with_the_key_and_not_without() {
        var asked = new AtomicInteger();
        desk.core.onResetRequest(asked::incrementAndGet);
        desk.code(Desk.CODE, 0x6008, 0xE7FE).set(1, AIRCR).set(0, 4);
        assertThat(desk.core.run(100)).isEqualTo(Stop.BUDGET);
        assertThat(asked).hasValue(0);

        desk.set(0, 0x05FA_0004).core.jump(Desk.CODE);

        assertThat(desk.core.run(100)).isEqualTo(Stop.RESET_REQUESTED);
        assertThat(asked).hasValue(1);
    }

    @Test
    void a_debugger_halts_steps_and_resumes() {
        desk.code(Desk.CODE, 0x3001, 0x3001, 0xE7FE);
        desk.control.halt();
        assertThat(desk.core.run(100)).isEqualTo(Stop.HALTED);
        assertThat(desk.control.pc()).isEqualTo(Desk.CODE);

        desk.control.step(false);
        assertThat(desk.core.run(100)).isEqualTo(Stop.HALTED);
        assertThat(desk.r(0)).isEqualTo(1);

        desk.control.resume();
        assertThat(desk.core.run(100)).isEqualTo(Stop.BUDGET);
        assertThat(desk.r(0)).isEqualTo(2);
    }

    @Test
    void the_cycle_counter_counts_the_cores_cycles_while_it_is_on() {
        desk.code(Desk.CODE, 0xE7FE);
        write(0xE000_1004, 100);
        write(0xE000_1000, 1);

        desk.core.run(900);

        assertThat(desk.control.read(0xE000_1004, BusWidth.WORD)).isBetween(1000L, 1003L);
    }
}
