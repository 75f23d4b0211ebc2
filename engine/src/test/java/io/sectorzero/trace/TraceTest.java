package io.sectorzero.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.time.WallTime;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** The story in memory: who reads along, and what a full one forgets. */
class TraceTest {

    @Test
    void a_full_trace_forgets_the_oldest_and_counts_them() {
        var trace = new Trace(new WallTime(), 3);

        for (int i = 0; i < 5; i++) {
            trace.note("test", "event %d", i);
        }

        assertThat(trace.events()).extracting(TraceEvent::remark).containsExactly("event 2", "event 3", "event 4");
        assertThat(trace.forgotten()).isEqualTo(2);
    }

    @Test
    void readers_are_told_every_event_as_it_happens() {
        var trace = new Trace(new WallTime());
        var heard = new ArrayList<TraceEvent>();
        trace.note("test", "before");

        trace.tell(heard::add);
        trace.fault("board", "power is lost");

        assertThat(heard).extracting(TraceEvent::mark).containsExactly(Mark.FAULT);
        assertThat(trace.events()).hasSize(2);
    }
}
