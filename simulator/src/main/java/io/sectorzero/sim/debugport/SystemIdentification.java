package io.sectorzero.sim.debugport;

import io.sectorzero.sim.cortexm.PrivateDevice;

/** The identification of the system control space, at its end. */
final class SystemIdentification implements PrivateDevice {

    static final int BASE = 0xE000_EFCC;
    static final int LENGTH = 0x34;

    @Override public int read(int offset) {
        return Identification.SYSTEM_CONTROL.at(Identification.FIRST + offset);
    }

    @Override public void write(int offset, int value, int lanes) {
    }
}
