package io.sectorzero.sim.silicon;

import static io.sectorzero.sim.silicon.Access.READ_WRITE;
import static io.sectorzero.sim.silicon.Place.bits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Who answers at an address, and that nobody is a fault and a note; never a zero. */
class BusTest {

    private enum Word implements Field {
        ALL(bits(31, 0, READ_WRITE));

        private final Place place;

        Word(Place place) {
            this.place = place;
        }

        @Override public Place place() {
            return place;
        }
    }

    private final Unmodelled unmodelled = new Unmodelled();
    private final Bus bus = new Bus(unmodelled);
    private final Ram low = new Ram(8192, word -> word);

    @Test void nobody_there_is_a_fault_and_a_note() {
        assertThatThrownBy(() -> bus.read(0x4002_6000, BusWidth.WORD, Master.CORE))
                .isInstanceOf(BusFault.class).hasMessage("read of 0x40026000 by CORE: nobody answers");
        assertThatThrownBy(() -> bus.write(0x4002_6000, 1, BusWidth.BYTE, Master.DMA)).isInstanceOf(BusFault.class);

        assertThat(unmodelled.notes()).containsExactly(
                "read of 0x40026000 by CORE: nothing is modelled there",
                "write of 0x40026000 by DMA: nothing is modelled there");
    }

    @Test void an_access_over_the_end_of_a_device_is_a_fault() {
        bus.attach(0x2000_0000, 8192, low);

        assertThat(bus.read(0x2000_1FFC, BusWidth.WORD, Master.CORE)).isEqualTo(0x7FF);
        assertThatThrownBy(() -> bus.read(0x2000_1FFD, BusWidth.WORD, Master.CORE)).isInstanceOf(BusFault.class);
        assertThatThrownBy(() -> bus.read(0x1FFF_FFFF, BusWidth.BYTE, Master.CORE)).isInstanceOf(BusFault.class);
    }

    @Test void devices_in_the_upper_half_of_the_address_space_are_found() {
        bus.attach(0xE004_2000, 8192, low);

        bus.write(0xE004_2004, 0x55, BusWidth.BYTE, Master.DEBUGGER);

        assertThat(bus.read(0xE004_2004, BusWidth.WORD, Master.DEBUGGER)).isEqualTo(0x55);
    }

    @Test void two_devices_cannot_have_the_same_address() {
        bus.attach(0x2000_0000, 8192, low);

        assertThatThrownBy(() -> bus.attach(0x2000_1000, 16, low)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> bus.attach(0x1FFF_FFF0, 32, low)).isInstanceOf(IllegalStateException.class);
    }

    @Test void a_barred_master_is_refused_and_the_others_are_not() {
        bus.attach(0x2000_0000, 8192, low);
        bus.bar(Master.DEBUGGER, "the debug port is closed");

        assertThatThrownBy(() -> bus.read(0x2000_0000, BusWidth.WORD, Master.DEBUGGER))
                .isInstanceOf(BusFault.class).hasMessageContaining("the debug port is closed");
        assertThat(bus.read(0x2000_0004, BusWidth.WORD, Master.CORE)).isEqualTo(1);
        bus.admit(Master.DEBUGGER);
        assertThat(bus.read(0x2000_0004, BusWidth.WORD, Master.DEBUGGER)).isEqualTo(1);
        assertThat(unmodelled.notes()).isEmpty();
    }

    @Property void narrow_accesses_reach_their_byte_lanes_only(@ForAll int before, @ForAll int value,
                                                               @ForAll @IntRange(max = 3) int lane) {
        var register = new Register<>("R", 0, 0, Word.class);
        var block = new RegisterBlock("BLOCK", unmodelled, register);
        register.load(before);

        block.write(lane, value & 0xFF, BusWidth.BYTE);

        assertThat(register.value()).isEqualTo(before & ~(0xFF << 8 * lane) | (value & 0xFF) << 8 * lane);
        assertThat(block.read(lane, BusWidth.BYTE)).isEqualTo(value & 0xFF);
        assertThat(block.read(lane & 2, BusWidth.HALF_WORD)).isEqualTo(register.value() >>> 8 * (lane & 2) & 0xFFFF);
    }

    @Test void a_register_that_is_not_modelled_and_an_unaligned_access_are_refused_and_noted() {
        var block = new RegisterBlock("BLOCK", unmodelled, new Register<>("R", 4, 0, Word.class));

        assertThatThrownBy(() -> block.read(0, BusWidth.WORD)).isInstanceOf(BusFault.class);
        assertThatThrownBy(() -> block.read(8, BusWidth.WORD)).isInstanceOf(BusFault.class);
        assertThatThrownBy(() -> block.read(5, BusWidth.HALF_WORD)).isInstanceOf(BusFault.class);

        assertThat(unmodelled.notes()).hasSize(3);
    }

    @Test void the_list_of_unmodelled_touches_stays_short() {
        for (int i = 0; i < 10_000; i++) {
            unmodelled.note("touch %d", i);
        }

        assertThat(unmodelled.notes()).hasSize(100).startsWith("touch 0");
    }
}
