package io.sectorzero.protocol.rom;

import io.sectorzero.link.LineSettings;
import io.sectorzero.time.Deadline;
import io.sectorzero.time.TimeSource;
import java.time.Duration;

/**
 * How long to wait for an answer: what the line needs for both directions, what the chip was said to need, and an
 * allowance for everything nobody can compute.
 */
final class Patience {

    /**
     * For the ROM to turn round and for the adapter and the host to pass a byte on. AN3155 Rev 20 states no limit for
     * the ROM; USB adapters are known to hold a byte for 16 ms and a busy host for longer. Only failures wait this long.
     */
    static final Duration USUAL_ALLOWANCE = Duration.ofMillis(500);

    /** The slowest line that AN3155 Rev 20 §2.1 "Minimum baud rate" validates; assumed until somebody says otherwise. */
    static final LineSettings SLOWEST = LineSettings.even(1200);

    private final long nanosPerByte;
    private final long allowanceNanos;

    Patience(LineSettings line, Duration allowance) {
        this.nanosPerByte = line.bitsPerByte() * 1_000_000_000L / line.baud() + 1;
        this.allowanceNanos = allowance.toNanos();
    }

    /** From the moment {@code sent} bytes are handed to the line until {@code expected} bytes must have come back. */
    Deadline after(int sent, Duration work, int expected, TimeSource time) {
        return new Deadline(time, time.nanos() + nanos(sent, work, expected));
    }

    Duration of(int sent, Duration work, int expected) {
        return Duration.ofNanos(nanos(sent, work, expected));
    }

    private long nanos(int sent, Duration work, int expected) {
        return (sent + expected) * nanosPerByte + work.toNanos() + allowanceNanos;
    }
}
