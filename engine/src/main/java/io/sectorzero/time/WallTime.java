package io.sectorzero.time;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Real time, counted from the moment this clock was made. The only place of the engine that reads a clock. */
public final class WallTime implements TimeSource {

    private final long start = System.nanoTime();

    @Override public long nanos() {
        return System.nanoTime() - start;
    }

    /** Parks until the time is over. An interrupt ends the wait early and stays set for whoever asks next. */
    @Override public void pass(Duration duration) {
        long until = nanos() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0; left = until - nanos()) {
            LockSupport.parkNanos(this, left);
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }
}
