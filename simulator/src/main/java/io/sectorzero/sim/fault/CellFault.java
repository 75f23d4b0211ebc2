package io.sectorzero.sim.fault;

/** A fault that lies over some cells of the flash and shows when they are read. */
public sealed interface CellFault extends Fault permits StuckBit, WeakBit {
}
