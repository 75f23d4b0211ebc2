package io.sectorzero.image;

import static io.sectorzero.image.ImageFormat.INTEL_HEX;
import static io.sectorzero.image.Outcome.cause;
import static io.sectorzero.image.Outcome.loaded;
import static io.sectorzero.image.Outcome.refused;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.failure.Diagnosis;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Intel HEX, record by record and damaged in every byte. Records are spelled out here; objcopy's file is the model for writing.
 */
class IntelHexTest {

    private static final String END = ":00000001FF";

    /** A record with the checksum it needs. */
    private static String record(int type, int offset, int... data) {
        Bytes body = Bytes.of(data.length, offset >> 8, offset & 0xFF, type).then(Bytes.of(data));
        int sum = IntStream.range(0, body.length()).map(body::at).sum();
        return ":" + body.then(-sum & 0xFF).hex().replace(" ", "");
    }

    private static String data(int offset, int... bytes) {
        return record(0, offset, bytes);
    }

    private static Segment segment(long address, int... bytes) {
        return new Segment(Address.of(address), Bytes.of(bytes));
    }

    @Test void without_a_base_offsets_are_addresses() {
        assertThat(loaded(INTEL_HEX, data(0x0100, 1, 2), END).segments()).containsExactly(segment(0x100, 1, 2));
    }

    @Test void a_segment_base_counts_in_sixteen_bytes() {
        assertThat(loaded(INTEL_HEX, record(2, 0, 0x12, 0x34), data(0x0010, 7), END).segments())
                .containsExactly(segment(0x12350, 7));
    }

    @Test void a_linear_base_is_the_upper_half_of_the_address() {
        assertThat(loaded(INTEL_HEX, record(4, 0, 0x08, 0x00), data(0x4000, 7), END).segments())
                .containsExactly(segment(0x0800_4000L, 7));
    }

    @Test void a_base_holds_until_the_next_one_of_either_kind() {
        Image image = loaded(INTEL_HEX, record(4, 0, 0x08, 0x00), data(0, 1), data(0x10, 2), record(2, 0, 0x10, 0x00), data(0, 3),
                record(4, 0, 0, 0), data(0x20, 4), END);

        assertThat(image.segments()).containsExactly(
                segment(0x20, 4), segment(0x1_0000, 3), segment(0x0800_0000L, 1), segment(0x0800_0010L, 2));
    }

    @Test void a_record_may_run_on_past_64_kilobytes_behind_a_linear_base() {
        assertThat(loaded(INTEL_HEX, record(4, 0, 0x08, 0x00), data(0xFFFE, 1, 2, 3), END).segments())
                .containsExactly(segment(0x0800_FFFEL, 1, 2, 3));
    }

    @Test void the_start_address_is_kept_from_either_record() {
        assertThat(loaded(INTEL_HEX, data(0, 1), record(3, 0, 0x12, 0x34, 0x00, 0x05), END).entry()).contains(Address.of(0x12345));
        assertThat(loaded(INTEL_HEX, data(0, 1), record(5, 0, 0x98, 0x76, 0x54, 0x32), END).entry())
                .contains(Address.of(0x9876_5432L));
    }

    @Test void records_in_any_order_become_ascending_segments_with_neighbours_joined() {
        assertThat(loaded(INTEL_HEX, data(0x20, 5), data(0x02, 3, 4), data(0x00, 1, 2), END).segments())
                .containsExactly(segment(0, 1, 2, 3, 4), segment(0x20, 5));
    }

    @Test void each_byte_knows_its_line_empty_lines_counted() {
        Image image = loaded(INTEL_HEX, data(0, 1, 2), data(2, 3, 4), "", data(4, 5, 6), data(6, 7), data(7, 8), END);

        assertThat(IntStream.range(0, 8).mapToObj(i -> image.whereIs(Address.of(i))))
                .containsExactly("line 1", "line 1", "line 2", "line 2", "line 4", "line 4", "line 5", "line 6");
        assertThat(image.whereIs(Address.of(8))).isEqualTo("not in the file");
    }

    @Test void line_ends_of_every_system_trailing_blanks_and_lower_case_are_the_same_file() {
        String line = data(0x100, 0xAB, 0xCD);
        Image plain = loaded(INTEL_HEX, line, END);

        for (String text : new String[] {line + "\r\n" + END + "\r\n", line + "\r" + END, line + " \t\n\n" + END,
                line.toLowerCase(Locale.ROOT) + "\n" + END}) {
            assertThat(loaded(INTEL_HEX, text.getBytes(US_ASCII)).segments())
                    .isEqualTo(plain.segments());
        }
    }

    @Test void bytes_said_twice_alike_are_allowed_and_belong_to_the_first_line() {
        Image image = loaded(INTEL_HEX, data(0, 1, 2, 3), data(1, 2, 3, 4), END);

        assertThat(image.segments()).containsExactly(segment(0, 1, 2, 3, 4));
        assertThat(image.whereIs(Address.of(2))).isEqualTo("line 1");
        assertThat(image.whereIs(Address.of(3))).isEqualTo("line 2");
    }

    @Test void a_contradiction_names_both_lines_and_both_bytes() {
        Diagnosis refusal = refused(INTEL_HEX, data(0, 1, 2, 3, 4), data(0x10, 9), data(2, 3, 7), END);

        assertThat(refusal.render()).isEqualTo("""
                file, line 3: it contradicts line 1 about 0x00000003
                  evidence  line 1 says 04
                  evidence  line 3 says 07
                  suspect   I3  overlapping or duplicate records (certain)
                  board     UNTOUCHED: nothing was changed
                  remedy    merge images that do not overlap, or remove one of the two""");
    }

