package io.sectorzero.sim.cortexm;

/** How decoded instructions are set going one after the other. The core's state is the same whoever does it. */
interface Dispatch {

    /** Executes at least one instruction, and goes on until the core's cycles reach {@link Core#stopAt}. */
    void run(Core core);
}
