package io.sectorzero.link;

import io.sectorzero.memory.Bytes;
import io.sectorzero.time.Deadline;
import java.util.Optional;

/** A stream of bytes with line settings: a UART. */
public interface ByteLink extends Link {

    void configure(LineSettings settings);

    /**
     * What the port itself says its line is set to, which may be other than it was told. Empty when it does not say. A port
     * that says it did as told proves nothing: adapters were seen that ignore what they cannot do.
     */
    default Optional<LineSettings> inEffect() {
        return Optional.empty();
    }

    /** Hands the bytes to the line, in order. Returns when they are under way, not when they have arrived. */
    void send(Bytes bytes);

    /** Waits for the first byte, then takes what is there. Returns how many; 0 means the deadline passed. */
    int receive(byte[] into, Deadline deadline);

    /**
     * Waits until {@code into} is full. Returns how many bytes came; fewer than its length means the deadline passed.
     * A link that can wait for many bytes at once does better than this, one byte at a time, and leaves one trace
     * line for an answer instead of hundreds.
     */
    default int fill(byte[] into, Deadline deadline) {
        int got = receive(into, deadline);
        while (got > 0 && got < into.length) {
            byte[] rest = new byte[into.length - got];
            int more = receive(rest, deadline);
            if (more == 0) {
                break;
            }
            System.arraycopy(rest, 0, into, got, more);
            got += more;
        }
        return got;
    }

    /** Forgets what has arrived and was not yet received. */
    void discard();
}