    @Test void a_contradiction_is_found_wherever_a_long_run_was_interrupted_by_a_short_one() {
        Diagnosis refusal = refused(INTEL_HEX, data(0, 0, 1, 2, 3, 4, 5, 6, 7), data(2, 2), data(6, 6, 0), END);

        assertThat(refusal.what()).isEqualTo("file, line 3: it contradicts line 1 about 0x00000007");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "10000000                 | line 1: a record starts with ':'",
        ":0                       | line 1: 1 hexadecimal digits cannot be a record",
        ":0100000001F             | line 1: 11 hexadecimal digits cannot be a record",
        ":01000000GGFF            | line 1: column 10 holds no hexadecimal digit",
        ":02000000010200          | line 1: the checksum is 00, but the bytes need FB",
        ":030000000102FA          | line 1: the record announces 3 data bytes and carries 2",
        ":01000000010203          | line 1: the record announces 1 data bytes and carries 2",
        ":                        | line 1: the record announces 0 data bytes and carries 0",
        ":00000006FA              | line 1: there is no record type 06",
        ":0100000100FE            | line 1: a record of type 01 carries 0 bytes, not 1",
        ":0100000204F9            | line 1: a record of type 02 carries 2 bytes, not 1",
        ":020000030102F8          | line 1: a record of type 03 carries 4 bytes, not 2",
        ":00000004FC              | line 1: a record of type 04 carries 2 bytes, not 0",
        ":020000050102F6          | line 1: a record of type 05 carries 4 bytes, not 2",
        ":02FFFF000102FD          | line 1: 2 bytes at offset FFFF wrap around the end of a 64 KB segment"})
    void a_broken_record_is_refused_with_its_line_and_what_is_wrong_with_it(String line, String complaint) {
        Diagnosis refusal = refused(INTEL_HEX, line, END);

        assertThat(refusal.what()).isEqualTo("file, " + complaint);
        assertThat(refusal.evidence()).containsExactly("the line reads \"" + line + "\"");
        assertThat(cause(refusal)).isEqualTo("I6");
    }

    @Test void content_past_the_end_of_the_address_space_is_refused() {
        Diagnosis refusal = refused(INTEL_HEX, record(4, 0, 0xFF, 0xFF), data(0xFFFF, 1, 2), END);

        assertThat(refusal.what()).isEqualTo("file, line 2: 2 bytes at 0xFFFFFFFF run over the end of the address space");
    }

    @Test void the_last_address_of_all_is_an_address() {
        assertThat(loaded(INTEL_HEX, record(4, 0, 0xFF, 0xFF), data(0xFFFF, 1), END).segments())
                .containsExactly(segment(0xFFFF_FFFFL, 1));
    }

    @Test void a_file_without_end_or_with_something_after_it_is_refused() {
        assertThat(refused(INTEL_HEX, data(0, 1)).what()).isEqualTo("file, line 1: the end record is missing; the file stops early");
        assertThat(refused(INTEL_HEX, data(0, 1), END, data(1, 2), END).what())
                .isEqualTo("file, line 3: something follows the end record");
    }

    @Test void a_file_with_nothing_in_it_is_refused() {
        assertThat(refused(INTEL_HEX, END).what()).isEqualTo("file holds nothing to flash");
        assertThat(refused(INTEL_HEX, record(0, 0x10), END).what()).isEqualTo("file holds nothing to flash");
        assertThat(refused(INTEL_HEX, "").what()).isEqualTo("file, line 1: the end record is missing; the file stops early");
    }

    @Test void a_line_that_is_no_text_is_shown_without_upsetting_a_terminal() {
        assertThat(refused(INTEL_HEX, "\u001B[31m" + "x".repeat(100)).evidence())
                .containsExactly("the line reads \"\\x1B[31m" + "x".repeat(55) + "\" …");
    }

    @Test void every_single_damaged_byte_is_refused_or_changes_nothing() {
        byte[] good = Outcome.text(record(4, 0, 0x08, 0x00), data(0x10, 0, 1, 0xAB), data(0x13, 0xFF), record(2, 0, 0x10, 0x00),
                data(0xFFFE, 5, 6), record(3, 0, 0, 0, 1, 2), record(5, 0, 8, 0, 0, 0x45), END);

        Damage.everyValue(INTEL_HEX, good);
    }

    @Test void every_single_damaged_bit_of_a_real_program_is_refused_or_changes_nothing() {
        Damage.everyBit(INTEL_HEX, Fixtures.content("blinky.hex"));
    }

    @Test void a_file_cut_short_anywhere_is_refused_unless_only_the_last_line_end_is_gone() {
        byte[] good = Fixtures.content("blinky.hex");
        Image original = loaded(INTEL_HEX, good);

        for (int length = 0; length < good.length - 2; length++) {
            assertThat(Outcome.refusedOrSame(INTEL_HEX, Arrays.copyOf(good, length), original, "cut at " + length)).isTrue();
        }
        assertThat(loaded(INTEL_HEX, Arrays.copyOf(good, good.length - 2)).segments()).isEqualTo(original.segments());
    }

    @Test void what_is_written_reads_like_what_objcopy_writes() {
        Segment blinky = Fixtures.image("blinky.hex").segments().get(0);
        String objcopy = new String(Fixtures.content("blinky.hex"), US_ASCII)
                .replace("\r", "").replaceFirst(":04000005.*\n", "");

        assertThat(new String(IntelHex.write(List.of(blinky)), US_ASCII)).isEqualTo(objcopy);
    }
}
