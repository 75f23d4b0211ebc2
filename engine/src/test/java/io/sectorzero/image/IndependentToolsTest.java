package io.sectorzero.image;

import static io.sectorzero.image.Fixtures.FLASH;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that objcopy, ld and a script of our own wrote say the same in every format. The raw binary is the yardstick. */
class IndependentToolsTest {

    @ParameterizedTest
    @CsvSource({
        "blinky, hex, INTEL_HEX", "blinky, srec, S_RECORD", "blinky, elf, ELF", "blinky, dfu, DFUSE",
        "console, hex, INTEL_HEX", "console, srec, S_RECORD", "console, elf, ELF", "console, dfu, DFUSE"})
    void every_format_of_a_program_holds_what_its_raw_binary_holds(String program, String ending, ImageFormat format) {
        Image image = Fixtures.image(program + "." + ending);

        assertThat(image.format()).isEqualTo(format);
        assertThat(image.segments())
                .containsExactly(new Segment(FLASH, Bytes.copyOf(Fixtures.content(program + ".bin"))));
    }

    @Test void raw_binary_goes_where_it_is_told() {
        Image image = Fixtures.image("blinky.bin", Address.of(0x0800_4000L));

        assertThat(image.format()).isEqualTo(ImageFormat.RAW_BINARY);
        assertThat(image.segments())
                .containsExactly(new Segment(Address.of(0x0800_4000L), Bytes.copyOf(Fixtures.content("blinky.bin"))));
    }

    @ParameterizedTest
    @CsvSource({"blinky.hex", "blinky.srec", "blinky.elf"})
    void the_entry_point_is_the_reset_vector_with_its_thumb_bit(String file) {
        int resetVector = Bytes.copyOf(Fixtures.content("blinky.bin")).u32(4);

        assertThat(Fixtures.image(file).entry()).contains(new Address(resetVector));
        assertThat(resetVector & 1).isEqualTo(1);
    }

    @Test void the_stack_starts_at_the_end_of_sram_and_execution_in_flash() {
        Bytes vectors = Fixtures.image("console.hex").segments().get(0).data();

        assertThat(new Address(vectors.u32(0))).isEqualTo(Address.of(0x2004_0000L));
        assertThat(Fixtures.image("console.hex").covers(new Address(vectors.u32(4) & ~1))).isTrue();
    }

    @Test void the_elf_headers_in_front_of_an_application_are_not_part_of_it() {
        Image image = Fixtures.image("app-at-32k.elf");

        assertThat(image.segments())
                .containsExactly(new Segment(Address.of(0x0800_8000L), Bytes.copyOf(Fixtures.content("app-at-32k.bin"))));
    }

    @Test void the_dfu_container_keeps_its_target() {
        DfuTarget target = Fixtures.image("blinky.dfu").targets().get(0);

        assertThat(target.alternateSetting()).isEqualTo(DfuTarget.INTERNAL_FLASH);
        assertThat(target.name()).isEqualTo("Internal Flash");
        assertThat(target.elements()).isEqualTo(Fixtures.image("blinky.dfu").segments());
    }
}
