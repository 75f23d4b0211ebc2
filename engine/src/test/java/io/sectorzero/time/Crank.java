package io.sectorzero.time;

import java.time.Duration;

/** Time that passes when somebody lets it, and not otherwise: a wait costs what was asked for and no moment of anybody's life. */
public final class Crank implements TimeSource {

    private long now;

    @Override public long nanos() {
        return now;
    }

    @Override public void pass(Duration duration) {
        now += duration.toNanos();
    }
}
