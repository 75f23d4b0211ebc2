package io.sectorzero.image;

import static io.sectorzero.image.ImageFormat.S_RECORD;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** S-records of each width, and damaged in every bit. Records are spelled out here; objcopy's file is the model for writing. */
class SRecordTest {

    private static final String END = "S9030000FC";

    /** A record with the count and checksum it needs; {@code body} is address and data. */
    private static String record(int type, String body) {
        Bytes bytes = Bytes.parseHex(body);
        Bytes counted = Bytes.of(bytes.length() + 1).then(bytes);
        int sum = IntStream.range(0, counted.length()).map(counted::at).sum();
        return "S" + type + counted.then(~sum & 0xFF).hex().replace(" ", "");
    }

    @ParameterizedTest
    @CsvSource({"1, 1234, 9, 0x1234", "2, 123456, 8, 0x123456", "3, 12345678, 7, 0x12345678"})
    void each_data_record_has_its_width_of_address(int type, String address, int end, long expected) {
        Image image = loaded(S_RECORD, record(type, address + "AB"), record(end, address));

        assertThat(image.segments()).containsExactly(new Segment(Address.of(expected), Bytes.of(0xAB)));
        assertThat(image.entry()).contains(Address.of(expected));
    }

    @Test void a_start_address_of_zero_means_none() {
        assertThat(loaded(S_RECORD, record(1, "0000AB"), END).entry()).isEmpty();
    }

    @Test void headers_and_counts_are_read_and_carry_no_content() {
        Image image = loaded(S_RECORD, record(0, "000048656C6C6F"), record(0, "0000"), record(1, "000001"), record(1, "000102"),
                record(5, "0002"), END);

        assertThat(image.segments()).containsExactly(new Segment(Address.of(0), Bytes.of(1, 2)));
        assertThat(image.whereIs(Address.of(1))).isEqualTo("line 4");
        assertThat(loaded(S_RECORD, record(1, "000001"), record(6, "000001"), END).size()).isEqualTo(1);
    }

    @Test void a_count_at_the_end_completes_a_file_without_end_record() {
        assertThat(loaded(S_RECORD, record(1, "000001"), record(5, "0001")).size()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "X1040000AB50     | line 1: a record starts with 'S' and a digit",
        "SA040000AB50     | line 1: a record starts with 'S' and a digit",
        "S                | line 1: a record starts with 'S' and a digit",
        "S104000          | line 1: 5 hexadecimal digits cannot be a record",
        "S10400zzAB50     | line 1: column 7 holds no hexadecimal digit",
        "S1               | line 1: the record announces 0 bytes and carries 0",
        "S1050000AB50     | line 1: the record announces 5 bytes and carries 4",
        "S1020000         | line 1: an S1 record of 2 bytes has no room for its address",
        "S104000000       | line 1: the record announces 4 bytes and carries 3",
        "S30400000000     | line 1: an S3 record of 4 bytes has no room for its address",
        "S1040000AB51     | line 1: the checksum is 51, but the bytes need 50",
        "S4040000AB50     | line 1: record type S4 is reserved; nobody can say what it means",
        "S0030100FB       | line 1: a header comes first and has address 0; this may be a damaged data record",
        "S5030001FB       | line 1: 1 data records are announced, 0 came",
        "S5040000AB50     | line 1: an S5 record carries no data, this one carries 1 bytes",
        "S9040000AB50     | line 1: an S9 record carries no data, this one carries 1 bytes",
        "S1050000ABCDFF   | line 1: the checksum is FF, but the bytes need 82"})
    void a_broken_record_is_refused_with_its_line_and_what_is_wrong_with_it(String line, String complaint) {
        Diagnosis refusal = refused(S_RECORD, line, END);

        assertThat(refusal.what()).isEqualTo("file, " + complaint);
        assertThat(refusal.evidence()).containsExactly("the line reads \"" + line + "\"");
        assertThat(cause(refusal)).isEqualTo("I6");
    }

