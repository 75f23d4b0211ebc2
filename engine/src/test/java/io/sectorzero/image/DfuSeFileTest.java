package io.sectorzero.image;

import static io.sectorzero.image.ImageFormat.DFUSE;
import static io.sectorzero.image.Outcome.cause;
import static io.sectorzero.image.Outcome.loaded;
import static io.sectorzero.image.Outcome.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DfuSe containers: the fixture's, damaged in every byte, and resealed with counts that are wrong. */
class DfuSeFileTest {

    private static final int TARGET = 11;
    private static final int ELEMENT = TARGET + 274;

    /** The container of the fixture with some bytes replaced and the checksum made right again. */
    private static byte[] patched(int at, long value, int bytes) {
        byte[] file = Fixtures.content("blinky.dfu");
        for (int i = 0; i < bytes; i++) {
            file[at + i] = (byte) (value >> 8 * i);
        }
        return resealed(file);
    }

    private static byte[] resealed(byte[] file) {
        var crc = new CRC32();
        crc.update(file, 0, file.length - 4);
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(file.length - 4, ~(int) crc.getValue());
        return file;
    }

    @Test void each_byte_knows_its_offset() {
        Image image = Fixtures.image("blinky.dfu");

        assertThat(image.whereIs(Address.of(0x0800_0000L))).isEqualTo("offset 0x%X".formatted(ELEMENT + 8));
        assertThat(image.whereIs(Address.of(0x0800_0010L))).isEqualTo("offset 0x%X".formatted(ELEMENT + 8 + 16));
    }

    @Test void every_single_damaged_byte_is_refused() {
        byte[] good = Fixtures.content("blinky.dfu");
        for (int at = 0; at < good.length; at++) {
            for (int delta = 1; delta < 256; delta += delta < 8 ? 1 : 13) {
                byte[] damaged = good.clone();
                damaged[at] += (byte) delta;
                assertThat(cause(refused(DFUSE, damaged))).isEqualTo("I6");
            }
        }
    }

    @Test void a_file_cut_short_anywhere_is_refused() {
        byte[] good = Fixtures.content("blinky.dfu");
        for (int length = 0; length < good.length; length++) {
            assertThat(cause(refused(DFUSE, Arrays.copyOf(good, length)))).isEqualTo("I6");
        }
    }

    @Test void a_wrong_checksum_is_shown_beside_the_right_one() {
        byte[] damaged = Fixtures.content("blinky.dfu");
        damaged[300] ^= 1;

        assertThat(refused(DFUSE, damaged).what())
                .matches("file, offset 0x255: the checksum is %08X, but the bytes give [0-9A-F]{8}"
                        .formatted(Bytes.copyOf(damaged).u32(damaged.length - 4)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "5   | 2          | 1 | offset 0x5: this is version 2 of the format; only 1 is known",
        "6   | 4294967295 | 4 | offset 0x6: 4294967295 bytes are announced, 601 are there",
        "10  | 0          | 1 | offset 0xB: 574 bytes belong to no target",
        "10  | 2          | 1 | offset 0x249: a target's prefix of 274 bytes is announced, but only 0 are left",
        "11  | 88         | 1 | offset 0xB: a target starts with \"Target\"",
        "277 | 7          | 4 | offset 0x115: 7 bytes of elements are announced, 300 are there",
        "281 | 4294967295 | 4 | offset 0x249: an element's prefix of 8 bytes is announced, but only 0 are left",
        "281 | 0          | 4 | offset 0x115: 300 bytes of elements are announced, 0 are there",
        "289 | 4294967295 | 4 | offset 0x125: an element of 4294967295 bytes is announced, but only 292 are left",
        "285 | 4294967295 | 4 | offset 0x11D: 292 bytes at 0xFFFFFFFF run over the end of the address space"})
    void counts_that_are_sealed_but_wrong_are_refused_with_their_offset(int at, long value, int bytes, String complaint) {
        assertThat(refused(DFUSE, patched(at, value, bytes)).what()).isEqualTo("file, " + complaint);
    }

    @Test void what_is_meant_for_another_memory_is_kept_but_is_no_content() {
        Image image = Fixtures.image("peers/three-elements.dfu");

        assertThat(image.segments()).extracting(Segment::start).containsExactly(Address.of(0x0800_0000L), Address.of(0x0800_4000L));
        assertThat(image.covers(Address.of(0x1FFF_C000L))).isFalse();
        assertThat(image.targets()).hasSize(2);
        DfuTarget options = image.targets().stream().filter(target -> target.alternateSetting() == 1).findFirst().orElseThrow();
        assertThat(options.elements()).containsExactly(
                new Segment(Address.of(0x1FFF_C000L), Bytes.of(0xFF, 0xAA).then(Bytes.repeat(0xFF, 14))));
    }

    @Test void a_container_with_nothing_for_internal_flash_is_refused() {
        assertThat(refused(DFUSE, patched(TARGET + 6, 1, 1)).what()).isEqualTo("file holds nothing to flash");
    }

    @Test void a_name_that_is_not_announced_is_no_name() {
        assertThat(loaded(DFUSE, patched(TARGET + 7, 0, 4)).targets().get(0).name()).isEmpty();
    }

    @Test void other_files_are_no_containers() {
        assertThat(refused(DFUSE, Fixtures.content("blinky.bin")).what())
                .isEqualTo("file, offset 0x0: a DfuSe file starts with \"DfuSe\" and has at least 27 bytes");
        assertThat(refused(DFUSE, new byte[0]).what())
                .isEqualTo("file, offset 0x0: a DfuSe file starts with \"DfuSe\" and has at least 27 bytes");
    }
}
