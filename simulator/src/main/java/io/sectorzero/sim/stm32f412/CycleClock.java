package io.sectorzero.sim.stm32f412;

/** When a cycle of the core is, and which cycle it is at a moment. The frequency may change between two cycles. */
final class CycleClock {

    private static final long SECOND = 1_000_000_000L;

    private long hz;
    private long sinceNanos;
    private long sinceCycle;

    CycleClock(long hz) {
        this.hz = hz;
    }

    long hz() {
        return hz;
    }

    /** From now on this cycle is at this moment. */
    void set(long cycle, long nanos) {
        sinceCycle = cycle;
        sinceNanos = nanos;
    }

    /** From this cycle on the core runs at another frequency. */
    void frequency(long cycle, long newHz) {
        set(cycle, nanosAt(cycle));
        hz = newHz;
    }

    long nanosAt(long cycle) {
        forward((cycle - sinceCycle) / hz);
        return sinceNanos + (cycle - sinceCycle) * SECOND / hz;
    }

    /** The first cycle that does not begin before this moment. */
    long cycleAt(long nanos) {
        forward((nanos - sinceNanos) / SECOND);
        return sinceCycle + ((nanos - sinceNanos) * hz + SECOND - 1) / SECOND;
    }

    // Whole seconds are whole cycles, so nothing is lost, and the products above stay small.
    private void forward(long seconds) {
        if (seconds > 0) {
            sinceNanos += seconds * SECOND;
            sinceCycle += seconds * hz;
        }
    }
}
