package io.sectorzero.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Bytes against plain arrays, and checksums against their published check values. */
class BytesTest {

    @Property
    void content_comes_back_as_it_went_in(@ForAll byte[] array) {
        var bytes = Bytes.copyOf(array);

        assertThat(bytes.toArray()).isEqualTo(array);
        assertThat(Bytes.parseHex(bytes.hex())).isEqualTo(bytes);
    }

    @Property
    void a_slice_is_the_same_bytes_wherever_they_lie(@ForAll byte[] before, @ForAll byte[] middle, @ForAll byte[] after) {
        var whole = Bytes.copyOf(before).then(Bytes.copyOf(middle)).then(Bytes.copyOf(after));

        var slice = whole.slice(before.length, before.length + middle.length);

        assertThat(slice).isEqualTo(Bytes.copyOf(middle)).hasSameHashCodeAs(Bytes.copyOf(middle));
        assertThat(slice.toArray()).isEqualTo(middle);
    }

    @Property
    void the_first_difference_is_where_arrays_differ_first(@ForAll byte[] a, @ForAll byte[] b) {
        int expected = Arrays.mismatch(a, b);

        assertThat(Bytes.copyOf(a).firstDifference(Bytes.copyOf(b)))
                .isEqualTo(expected < 0 ? OptionalInt.empty() : OptionalInt.of(expected));
    }

    @Test
    void changing_the_source_array_changes_nothing() {
        byte[] array = {1, 2, 3};
        var bytes = Bytes.copyOf(array);

        array[0] = 9;

        assertThat(bytes).isEqualTo(Bytes.of(1, 2, 3));
    }

    @Test
    void numbers_are_little_endian_and_unsigned() {
        var bytes = Bytes.of(0x78, 0x56, 0x34, 0xF2);

        assertThat(bytes.u16(0)).isEqualTo(0x5678);
        assertThat(bytes.u16(2)).isEqualTo(0xF234);
        assertThat(bytes.u32(0)).isEqualTo(0xF234_5678);
        assertThat(bytes.at(3)).isEqualTo(0xF2);
    }

    @Test
    void a_value_that_is_no_byte_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Bytes.of(256));
        assertThatIllegalArgumentException().isThrownBy(() -> Bytes.of(-1));
    }

    @Test
    void long_content_prints_short() {
        assertThat(Bytes.repeat(0xFF, 300).toString()).endsWith("FF … (300 bytes)").hasSizeLessThan(120);
        assertThat(Bytes.of(0x31, 0xCE)).hasToString("31 CE");
    }

    @Test
    void blank_means_every_byte() {
        assertThat(Bytes.repeat(0xFF, 4).isAll(0xFF)).isTrue();
        assertThat(Bytes.of(0xFF, 0xFE).isAll(0xFF)).isFalse();
    }

    /** "123456789" gives 0xCBF43926: the check value every catalogue of CRCs prints for CRC-32. */
    @Test
    void checksums_match_their_published_check_values() {
        var digits = Bytes.copyOf("123456789".getBytes(StandardCharsets.US_ASCII));

        assertThat(Checksums.crc32(digits)).isEqualTo(0xCBF4_3926);
        assertThat(Checksums.xor(Bytes.of(0x03, 0xDE, 0xAD, 0xBE, 0xEF))).isEqualTo(0x21);
    }
}
