package io.sectorzero.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Known answers. */
class ChecksumsTest {

    /** As the CRC unit is known to answer, least significant byte first. */
    @ParameterizedTest
    @CsvSource({"00 00 00 00, C704DD7B", "78 56 34 12, DF8A8A2B", "FF FF FF FF, 00000000", "'', FFFFFFFF"})
    void words_are_summed_up_as_the_crc_unit_does_it(String bytes, String sum) {
        assertThat("%08X".formatted(Checksums.crcOfWords(Bytes.parseHex(bytes)))).isEqualTo(sum);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 1023})
    void what_is_no_whole_word_is_refused(int length) {
        assertThatThrownBy(() -> Checksums.crcOfWords(Bytes.repeat(0, length))).isInstanceOf(IllegalArgumentException.class);
    }
}
