package io.sectorzero.sim.serve;

/** Waiting for threads to end, whatever else is asked of the one who waits. */
final class Threads {

    private Threads() {
    }

    /** Waits until it has ended. An interrupt is kept for later: a half-closed door is worse than a late answer. */
    static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive() && thread != Thread.currentThread()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
