package io.sectorzero.flash.swd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.device.Parallelism;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the loader's parts lie, and what they look like in RAM. */
class LoaderLayoutTest {

    private static final Address RAM = Address.of(0x2000_0000L);

    @ParameterizedTest
    @CsvSource({"262144, 32768", "131072, 16384", "65536, 8192", "16384, 2048", "8192, 1024", "4096, 0"})
    void slots_are_as_large_as_the_ram_allows(int ram, int slot) {
        var layout = LoaderLayout.in(new AddressRange(RAM, ram));

        assertThat(layout.map(LoaderLayout::slotBytes).orElse(0)).isEqualTo(slot);
    }

    /** The program, and slots of data, a request and its answer each, in any RAM. */
    @Property
    void nothing_overlaps_and_everything_lies_in_what_is_said_to_be_overwritten(@ForAll @IntRange(min = 5000, max = 1 << 20) int ram) {
        var room = new AddressRange(RAM, ram);
        LoaderLayout layout = LoaderLayout.in(room).orElseThrow();
        Address free = RAM.plus(LoaderProgram.waitingFor(1, layout, 48).length());

        assertThat(layout.range().end()).isLessThanOrEqualTo(room.end());
        for (int slot = 0; slot < LoaderLayout.SLOTS; slot++) {
            Address data = layout.request(slot).plus(-layout.slotBytes());
            assertThat(data.minus(free)).isNotNegative();
            assertThat(layout.answer(slot).minus(layout.request(slot))).isEqualTo(LoaderRequest.BYTES);
            free = layout.answer(slot).plus(LoaderAnswer.BYTES);
        }
        assertThat(free.unsigned()).isLessThanOrEqualTo(layout.range().end());
    }

    @Property
    void the_slots_are_used_in_turn(@ForAll @IntRange(min = 1, max = 1000) int number) {
        LoaderLayout layout = LoaderLayout.in(new AddressRange(RAM, 0x4_0000)).orElseThrow();

        assertThat(layout.request(number + LoaderLayout.SLOTS)).isEqualTo(layout.request(number));
        long step = layout.request(number + 1).minus(layout.request(number));
        assertThat(step).isIn((long) layout.distance(), (1L - LoaderLayout.SLOTS) * layout.distance());
    }

    @Test
    void a_request_lies_behind_its_data_with_its_number_last() {
        var request = LoaderRequest.program(7, Address.of(0x0800_4000L), Bytes.of(1, 2, 3, 4), Parallelism.X32);

        assertThat(request.bytes().hex()).isEqualTo("01 02 03 04 00 40 00 08 04 00 00 00 01 02 00 00 07 00 00 00");
    }

    @Test
    void what_is_no_whole_word_is_no_request() {
        assertThatThrownBy(() -> LoaderRequest.program(1, Address.of(0x0800_0002L), Bytes.repeat(0, 4), Parallelism.X32))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LoaderRequest.program(1, Address.of(0x0800_0000L), Bytes.repeat(0, 3), Parallelism.X8))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The first request waited for may be any, so the parameters follow its number. */
    @Test
    void the_program_ends_with_its_parameters() {
        LoaderLayout layout = LoaderLayout.in(new AddressRange(RAM, 0x4_0000)).orElseThrow();
        for (int number = 1; number <= LoaderLayout.SLOTS; number++) {
            Bytes program = LoaderProgram.waitingFor(number, layout, 48);
            int at = program.length() - 24;

            assertThat(program.u32(at)).isEqualTo(layout.request(number).raw());
            assertThat(program.u32(at + 4)).isEqualTo(layout.distance());
            assertThat(program.u32(at + 8)).isEqualTo(layout.request(LoaderLayout.SLOTS - 1).raw());
            assertThat(program.u32(at + 12)).isEqualTo(number);
            assertThat(program.u32(at + 16)).isEqualTo(layout.request(0).raw());
            assertThat(program.u32(at + 20)).isEqualTo(48);
        }
    }
}
