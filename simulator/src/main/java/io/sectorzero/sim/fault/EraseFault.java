package io.sectorzero.sim.fault;

/** A fault of an erase: it does not start, takes longer than it may, or leaves something behind. */
public sealed interface EraseFault extends Fault permits SlowSector, WornSector, DroppedStart {
}
