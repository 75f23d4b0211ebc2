package io.sectorzero.protocol.dfu;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Bytes;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The table of requests and states, held against the one of USB DFU 1.1 appendix A.2 that is written out here; and the answer to
 * GETSTATUS, every value.
 */
class DfuRequestTest {

    /** USB DFU 1.1 appendix A.2, transcribed: request by request, from each state to the states after it. */
    private static final String TABLE = """
            DFU_DETACH     0>1
            DFU_DNLOAD     2>36 5>36
            DFU_UPLOAD     2>29 9>29
            DFU_GETSTATUS  2>2 3>45A 4>45A 5>5 6>2678A 7>2678A 9>9 A>A
            DFU_CLRSTATUS  A>2
            DFU_GETSTATE   0>0 1>1 2>2 3>3 4>4 5>5 6>6 7>7 8>8 9>9 A>A
            DFU_ABORT      2>2 3>2 5>2 6>2 9>2
            """;

    @Test
    void every_request_leads_from_every_state_where_the_document_says() {
        String table = Stream.of(DfuRequest.values()).map(request -> "%-13s  %s\n".formatted(request,
                Stream.of(DfuState.values()).filter(from -> !request.leadsTo(from).isEmpty())
                        .map(from -> digit(from) + ">" + request.leadsTo(from).stream().map(DfuRequestTest::digit).collect(Collectors.joining()))
                        .collect(Collectors.joining(" ")))).collect(Collectors.joining());

        assertThat(table).isEqualTo(TABLE);
    }

    private static String digit(DfuState state) {
        return Integer.toHexString(state.ordinal()).toUpperCase(java.util.Locale.ROOT);
    }

    @Test
    void requests_travel_as_class_requests_to_an_interface_and_are_numbered_from_zero() {
        assertThat(Stream.of(DfuRequest.values()).map(request -> request.packet(0x0102, 3, 0x0800).bytes().hex()).toList()).containsExactly(
                "21 00 02 01 03 00 00 08", "21 01 02 01 03 00 00 08", "A1 02 02 01 03 00 00 08", "A1 03 02 01 03 00 00 08",
                "21 04 02 01 03 00 00 08", "A1 05 02 01 03 00 00 08", "21 06 02 01 03 00 00 08");
    }

    @Test
    void every_status_answer_is_read_or_refused() {
        int read = 0;
        for (int status = 0; status < 256; status++) {
            for (int state = 0; state < 256; state++) {
                var report = DfuReport.of(Bytes.of(status, 0x10, 0x27, 0x01, state, 0));
                assertThat(report.isPresent()).isEqualTo(status <= 0x0F && state <= 0x0A);
                if (report.isPresent()) {
                    assertThat(report.get().poll()).hasMillis(0x012710);
                    assertThat(report.get().isError()).isEqualTo(status != 0 || state == 10);
                    read++;
                }
            }
        }
        assertThat(read).isEqualTo(16 * 11);
    }

    @Test
    void an_answer_of_another_length_is_no_status() {
        for (int length = 0; length < 12; length++) {
            assertThat(DfuReport.of(Bytes.repeat(0, length)).isPresent()).isEqualTo(length == 6);
        }
    }
}
