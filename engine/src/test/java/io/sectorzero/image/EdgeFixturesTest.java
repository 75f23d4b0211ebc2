package io.sectorzero.image;

import static io.sectorzero.image.Fixtures.FLASH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sectorzero.failure.ImageRejected;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The images that are wrong on purpose: refused here if the file alone shows it, left for the device's own check if not. */
class EdgeFixturesTest {

    private static String refusal(String file) {
        return catchThrowableOfType(ImageRejected.class, () -> Fixtures.image(file)).diagnosis().render();
    }

    @Test void a_damaged_digit() {
        assertThat(refusal("damaged.hex")).isEqualTo("""
                damaged.hex, line 5: the checksum is 71, but the bytes need 61
                  evidence  the line reads ":10003000411000080000000041000008B500000871"
                  suspect   I6  damaged image file (certain)
                  board     UNTOUCHED: nothing was changed
                  remedy    build or download the file again; it is not what its author wrote""");
    }

    @Test void a_missing_end() {
        assertThat(refusal("no-eof.hex")).isEqualTo("""
                no-eof.hex, line 20: the end record is missing; the file stops early
                  evidence  the line reads ":040120000000C75EB6"
                  suspect   I6  damaged image file (likely)
                  board     UNTOUCHED: nothing was changed
                  remedy    build or download the file again; it is not what its author wrote""");
    }

    @Test void a_contradiction() {
        assertThat(refusal("overlap.hex")).startsWith("overlap.hex, line 22: it contradicts line 3 about 0x08000010\n")
                .contains("line 3 says 41", "line 22 says A5", "I3  overlapping or duplicate records (certain)");
    }

    @Test void a_repetition_is_no_contradiction() {
        assertThat(Fixtures.image("overlap-equal.hex").segments()).isEqualTo(Fixtures.image("blinky.hex").segments());
    }

    @ParameterizedTest
    @CsvSource({"ram-data.hex, 0x10000000, line 22", "ram-data.hex, 0x20000100, line 24", "two-islands.hex, 0x0800C000, line 22",
        "too-large.hex, 0x08080000, line 22", "qspi.hex, 0x90000000, line 22"})
    void content_that_only_the_device_can_judge_is_kept_with_its_line(String file, String address, String line) {
        Image image = Fixtures.image(file);

        assertThat(image.whereIs(Address.of(Long.decode(address)))).isEqualTo(line);
        assertThat(image.segments().get(0).start()).isEqualTo(FLASH);
    }

    @Test void the_island_is_two_bytes_in_a_sector_of_its_own() {
        assertThat(Fixtures.image("two-islands.hex").segments().get(1).range()).isEqualTo(AddressRange.of(0x0800_C000L, 2));
    }

    @Test void a_package_header_is_no_vector_table() {
        Image image = Fixtures.image("wrong-base.bin", FLASH);

        assertThat(image.contentOf(AddressRange.of(0x0800_0000L, 4), 0xFF).u32(0)).isNotEqualTo(0x2004_0000);
        assertThat(image.contentOf(AddressRange.of(0x0800_0040L, 4), 0xFF).u32(0)).isEqualTo(0x2004_0000);
    }

    @Test void every_file_has_the_checksum_it_was_built_with() throws NoSuchAlgorithmException {
        var sha256 = MessageDigest.getInstance("SHA-256");
        String sums = new String(Fixtures.content("SHA256SUMS"), StandardCharsets.US_ASCII);

        assertThat(sums.lines()).hasSizeGreaterThan(20);
        for (String line : sums.lines().toList()) {
            String[] sumAndName = line.split("  ");
            String actual = "%064x".formatted(new BigInteger(1, sha256.digest(Fixtures.content(sumAndName[1]))));
            assertThat(actual).as(sumAndName[1]).isEqualTo(sumAndName[0]);
        }
    }
}
