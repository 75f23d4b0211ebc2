package io.sectorzero.sim.cortexm;

/** Why the core stopped running. */
public enum Stop {
    /** The cycles it was given are used up. */
    BUDGET,
    /** It sleeps and the rest of its cycles passed so; an interrupt or an event wakes it. */
    ASLEEP,
    /** The bus cannot serve an access yet; the instruction will be tried again. */
    STALLED,
    /** A debugger holds it. */
    HALTED,
    /** It faulted where no fault can be taken and waits for a reset, an NMI or a debugger. */
    LOCKED_UP,
    /** Software asked for a reset of the system; the part has been told. */
    RESET_REQUESTED
}
