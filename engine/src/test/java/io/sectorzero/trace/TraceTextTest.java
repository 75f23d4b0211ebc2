package io.sectorzero.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sectorzero.failure.BadDescription;
import io.sectorzero.memory.Bytes;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** A trace as text, and back: what is written reads back as it was, and what is no trace line is refused. */
class TraceTextTest {

    @Test
    void a_line_shows_time_source_mark_bytes_and_remark() {
        var sent = new TraceEvent(191_000, "uart", Mark.SENT, Bytes.of(0x31, 0xCE), "Write Memory");
        var state = new TraceEvent(1_000_000_500L, "flash", Mark.STATE, Bytes.NONE, "FLASH_SR=00010000 BSY");

        assertThat(TraceText.line(sent)).isEqualTo("      0.000191  uart  >  31 CE                       Write Memory");
        assertThat(TraceText.line(state)).isEqualTo("   1.000000500  flash =  FLASH_SR=00010000 BSY");
    }

    @Property
    void every_event_reads_back_as_it_was(@ForAll("events") TraceEvent event) {
        assertThat(TraceText.parse("t.trace", List.of(TraceText.line(event)))).containsExactly(event);
    }

    @Test
    void blank_lines_and_headings_are_passed_over() {
        assertThat(TraceText.parse("t.trace", List.of("# bench desk-3", "", "  0.000001  uart  <  79")))
                .containsExactly(new TraceEvent(1000, "uart", Mark.RECEIVED, Bytes.of(0x79), ""));
    }

    @Test
    void a_line_that_is_none_is_refused_with_its_number() {
        assertThatExceptionOfType(BadDescription.class)
                .isThrownBy(() -> TraceText.parse("t.trace", List.of("# fine", "what is this")))
                .withMessage("t.trace:2: this is no trace line");
    }

    @Test
    void a_time_beyond_all_clocks_is_no_trace_line() {
        assertThatExceptionOfType(BadDescription.class)
                .isThrownBy(() -> TraceText.parse("t.trace", List.of("99999999999999999999.000000  uart  <  79")));
    }

    @Test
    void a_line_of_a_megabyte_is_read_like_any_other() {
        var event = new TraceEvent(0, "uart", Mark.RECEIVED, Bytes.repeat(0x55, 1 << 20), "all of it");

        assertThat(TraceText.parse("t.trace", List.of(TraceText.line(event)))).containsExactly(event);
    }

    @Provide
    Arbitrary<TraceEvent> events() {
        var words = Arbitraries.of("", "Write Memory", "retry 3 of 4", "power is lost");
        var bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(40).map(Bytes::copyOf);
        var wire = Combinators.combine(Arbitraries.longs().between(0, 10_000_000_000_000L), Arbitraries.of(Mark.SENT, Mark.RECEIVED),
                bytes.filter(b -> !b.isEmpty()), words).as((nanos, mark, b, remark) -> new TraceEvent(nanos, "uart", mark, b, remark));
        var spoken = Combinators.combine(Arbitraries.longs().between(0, 10_000_000_000_000L),
                Arbitraries.of(Mark.STEP, Mark.STATE, Mark.FAULT, Mark.NOTE), words)
                .as((nanos, mark, remark) -> new TraceEvent(nanos, "board", mark, Bytes.NONE, remark));
        return Arbitraries.oneOf(wire, spoken);
    }
}
