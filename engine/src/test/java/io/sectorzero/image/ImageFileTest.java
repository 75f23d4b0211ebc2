package io.sectorzero.image;

import static io.sectorzero.image.Fixtures.FLASH;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.ImageRejected;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which format a file has, by content first and name second, and what is said of files that show neither. */
class ImageFileTest {

    @TempDir Path folder;

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private static Diagnosis refusal(Path path, Optional<ImageFormat> format, Optional<Address> base) {
        ImageRejected refusal = catchThrowableOfType(ImageRejected.class, () -> ImageFile.load(path, format, base));
        assertThat(refusal).isNotNull();
        return refusal.diagnosis();
    }

    private static Diagnosis refusal(Path path) {
        return refusal(path, Optional.empty(), Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"blinky.hex, INTEL_HEX", "blinky.srec, S_RECORD", "blinky.elf, ELF", "blinky.dfu, DFUSE"})
    void content_decides_whatever_the_name_says(String fixture, ImageFormat format) throws IOException {
        for (String name : new String[] {"firmware", "firmware.bin", "firmware.hex", "firmware.srec"}) {
            Image image = ImageFile.load(file(name, Fixtures.content(fixture)), Optional.empty(), Optional.empty());

            assertThat(image.format()).isEqualTo(format);
            assertThat(image.name()).isEqualTo(folder.resolve(name).toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"a.hex, INTEL_HEX", "A.HEX, INTEL_HEX", "a.s19, S_RECORD", "a.mot, S_RECORD", "a.axf, ELF", "a.b.dfu, DFUSE"})
    void where_content_shows_nothing_the_name_decides_and_the_parser_says_what_is_wrong(String name, ImageFormat format)
            throws IOException {
        Path path = file(name, "garbage".getBytes(US_ASCII));

        assertThat(ImageFormat.ofFileName(name)).contains(format);
        assertThat(refusal(path).what()).isEqualTo(refusal(path, Optional.of(format), Optional.empty()).what());
    }

    @Test void empty_lines_in_front_do_not_hide_a_format() throws IOException {
        Path path = file("firmware", ("\r\n\n" + new String(Fixtures.content("blinky.hex"))).getBytes());

        assertThat(ImageFile.load(path, Optional.empty(), Optional.empty()).format()).isEqualTo(ImageFormat.INTEL_HEX);
    }

    @Test void a_base_address_makes_unknown_content_a_raw_binary() throws IOException {
        Image image = ImageFile.load(file("firmware", Fixtures.content("blinky.bin")), Optional.empty(), Optional.of(FLASH));

        assertThat(image.format()).isEqualTo(ImageFormat.RAW_BINARY);
        assertThat(image.whereIs(FLASH.plus(0x10))).isEqualTo("offset 0x10");
    }

    @Test void a_raw_binary_without_base_address_is_refused() throws IOException {
        Diagnosis refusal = refusal(file("firmware.bin", Fixtures.content("blinky.bin")));

        assertThat(refusal.render()).isEqualTo("""
                %s is a raw binary and does not say where it goes
                  evidence  no base address was given, and the content names none
                  suspect   I4  wrong load address for a raw binary (possible)
                  board     UNTOUCHED: nothing was changed
                  remedy    give the base address it was linked for; main flash of an STM32F412 starts at 0x08000000"""
                .formatted(folder.resolve("firmware.bin")));
    }

    @Test void a_raw_binary_must_fit_below_the_end_of_the_address_space() throws IOException {
        Path path = file("firmware.bin", new byte[17]);

        assertThat(refusal(path, Optional.empty(), Optional.of(Address.of(0xFFFF_FFF0L))).what())
                .endsWith("firmware.bin, offset 0x0: 17 bytes at 0xFFFFFFF0 run over the end of the address space");
        assertThat(ImageFile.load(path, Optional.empty(), Optional.of(Address.of(0xFFFF_FFEFL))).size()).isEqualTo(17);
    }

    @Test void a_base_address_for_a_format_that_has_addresses_is_refused() throws IOException {
        Diagnosis refusal = refusal(file("firmware.hex", Fixtures.content("blinky.hex")), Optional.empty(), Optional.of(FLASH));

        assertThat(refusal.what()).endsWith("firmware.hex takes no base address: it is Intel HEX and says itself where it goes");
        assertThat(refusal.evidence()).containsExactly("base address 0x08000000 was given");
    }

    @Test void a_format_that_is_named_is_not_detected() throws IOException {
        byte[] hex = Fixtures.content("blinky.hex");

        Image image = ImageFile.load(file("firmware.hex", hex), Optional.of(ImageFormat.RAW_BINARY), Optional.of(FLASH));

        assertThat(image.segments()).containsExactly(new Segment(FLASH, Bytes.copyOf(hex)));
    }

    @Test void content_and_name_that_show_nothing_are_refused() throws IOException {
        Diagnosis refusal = refusal(file("firmware", new byte[] {1, 2, 3}));

        assertThat(refusal.what()).endsWith("firmware is in no format that can be recognised");
        assertThat(refusal.remedies()).containsExactly("name the format; a raw binary also needs its base address");
    }

    @Test void an_empty_file_is_refused_in_every_format() throws IOException {
        Path path = file("firmware", new byte[0]);

        for (ImageFormat format : ImageFormat.values()) {
            Optional<Address> base = format == ImageFormat.RAW_BINARY ? Optional.of(FLASH) : Optional.empty();
            assertThat(Outcome.cause(refusal(path, Optional.of(format), base))).as("%s", format).isEqualTo("I6");
        }
    }

    @Test void a_file_that_is_missing_or_a_folder_is_refused() {
        assertThat(refusal(folder.resolve("none.hex")).what()).endsWith("none.hex does not exist");
        assertThat(refusal(folder).render()).contains("cannot be read\n  evidence  it is a folder");
    }

    @Test void a_file_beyond_all_measure_is_refused() throws IOException {
        Path path = folder.resolve("huge.hex");
        try (var sparse = new RandomAccessFile(path.toFile(), "rw")) {
            sparse.setLength(1L << 40);
        }

        assertThat(refusal(path).what()).endsWith("huge.hex is too large for a firmware image");
        assertThat(Outcome.cause(refusal(path))).isEqualTo("I5");
    }

    @Test void short_names_and_formats_belong_together() {
        for (ImageFormat format : ImageFormat.values()) {
            assertThat(ImageFormat.named(format.shortName())).contains(format);
            assertThat(ImageFormat.ofFileName("firmware." + format.shortName())).contains(format);
        }
        assertThat(ImageFormat.named("uf2")).isEmpty();
        assertThat(ImageFormat.ofFileName("hex")).isEmpty();
    }
}
