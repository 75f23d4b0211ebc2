package io.sectorzero.sim.cortexm;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Turns that are left out change nothing: the same program on a core whose every access is looked at takes them all. */
class IdleLoopTest {

    private static final int STATUS = 0x4000_0000;
    private static final int SYST_CSR = 0xE000_E010;
    /** LDR R1, [R0]; LSLS R2, R1, #26; BPL back. */
    private static final int[] POLL = {0x6801, 0x068A, 0xD5FC};
    /** The same on a variable, which the tick's handler counts up; then one more turn counted. */
    private static final int[] DELAY = {0x6801, 0x428C, 0xD8FC, 0x3601, 0x3403, 0xE7F9};

    /** RAM, and one register that may be steady or not. */
    private static final class Part implements CoreBus {

        final PlainMemory memory = new PlainMemory().rom(0, 0x1000).ram(Desk.CODE, Desk.RAM_BYTES);
        boolean steady = true;
        int status;
        int looks;

        @Override public long read(int address, BusWidth width, Master master) {
            looks++;
            return address == STATUS ? status : memory.read(address, width, master);
        }

        @Override public long write(int address, int value, BusWidth width) {
            return memory.write(address, value, width);
        }

        @Override public byte[] page(int address, boolean writing) {
            return memory.page(address, writing);
        }

        @Override public long generation() {
            return memory.generation();
        }

        @Override public boolean isSteady(int address) {
            return steady;
        }
    }

    private final Part part = new Part();
    private final Core core = new Core(part, CoreSettings.ordinary());
    private final CoreControl control = core.debugger(DebugUnit.NONE);

    private IdleLoopTest running(int... code) {
        part.memory.word(0, Desk.STACK);
        part.memory.word(4, Desk.CODE | 1);
        part.memory.word(4 * Exceptions.SYS_TICK, Desk.HANDLERS | 1);
        part.memory.code(Desk.CODE, code);
        // LDR R2, [R0]; ADDS R2, #1; STR R2, [R0]; BX LR
        part.memory.code(Desk.HANDLERS, 0x6802, 0x3201, 0x6002, 0x4770);
        core.run(0);
        core.set(0, STATUS);
        return this;
    }

    private IdleLoopTest turnByTurn() {
        control.watchData(true);
        return this;
    }

    private IdleLoopTest delaying() {
        core.set(0, Desk.CODE + 0x800);
        core.set(4, 2);
        control.write(SYST_CSR + 4, 996, BusWidth.WORD);
        control.write(SYST_CSR, 7, BusWidth.WORD);
        return this;
    }

    private String state() {
        var text = new StringBuilder("cycle %d, at %08X, flags %08X".formatted(core.cycles(), core.pc(), core.apsr()));
        for (int k = 0; k < 15; k++) {
            text.append(" %08X".formatted(core.r(k)));
        }
        return text.toString();
    }

    @Test
    void a_loop_that_waits_for_a_flag_is_not_followed_turn_by_turn() {
        running(POLL);

        core.run(1_000_000);

        assertThat(core.cycles()).isBetween(1_000_000L, 1_000_010L);
        assertThat(part.looks).as("but for the first look, which comes before a whole turn").isLessThan(300);
    }

    @Test
    void where_looking_may_bring_something_else_every_turn_is_taken() {
        running(POLL);
        part.steady = false;

        core.run(1_000_000);

        assertThat(part.looks).as("six cycles a turn").isBetween(166_000, 167_000);
    }

    @Test
    void a_branch_to_itself_ends_with_its_slice() {
        running(0xE7FE);

        assertThat(core.run(3_000_000)).isEqualTo(Stop.BUDGET);

        assertThat(core.cycles()).isBetween(3_000_000L, 3_000_003L);
    }

    @ParameterizedTest @ValueSource(ints = {100, 997, 5_000, 123_457})
    void a_slice_of_any_length_ends_in_the_same_phase_as_turn_by_turn(int cycles) {
        for (int more = 0; more < 13; more++) {
            var quick = new IdleLoopTest().running(POLL);
            var slow = new IdleLoopTest().running(POLL).turnByTurn();

            quick.core.run(cycles + more);
            slow.core.run(cycles + more);

            assertThat(quick.state()).isEqualTo(slow.state());
        }
    }

    @ParameterizedTest @ValueSource(ints = {900, 10_000, 200_000})
    void a_delay_by_a_tick_ends_when_it_would_turn_by_turn(int cycles) {
        var quick = new IdleLoopTest().running(DELAY).delaying();
        var slow = new IdleLoopTest().running(DELAY).delaying().turnByTurn();

        quick.core.run(cycles);
        slow.core.run(cycles);

        assertThat(quick.state()).isEqualTo(slow.state());
        assertThat(quick.core.r(6)).as("delays").isEqualTo(Math.max(0, (cycles / 997 - 2) / 3 + (cycles < 2000 ? 0 : 1)));
    }

    @Test
    void a_loop_that_counts_is_no_waiting() {
        running(0x3101, 0xE7FD);

        core.run(400_000);

        assertThat(core.r(1)).as("four cycles a turn").isEqualTo(100_000);
    }

    @Test
    void a_flag_that_rises_between_two_slices_is_seen_in_the_next() {
        running(0x6801, 0x068A, 0xD5FC, 0x2307, 0xE7FE);
        core.run(50_000);
        assertThat(core.r(3)).isZero();
        part.status = 1 << 5;

        core.run(20);

        assertThat(core.r(3)).isEqualTo(7);
    }
}