    @Test void records_out_of_their_place_are_refused() {
        String data = record(3, "0800000001");
        String end = record(7, "00000000");

        assertThat(refused(S_RECORD, data, record(1, "000101"), end).what())
                .isEqualTo("file, line 2: an S1 record among S3 records; the digit may be damaged");
        assertThat(refused(S_RECORD, record(1, "000001"), end).what())
                .isEqualTo("file, line 2: S1 records do not end with S7; a digit may be damaged");
        assertThat(refused(S_RECORD, data, record(5, "0001"), record(3, "0800000102"), end).what())
                .isEqualTo("file, line 3: a data record follows the count of data records");
        assertThat(refused(S_RECORD, data, record(0, "0000"), end).what())
                .isEqualTo("file, line 2: a header comes first and has address 0; this may be a damaged data record");
        assertThat(refused(S_RECORD, data, end, data).what()).isEqualTo("file, line 3: something follows the end record");
        assertThat(refused(S_RECORD, data).what()).isEqualTo("file, line 1: the end record is missing; the file stops early");
    }

    @Test void a_header_alone_is_nothing_to_flash() {
        assertThat(refused(S_RECORD, record(0, "0000"), END).what()).isEqualTo("file holds nothing to flash");
    }

    @Test void content_past_the_end_of_the_address_space_is_refused() {
        assertThat(refused(S_RECORD, record(3, "FFFFFFFF0102"), record(7, "00000000")).what())
                .isEqualTo("file, line 1: 2 bytes at 0xFFFFFFFF run over the end of the address space");
    }

    @Test void a_contradiction_is_refused_as_overlap() {
        assertThat(cause(refused(S_RECORD, record(1, "000001"), record(1, "000002"), END))).isEqualTo("I3");
    }

    @Test void every_single_damaged_bit_of_a_real_program_is_refused_or_changes_nothing() {
        String text = text(Fixtures.content("blinky.srec"));

        Damage.everyBit(S_RECORD, text.substring(text.indexOf("S3")).getBytes(US_ASCII));
    }

    @Test void a_header_damaged_into_a_data_record_brings_content_only_where_no_flash_is() {
        byte[] good = Fixtures.content("blinky.srec");
        byte[] damaged = good.clone();
        damaged[1] = '3';
        List<Segment> original = loaded(S_RECORD, good).segments();
        List<Segment> segments = loaded(S_RECORD, damaged).segments();

        assertThat(segments).hasSize(2);
        assertThat(segments.get(0).range().end()).isLessThan(0x1_0000 + 256);
        assertThat(segments.get(1)).isEqualTo(original.get(0));
        for (int at = 0; at < text(good).indexOf('\n'); at++) {
            for (int delta = 1; delta < 256; delta++) {
                byte[] other = good.clone();
                other[at] += (byte) delta;
                if (at != 1 || other[at] != '3') {
                    Outcome.refusedOrSame(S_RECORD, other, loaded(S_RECORD, good), "byte %d + %d".formatted(at, delta));
                }
            }
        }
    }

    /** The hardest case: nothing but the digits themselves to compare with. */
    @Test void every_single_damaged_byte_of_a_one_record_file_is_refused_or_changes_nothing() {
        Damage.everyValue(S_RECORD, Outcome.text(record(3, "08000000AB"), record(7, "08000001")));
    }

    private static String text(byte[] content) {
        return new String(content, US_ASCII);
    }

    @Test void a_file_cut_short_anywhere_is_refused_unless_only_the_last_line_end_is_gone() {
        byte[] good = Fixtures.content("blinky.srec");
        Image original = loaded(S_RECORD, good);

        for (int length = 0; length < good.length - 2; length++) {
            assertThat(Outcome.refusedOrSame(S_RECORD, Arrays.copyOf(good, length), original, "cut at " + length)).isTrue();
        }
    }

    @Test void what_is_written_reads_like_what_objcopy_writes() {
        Segment blinky = Fixtures.image("blinky.srec").segments().get(0);

        assertThat(new String(SRecord.write(blinky), US_ASCII).lines().filter(line -> line.startsWith("S3")))
                .containsExactlyElementsOf(new String(Fixtures.content("blinky.srec"), US_ASCII).lines()
                        .filter(line -> line.startsWith("S3")).toList());
    }
}
