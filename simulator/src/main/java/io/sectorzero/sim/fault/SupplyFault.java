package io.sectorzero.sim.fault;

/** A fault of the supply or of the reset line, due when so many things have happened on the board. */
public sealed interface SupplyFault extends Fault permits PowerCut, ResetPulse, Sag {

    /** How many things happen before it; counting every event of the board's world from its start. */
    long afterEvents();
}
