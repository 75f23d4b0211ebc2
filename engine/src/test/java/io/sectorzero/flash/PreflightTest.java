package io.sectorzero.flash;

import static io.sectorzero.failure.Confidence.CERTAIN;
import static io.sectorzero.failure.Confidence.LIKELY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.device.Catalogue;
import io.sectorzero.device.Device;
import io.sectorzero.examination.CauseCatalogue;
import io.sectorzero.failure.Confidence;
import io.sectorzero.failure.ImageRejected;
import io.sectorzero.failure.Suspect;
import io.sectorzero.image.Image;
import io.sectorzero.image.ImageFile;
import io.sectorzero.image.ImageFormat;
import io.sectorzero.image.Segment;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is wrong with an image before anybody opens a port: where content lies, vectors, islands, size; by address, cause and
 * part.
 */
class PreflightTest {

    private static final Device LARGE = Catalogue.load().device("STM32F412xG");
    private static final Device SMALL = Catalogue.load().device("STM32F412xE");

    /** Where some content lies, and what is said about it on the large and on the small part. */
    @ParameterizedTest
    @CsvSource({
            "08004000, '', ''",
            "0807FFFC, '', ''",
            "08080000, '', I5",
            "080FFFFC, '', I5",
            "08100000, I5, I5",
            "20000000, I1, I1",
            "10000000, I1, I1",
            "1FFF7800, I1, I1",
            "1FFFC000, I1, I1",
            "60000000, I7, I7",
            "90000000, I7, I7",
            "00000000, I1, I1"})
    void content_outside_the_flash_is_named_by_where_it_lies(String address, String onLarge, String onSmall) {
        Image image = image(Long.parseLong(address, 16), Bytes.of(1, 2, 3, 4));

        assertThat(causes(image, LARGE)).isEqualTo(onLarge.isEmpty() ? List.of() : List.of(onLarge));
        assertThat(causes(image, SMALL)).isEqualTo(onSmall.isEmpty() ? List.of() : List.of(onSmall));
    }

    /** Stack pointer and reset vector at the start of flash, and whether a chip could start from them. */
    @ParameterizedTest
    @CsvSource({
            "20040000, 08000009, true",
            "20000004, 080FFFFF, true",
            "20040004, 08000009, false",
            "20000000, 08000009, false",
            "2003FFFE, 08000009, false",
            "10000400, 08000009, false",
            "20040000, 08000008, false",
            "20040000, 08100001, false",
            "20040000, 20000101, false",
            "FFFFFFFF, FFFFFFFF, false"})
    void vectors_must_lead_into_ram_and_flash(String stack, String reset, boolean good) {
        Image image = image(0x0800_0000L, vectors(stack, reset).then(Bytes.repeat(0, 0x10_0000 - 8)));

        assertThat(causes(image, LARGE).isEmpty()).isEqualTo(good);
        assertThat(Preflight.complaints(image, LARGE, Policy.careful().tolerating("I4"))).isEmpty();
    }

    @Test
    void a_raw_file_linked_for_another_address_is_refused_wherever_it_is_put() {
        Bytes file = vectors("20020000", "08008009").then(Bytes.repeat(0, 256));

        assertThat(causes(raw(file, 0x0800_0000L), LARGE)).containsExactly("I4");
        assertThat(causes(raw(file, 0x0800_4000L), LARGE)).containsExactly("I4");
        assertThat(causes(raw(file, 0x0800_8000L), LARGE)).isEmpty();
    }

    @Test
    void raw_data_that_holds_no_vectors_may_lie_anywhere_but_at_the_start() {
        Bytes data = Bytes.repeat(0x5A, 64);

        assertThat(causes(raw(data, 0x0804_0000L), LARGE)).isEmpty();
        assertThat(causes(raw(data, 0x0800_0000L), LARGE)).containsOnly("I4");
    }

    @Test
    void all_complaints_come_at_once_each_with_its_place_in_the_file() {
        Image image = Image.of("app.hex", new Segment(Address.of(0x0800_0000L), Bytes.repeat(0, 16)),
                new Segment(Address.of(0x0810_0000L), Bytes.of(1)), new Segment(Address.of(0x2000_0000L), Bytes.of(1, 2)));

        assertThatThrownBy(() -> Preflight.require(image, LARGE, Policy.careful()))
                .isInstanceOfSatisfying(ImageRejected.class, failure -> assertThat(failure.diagnosis().render()).isEqualTo("""
                        app.hex cannot be flashed to STM32F412xG as it is
                          evidence  I5 1 bytes from 0x08100000 lie outside the flash, which ends at 0x080FFFFF (segment 2)
                          evidence  I1 2 bytes from 0x20000000 lie outside the flash, which ends at 0x080FFFFF, in ram (segment 3)
                          evidence  I4 the initial stack pointer at 0x08000000 is 0x00000000, which is not in RAM (0x20000000..0x2003FFFF) (segment 1)
                          evidence  I4 the reset vector at 0x08000004 is 0x00000000, which is no odd address in flash (segment 1)
                          suspect   %s
                          suspect   %s
                          suspect   %s
                          board     UNTOUCHED: nothing was changed
                          remedy    build the image for STM32F412xG: flash 0x08000000..0x080FFFFF, RAM 0x20000000..0x2003FFFF
                          remedy    or say that you want it so (tolerate I1, I4); content outside the flash is then left out""".formatted(suspect("I5", CERTAIN), suspect("I1", CERTAIN), suspect("I4", LIKELY))));
    }

