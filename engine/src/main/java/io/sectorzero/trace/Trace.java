package io.sectorzero.trace;

import io.sectorzero.memory.Bytes;
import io.sectorzero.time.TimeSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * What has happened so far. Only ever appended to. A trace keeps at most as many events as it was made for; when it is
 * full the oldest go and {@link #forgotten()} counts them, so that a board served for a week stays small.
 */
public final class Trace {

    private static final int A_LONG_SESSION = 1_000_000;

    private final TimeSource time;
    private final int capacity;
    private final Deque<TraceEvent> events = new ArrayDeque<>();
    private final List<Consumer<TraceEvent>> readers = new ArrayList<>();
    private long forgotten;

    public Trace(TimeSource time) {
        this(time, A_LONG_SESSION);
    }

    public Trace(TimeSource time, int capacity) {
        this.time = time;
        this.capacity = capacity;
    }

    /** From now on every event is also told to {@code reader}, as it happens. */
    public void tell(Consumer<TraceEvent> reader) {
        readers.add(reader);
    }

    public void sent(String source, Bytes bytes, String remark) {
        add(source, Mark.SENT, bytes, remark);
    }

    public void received(String source, Bytes bytes, String remark) {
        add(source, Mark.RECEIVED, bytes, remark);
    }

    public void step(String source, String remark, Object... arguments) {
        add(source, Mark.STEP, Bytes.NONE, remark.formatted(arguments));
    }

    public void state(String source, String remark, Object... arguments) {
        add(source, Mark.STATE, Bytes.NONE, remark.formatted(arguments));
    }

    public void fault(String source, String remark, Object... arguments) {
        add(source, Mark.FAULT, Bytes.NONE, remark.formatted(arguments));
    }

    public void note(String source, String remark, Object... arguments) {
        add(source, Mark.NOTE, Bytes.NONE, remark.formatted(arguments));
    }

    private void add(String source, Mark mark, Bytes bytes, String remark) {
        var event = new TraceEvent(time.nanos(), source, mark, bytes, remark);
        if (events.size() == capacity) {
            events.removeFirst();
            forgotten++;
        }
        events.addLast(event);
        for (Consumer<TraceEvent> reader : readers) {
            reader.accept(event);
        }
    }

    public List<TraceEvent> events() {
        return List.copyOf(events);
    }

    /** How many of the oldest events are no longer kept. */
    public long forgotten() {
        return forgotten;
    }
}
