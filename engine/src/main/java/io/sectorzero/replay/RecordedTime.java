package io.sectorzero.replay;

import io.sectorzero.time.TimeSource;
import java.time.Duration;

/** A clock that stands still until somebody waits, or until the recording says that it was later already. */
final class RecordedTime implements TimeSource {

    private long now;

    @Override public long nanos() {
        return now;
    }

    @Override public void pass(Duration duration) {
        now += Math.max(0, duration.toNanos());
    }

    /** A clock never goes back: a moment that has gone by changes nothing. */
    void reach(long nanos) {
        now = Math.max(now, nanos);
    }
}
