package io.sectorzero.sim.cortexm;

/** Why the core stopped running. */
public enum Stop {
    /** The cycles it was given are used up. */
    BUDGET,
    /** The bus cannot serve an access yet; the instruction will be tried again. */
    STALLED,
    /** It faulted where no fault can be taken and waits for a reset or a debugger. */
    LOCKED_UP
}