    @Test
    void what_is_tolerated_is_told_and_a_part_too_small_is_never_tolerated() {
        Image image = Image.of("app.hex", new Segment(Address.of(0x0800_4000L), Bytes.of(1)),
                new Segment(Address.of(0x2000_0000L), Bytes.of(1, 2)));
        Policy policy = Policy.careful().tolerating("I1").tolerating("I5");

        assertThat(Preflight.complaints(image, LARGE, policy)).isEmpty();
        assertThat(Preflight.remarks(image, LARGE, policy)).contains(
                "tolerated: I1 2 bytes from 0x20000000 lie outside the flash, which ends at 0x080FFFFF, in ram (segment 2)");
        assertThat(Preflight.complaints(image(0x0808_0000L, Bytes.of(1)), SMALL, policy)).hasSize(1);
    }

    @Test
    void a_reserved_sector_is_not_written_over() {
        Image image = image(0x0800_7FFCL, Bytes.repeat(1, 8));

        assertThat(Preflight.complaints(image, LARGE, Policy.careful().withReserved(Set.of(2)))).singleElement()
                .satisfies(complaint -> assertThat(complaint.toString())
                        .isEqualTo("I5 sector 2 (0x08008000..0x0800BFFF) is reserved, and the image has content at 0x08008000 (segment 1)"));
        assertThat(Preflight.complaints(image, LARGE, Policy.careful().withReserved(Set.of(0, 3)))).isEmpty();
    }

    @Test
    void an_island_is_told_and_stops_nobody() {
        Image image = image(0x0802_0000L, Bytes.of(1, 2));

        assertThat(causes(image, LARGE)).isEmpty();
        assertThat(Preflight.remarks(image, LARGE, Policy.careful())).containsExactly(
                "I2 an island of 2 bytes has sector 5 (0x08020000..0x0803FFFF) to itself; the whole sector is erased for it");
    }

    @Test
    void an_image_that_can_protect_the_chip_is_told_and_stops_nobody() {
        Image image = image(0x0802_0000L, Bytes.parseHex("3B2A1908 7F6E5D4C"));

        assertThat(causes(image, LARGE)).isEmpty();
        assertThat(Preflight.remarks(image, LARGE, Policy.careful())).containsExactly(
                "C7 the image holds both keys to the option bytes (at 0x08020000 and 0x08020004): it can protect the chip again whenever it starts");
    }

    @Test
    void one_time_memory_is_flash_only_for_who_agreed_to_it() {
        Image image = image(0x1FFF_7800L, Bytes.of(1, 2, 3, 4));

        assertThat(Preflight.complaints(image, LARGE, Policy.careful().with(Consent.OTP))).isEmpty();
        assertThat(Preflight.complaints(image, LARGE, Policy.careful().with(Consent.DATA_LOSS))).hasSize(1);
    }

    private static List<String> causes(Image image, Device device) {
        return Preflight.complaints(image, device, Policy.careful()).stream().map(Complaint::cause).toList();
    }

    private static Image image(long start, Bytes data) {
        return Image.of("app", new Segment(Address.of(start), data));
    }

    private static Image raw(Bytes data, long base) {
        return ImageFile.parse("app.bin", data, Optional.of(ImageFormat.RAW_BINARY), Optional.of(Address.of(base)));
    }

    private static Bytes vectors(String stack, String reset) {
        return littleEndian(stack).then(littleEndian(reset));
    }

    private static Bytes littleEndian(String word) {
        int value = Integer.parseUnsignedInt(word, 16);
        return Bytes.of(value & 0xFF, value >>> 8 & 0xFF, value >>> 16 & 0xFF, value >>> 24);
    }

    /** As the catalogue calls it; the words are not ours to test. */
    private static Suspect suspect(String id, Confidence confidence) {
        return CauseCatalogue.load().suspect(id, confidence);
    }
}
