package io.sectorzero.time;

import java.time.Duration;

/** A moment until which somebody is willing to wait. Made once and passed down whole; nobody restarts the budget in the middle. */
public record Deadline(TimeSource time, long atNanos) {

    public static Deadline in(Duration patience, TimeSource time) {
        return new Deadline(time, time.nanos() + patience.toNanos());
    }

    public boolean passed() {
        return time.nanos() >= atNanos;
    }

    /** What is left, never negative. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, atNanos - time.nanos()));
    }

    /** The sooner of this deadline and one that lies {@code patience} ahead. */
    public Deadline within(Duration patience) {
        return new Deadline(time, Math.min(atNanos, time.nanos() + patience.toNanos()));
    }
}
