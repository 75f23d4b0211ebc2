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
    @CsvSource({"262144, 32768", "131072, 32768", "65536, 16384", "16384, 4096", "4096, 1024", "2048, 0"})
    void slots_are_as_large_as_the_ram_allows(int ram, int slot) {
        var layout = LoaderLayout.in(new AddressRange(RAM, ram));

        assertThat(layout.map(LoaderLayout::slotBytes).orElse(0)).isEqualTo(slot);
    }

    /** Program, answers, and two slots with a request each, in any RAM. */
    @Property
    void nothing_overlaps_and_everything_lies_in_what_is_said_to_be_overwritten(@ForAll @IntRange(min = 3000, max = 1 << 20) int ram) {
        var room = new AddressRange(RAM, ram);
        LoaderLayout layout = LoaderLayout.in(room).orElseThrow();
        int program = LoaderProgram.waitingFor(1, layout, 48).length();

        assertThat(layout.range().end()).isLessThanOrEqualTo(room.end());
        for (int number = 1; number <= 2; number++) {
            assertThat(layout.answer(number).minus(RAM)).isGreaterThanOrEqualTo(program);
            // The loader turns from one answer to the other by flipping one bit of the address.
            assertThat(layout.answer(number).unsigned() ^ layout.answer(number + 1).unsigned()).isEqualTo(LoaderAnswer.BYTES);
            Address data = layout.request(number).plus(-layout.slotBytes());
            assertThat(data.minus(layout.answer(2))).isNotNegative();
            assertThat(layout.range().contains(new AddressRange(data, layout.slotBytes() + LoaderRequest.BYTES))).isTrue();
        }
        assertThat(Math.abs(layout.request(1).minus(layout.request(2)))).isEqualTo(layout.slotBytes() + LoaderRequest.BYTES);
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

    /** The first request waited for may be either, so the parameters follow its number. */
    @Test
    void the_program_ends_with_its_parameters() {
        LoaderLayout layout = LoaderLayout.in(new AddressRange(RAM, 0x4_0000)).orElseThrow();
        for (int number = 1; number <= 2; number++) {
            Bytes program = LoaderProgram.waitingFor(number, layout, 48);
            int at = program.length() - 20;

            assertThat(program.u32(at)).isEqualTo(layout.request(number).raw());
            assertThat(program.u32(at + 4)).isEqualTo(layout.request(number + 1).raw());
            assertThat(program.u32(at + 8)).isEqualTo(layout.answer(number).raw());
            assertThat(program.u32(at + 12)).isEqualTo(number);
            assertThat(program.u32(at + 16)).isEqualTo(48);
        }
    }
}
