package io.sectorzero.flash.swd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What FLASH_SR and FLASH_OPTCR together say of a program that is at its option bytes, as RM0090 Rev 21 §3.9 [S] has the bits. */
class ChipStateTest {

    @ParameterizedTest
    @CsvSource({
        // BSY and OPTSTRT
        "00010000, 0FFCAAEE, true",
        // BSY alone is an erase or a program of the flash.
        "00010000, 0FFCAAEC, false",
        "00000000, 0FFCAAEE, false",
        "00000000, 0FFFAAED, false",
        "00010000,         , false",
        "        , 0FFCAAEE, false"})
    void option_bytes_are_being_written_while_the_flash_is_busy_with_a_started_write_of_them(String status, String options, boolean writing) {
        assertThat(new ChipState(OptionalInt.empty(), OptionalInt.empty(), word(status), OptionalInt.empty(), word(options), OptionalInt.empty())
                .isWritingOptions()).isEqualTo(writing);
    }

    private static OptionalInt word(String hex) {
        return hex == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseUnsignedInt(hex, 16));
    }
}
