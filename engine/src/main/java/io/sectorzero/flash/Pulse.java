package io.sectorzero.flash;

import io.sectorzero.failure.Cancelled;
import io.sectorzero.failure.Diagnosis;

/** Says how far the work has come, and hears whether somebody wants it to stop. */
final class Pulse {

    private final ProgressListener listener;
    private final StopSignal stop;
    private Phase phase = Phase.CONTACT;
    private long done;
    private long total;

    Pulse(ProgressListener listener, StopSignal stop) {
        this.listener = listener;
        this.stop = stop;
    }

    void enter(Phase next, long bytes) {
        phase = next;
        done = 0;
        total = bytes;
        listener.progress(phase, done, total);
    }

    void advance(long bytes) {
        done = Math.min(total, done + bytes);
        listener.progress(phase, done, total);
    }

    /** @throws Cancelled when somebody wants to stop; what the board is left like is added further up */
    void check() {
        if (stop.requested()) {
            throw new Cancelled(Diagnosis.of("Stopped on request while in the phase %s", phase)
                    .because("%d of %d bytes of this phase were done; no command was cut short", done, total));
        }
    }
}
