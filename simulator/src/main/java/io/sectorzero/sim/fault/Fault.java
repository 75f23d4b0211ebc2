package io.sectorzero.sim.fault;

/** Something that happens to a board. Lift it and the truth below is back. */
public sealed interface Fault permits CellFault, EraseFault, SupplyFault, LineFault, CableUnplugged {

    /** Id of the cause this reproduces, for example {@code C14}. */
    String cause();

    /** One sentence for the trace. */
    String headline();
}
