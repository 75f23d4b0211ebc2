package io.sectorzero.sim.fault;

import io.sectorzero.memory.Address;

/** A cell that reads the same whatever was written: a worn-out or damaged bit. */
public record StuckBit(Address address, int bit, boolean value) implements CellFault {

    public StuckBit {
        Limits.bitOfByte(bit);
    }

    @Override public String cause() {
        return "C14";
    }

    @Override public String headline() {
        return "bit %d of %s is stuck at %d".formatted(bit, address, value ? 1 : 0);
    }
}
