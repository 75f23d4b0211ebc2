package io.sectorzero.sim.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Bytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Option bytes in words, as the control door says them. */
class OptionTextTest {

    @ParameterizedTest
    @CsvSource({
        "AAFF, 7FFF, RDP AA: level 0, SPRMOD 0: write-protected sectors none, 'BOR_LEV 3, WDG_SW 1, nRST_STOP 1, nRST_STDBY 1'",
        "55FF, 7FFE, RDP 55: level 1, SPRMOD 0: write-protected sectors 0, 'BOR_LEV 3, WDG_SW 1, nRST_STOP 1, nRST_STDBY 1'",
        "CCDB, 77F5, RDP CC: level 2, SPRMOD 0: write-protected sectors 1 3 11, 'BOR_LEV 2, WDG_SW 0, nRST_STOP 1, nRST_STDBY 1'",
        "FF33, F802, RDP FF: level 1, SPRMOD 1: PCROP on sectors 1 11, 'BOR_LEV 0, WDG_SW 1, nRST_STOP 0, nRST_STDBY 0'"})
    void option_bytes_are_put_in_words(String user, String protection, String rdp, String sectors, String rest) {
        Bytes options = Bytes.parseHex(user.substring(2) + user.substring(0, 2) + "FFFFFFFFFFFF"
                + protection.substring(2) + protection.substring(0, 2) + "FFFFFFFFFFFF");

        assertThat(OptionText.of(options)).containsExactly(
                "stored: %s at 0x1FFFC000, %s at 0x1FFFC008".formatted(user, protection), rdp, sectors, rest);
    }
}
