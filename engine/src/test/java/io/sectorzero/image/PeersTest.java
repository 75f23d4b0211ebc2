package io.sectorzero.image;

import static io.sectorzero.image.ImageFormat.S_RECORD;
import static io.sectorzero.image.Outcome.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Unusual but valid files, as srec_cat and dfuse-pack write them; fixtures/firmware/peers/make.sh says how. */
class PeersTest {

    @ParameterizedTest
    @CsvSource({
        "segmented.hex, 0xFFF8", "long-records.hex, 0x0800FFF8", "started.hex, 0x08000000",
        "counted.s19, 0x0100", "counted.s28, 0x800000", "started.s37, 0x08000000"})
    void unusual_writers_are_understood(String file, String start) {
        assertThat(Fixtures.image("peers/" + file).segments()).containsExactly(
                new Segment(Address.of(Long.decode(start)), Bytes.copyOf(Fixtures.content("blinky.bin"))));
    }

    @ParameterizedTest
    @CsvSource({"started.hex", "started.s37"})
    void the_start_address_is_found(String file) {
        assertThat(Fixtures.image("peers/" + file).entry()).contains(Address.of(0x0800_0045L));
    }

    @Test void two_widths_in_one_s_record_file_are_not_told_from_damage() {
        assertThat(refused(S_RECORD, Fixtures.content("peers/mixed.srec")).what())
                .isEqualTo("file, line 3: an S2 record among S1 records; the digit may be damaged");
    }
}
