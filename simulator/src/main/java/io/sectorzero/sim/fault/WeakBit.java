package io.sectorzero.sim.fault;

import io.sectorzero.memory.Address;

/** A cell that was left between the levels: it reads 0 or 1 as chance has it, until its sector is erased again. */
public record WeakBit(Address address, int bit) implements CellFault {

    public WeakBit {
        Limits.bitOfByte(bit);
    }

    @Override public String cause() {
        return "C15";
    }

    @Override public String headline() {
        return "bit %d of %s reads differently from time to time".formatted(bit, address);
    }
}
