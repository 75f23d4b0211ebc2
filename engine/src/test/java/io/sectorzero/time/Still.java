package io.sectorzero.time;

import java.time.Duration;

/** For what takes no time: it stands still, and whoever would wait is told off. */
public final class Still implements TimeSource {

    @Override public long nanos() {
        return 0;
    }

    @Override public void pass(Duration duration) {
        throw new AssertionError("nobody waits here");
    }
}
