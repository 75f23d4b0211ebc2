package io.sectorzero.sim.cortexm;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Loads, stores and fetches at the edges: bit-band, borders of pages, faults, code that changes; in short programs. */
class MemoryAccessTest {

    private static final int DATA = Desk.CODE + 0x2000;
    private static final int CFSR = 0xE000_ED28;

    private final Desk desk = new Desk();

    @Test
    void a_bit_of_ram_is_set_and_read_through_its_alias() {
        desk.memory.word(DATA, 0x0000_0100);
        int alias = 0x2200_0000 + (DATA - 0x2000_0000) * 32;

        desk.set(0, 1).set(1, alias + 4 * 31).set(2, alias + 4 * 8).execute(0x6008, 0x6813);

        assertThat(desk.memory.word(DATA)).isEqualTo(0x8000_0100);
        assertThat(desk.r(3)).isEqualTo(1);
    }

    @Test
    void a_load_where_nobody_answers_is_a_precise_bus_fault_and_leaves_the_registers() {
        desk.set(0, 0x55).set(1, 0x6800_0000).execute(0x6808);

        assertThat(desk.control.pc()).isEqualTo(Desk.handler(Exceptions.HARD_FAULT));
        assertThat(desk.control.read(CFSR, BusWidth.WORD)).isEqualTo(Faults.PRECISERR | Faults.BFARVALID);
        assertThat(desk.control.read(CFSR + 0x10, BusWidth.WORD)).isEqualTo(0x6800_0000L);
        assertThat(desk.memory.word(desk.r(13))).isEqualTo(0x55);
    }

    @Test
    void a_refused_store_is_told_late_and_without_an_address_unless_the_write_buffer_is_off() {
        desk.set(1, 0x6800_0000).execute(0x6008);

        assertThat(desk.control.read(CFSR, BusWidth.WORD)).isEqualTo(Faults.IMPRECISERR);

        Desk unbuffered = new Desk();
        unbuffered.control.write(0xE000_E008, 2, BusWidth.WORD);
        unbuffered.set(1, 0x6800_0000).execute(0x6008);

        assertThat(unbuffered.control.read(CFSR, BusWidth.WORD)).isEqualTo(Faults.PRECISERR | Faults.BFARVALID);
    }

    @Test
    void an_unaligned_word_is_read_in_pieces_across_a_page_border() {
        desk.memory.bytes(DATA + 0xFFD, new byte[] {0x11, 0x22, 0x33, 0x44});

        desk.set(1, DATA + 0xFFD).execute(0x6808);

        assertThat(desk.r(0)).isEqualTo(0x4433_2211);
    }

    @Test
    void code_that_changes_itself_executes_what_it_wrote() {
        // STRH R0, [R1] over the instruction two places on, which was MOVS R2, #1 and becomes MOVS R2, #7.
        desk.execute(0xBF00, 0xBF00, 0x2201);
        desk.set(0, 0x2207).set(1, Desk.CODE + 4).execute(0x8008, 0xBF00, 0x2201);

        assertThat(desk.r(2)).isEqualTo(7);
    }

    @Test
    void a_wide_instruction_across_a_page_border_is_decoded_again_when_its_second_half_changes() {
        int at = Desk.CODE + 0xFFE;
        desk.code(at, 0xF04F, 0x0007);
        desk.core.jump(at);
        desk.step();
        assertThat(desk.r(0)).isEqualTo(7);

        desk.code(at + 2, 0x0009);
        desk.core.jump(at);
        desk.step();

        assertThat(desk.r(0)).isEqualTo(9);
    }

    @Test
    void bytes_that_somebody_else_changed_are_seen_when_the_bus_says_so() {
        desk.execute(0x2001);
        desk.memory.code(Desk.CODE, 0x2002);
        desk.memory.generation++;

        desk.core.jump(Desk.CODE);
        desk.step();

        assertThat(desk.r(0)).isEqualTo(2);
    }

    @Test
    void memory_that_is_never_opened_gives_the_same_results() {
        desk.memory.open = false;
        desk.memory.generation++;

        desk.set(0, 5).set(1, DATA).execute(0x6008, 0x680A, 0xF8D1, 0x3000, 0xB403, 0xBC30);

        assertThat(desk.r(2)).isEqualTo(5);
        assertThat(desk.r(3)).isEqualTo(5);
        assertThat(desk.r(4)).isEqualTo(5);
        assertThat(desk.r(5)).isEqualTo(DATA);
    }

    /** A device at 0x4000_0000 that is not ready for some accesses, and remembers those it took. */
    private static final class Slow implements CoreBus {

        private final CoreBus rest;
        final List<Integer> written = new ArrayList<>();
        int refusals;

        Slow(CoreBus rest) {
            this.rest = rest;
        }

        @Override public long read(int address, BusWidth width, Master master) {
            return rest.read(address, width, master);
        }

        @Override public long write(int address, int value, BusWidth width) {
            if (address >>> 28 != 4) {
                return rest.write(address, value, width);
            }
            if (written.size() == 2 && refusals-- > 0) {
                return NOT_YET;
            }
            written.add(value);
            return 0;
        }

        @Override public byte[] page(int address, boolean writing) {
            return rest.page(address, writing);
        }

        @Override public long generation() {
            return rest.generation();
        }
    }

    @Test
    void a_store_of_many_that_stalls_in_the_middle_makes_each_write_once_and_lets_no_interrupt_in() {
        var slow = new Slow(desk.memory);
        slow.refusals = 3;
        var core = new Core(slow, CoreSettings.ordinary());
        core.run(0);
        // STMIA R4!, {R0-R3}
        desk.memory.code(Desk.CODE, 0xC40F, 0xBF00);
        for (int k = 0; k < 4; k++) {
            core.set(k, 100 + k);
        }
        core.set(4, 0x4000_0000);

        assertThat(core.run(10)).isEqualTo(Stop.STALLED);
        core.exceptions().enable(16, true);
        core.interrupt(0, true);
        assertThat(core.run(10)).isEqualTo(Stop.STALLED);
        assertThat(core.r(4)).isEqualTo(0x4000_0000);
        assertThat(core.run(10)).isEqualTo(Stop.STALLED);
        core.run(1);

        assertThat(slow.written).containsExactly(100, 101, 102, 103);
        assertThat(core.exceptionNumber).isEqualTo(16);
    }
}
