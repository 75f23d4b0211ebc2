package io.sectorzero.flash;

/** Hears how far the work has come. Called between steps, on the thread that works. */
@FunctionalInterface
public interface ProgressListener {

    /** @param total of the phase, in the same unit as {@code done}: bytes of memory; 0 where there is nothing to count */
    void progress(Phase phase, long done, long total);
}
