package io.sectorzero.sim.debugport;

import io.sectorzero.sim.cortexm.PrivateDevice;

/** DFSR: which debug events there were, until somebody writes a one over them. DDI 0403 Rev E §C1.6.1. */
final class DebugFaults implements PrivateDevice {

    static final int ADDRESS = 0xE000_ED30;
    static final int LENGTH = 4;

    static final int HALTED = 1;
    static final int BKPT = 1 << 1;
    static final int DWTTRAP = 1 << 2;
    static final int VCATCH = 1 << 3;

    private int bits;

    void raise(int cause) {
        bits |= cause;
    }

    void powerOn() {
        bits = 0;
    }

    @Override public int read(int offset) {
        return bits;
    }

    @Override public void write(int offset, int value, int lanes) {
        bits &= ~(value & lanes);
    }
}
