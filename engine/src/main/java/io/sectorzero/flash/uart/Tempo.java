package io.sectorzero.flash.uart;

import io.sectorzero.link.LineSettings;
import io.sectorzero.time.TimeSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * How fast the line really is. Two reads of different length take the same turns to and fro; whatever adapter and host add
 * to a turn they add to both, so that the difference is the time of the bytes between them. An adapter that cannot do a
 * rate may use another one and not say so: U7 of the cause catalogue.
 */
final class Tempo {

    /** Less than this is a busy host's doing. An adapter's fastest rate is rarely just below the one it was told. */
    private static final int FAR_SLOWER = 3;

    private final TimeSource time;
    private final LineSettings line;
    private OptionalLong longNanos = OptionalLong.empty();
    private int longBytes;
    private OptionalLong shortNanos = OptionalLong.empty();
    private int shortBytes;

    Tempo(TimeSource time, LineSettings line) {
        this.time = time;
        this.line = line;
    }

    /** Measures a read; one that fails tells nothing. */
    <A> A longRead(int bytes, Supplier<A> read) {
        long since = time.nanos();
        A answer = read.get();
        longNanos = OptionalLong.of(time.nanos() - since);
        longBytes = bytes;
        return answer;
    }

    /** As {@link #longRead}, of few bytes. */
    <A> A shortRead(int bytes, Supplier<A> read) {
        long since = time.nanos();
        A answer = read.get();
        shortNanos = OptionalLong.of(time.nanos() - since);
        shortBytes = bytes;
        return answer;
    }

    /** What to tell the user; empty when the line is about as fast as it was told to be, or nobody knows. */
    Optional<String> warning() {
        if (longNanos.isEmpty() || shortNanos.isEmpty()) {
            return Optional.empty();
        }
        long bytes = longBytes - shortBytes;
        long took = longNanos.getAsLong() - shortNanos.getAsLong();
        long expected = bytes * line.bitsPerByte() * 1_000_000_000L / line.baud();
        return took <= FAR_SLOWER * expected ? Optional.empty() : Optional.of(
                "U7 %d bytes took %d ms, which is about %d baud; the port was told %s, so the adapter may be slower than it says".formatted(
                        bytes, took / 1_000_000, bytes * line.bitsPerByte() * 1_000_000_000L / took, line));
    }
}
