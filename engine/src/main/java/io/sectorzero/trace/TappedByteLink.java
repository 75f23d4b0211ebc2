package io.sectorzero.trace;

import io.sectorzero.link.ByteLink;
import io.sectorzero.link.LineSettings;
import io.sectorzero.memory.Bytes;
import io.sectorzero.time.Deadline;
import java.util.Optional;

/** A byte link that writes down what goes through it. */
public final class TappedByteLink implements ByteLink {

    private final ByteLink link;
    private final Trace trace;
    private final String source;

    public TappedByteLink(ByteLink link, Trace trace, String source) {
        this.link = link;
        this.trace = trace;
        this.source = source;
    }

    @Override public String name() {
        return link.name();
    }

    @Override public void configure(LineSettings settings) {
        link.configure(settings);
        trace.state(source, "%s", settings);
    }

    @Override public Optional<LineSettings> inEffect() {
        return link.inEffect();
    }

    @Override public void send(Bytes bytes) {
        trace.sent(source, bytes, "");
        link.send(bytes);
    }

    @Override public int receive(byte[] into, Deadline deadline) {
        return received(into, link.receive(into, deadline));
    }

    @Override public int fill(byte[] into, Deadline deadline) {
        return received(into, link.fill(into, deadline));
    }

    private int received(byte[] into, int count) {
        if (count > 0) {
            trace.received(source, Bytes.copyOf(into, 0, count), "");
        }
        return count;
    }

    @Override public void discard() {
        link.discard();
    }

    @Override public void close() {
        link.close();
    }
}
