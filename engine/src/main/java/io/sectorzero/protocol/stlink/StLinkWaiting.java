package io.sectorzero.protocol.stlink;

import io.sectorzero.time.Deadline;
import java.time.Duration;

/**
 * How often one command that the chip answered with WAIT may still be repeated. OpenOCD repeats eight times with 1, 2, 4 … ms
 * between [O]. What may have been done already, and does something each time, is not repeated at all.
 */
final class StLinkWaiting {

    private static final int WAITS = 8;
    private static final Duration FIRST_WAIT = Duration.ofMillis(1);

    private final boolean repeatable;
    private final Deadline deadline;
    private Duration pause = FIRST_WAIT;
    private int left = WAITS;

    StLinkWaiting(boolean repeatable, Deadline deadline) {
        this.repeatable = repeatable;
        this.deadline = deadline;
    }

    /** Lets the pause pass, and the command be repeated; false when it was repeated enough. */
    boolean repeats() {
        if (!repeatable || left == 0 || deadline.passed()) {
            return false;
        }
        left--;
        deadline.time().pass(pause);
        pause = pause.multipliedBy(2);
        return true;
    }
}
