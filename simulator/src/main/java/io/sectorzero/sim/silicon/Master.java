package io.sectorzero.sim.silicon;

/** Who asks. What an access may do depends on it: caches, read protection and code protection look at the master. */
public enum Master {
    /** The core fetching instructions (I-bus). */
    FETCH,
    /** The core reading and writing data (D-bus and system bus). */
    CORE,
    /** The loader in system memory, at work on the core's data bus. */
    LOADER,
    DMA,
    /** The debug access port. */
    DEBUGGER;

    /** Whether it is the core itself that asks. */
    public boolean isCore() {
        return this == FETCH || this == CORE;
    }
}
