package io.sectorzero.sim.cortexm;

/** CPACR: who may use the floating-point unit, which is coprocessors 10 and 11. Nobody, after a reset. DDI 0403 Rev E §B3.2.20. */
final class CoprocessorAccess implements PrivateDevice {

    static final int BASE = 0xE000_ED88;
    static final int LENGTH = 4;

    private static final int CP10_SHIFT = 20;
    private static final int CP10_CP11 = 0xF << CP10_SHIFT;
    private static final int PRIVILEGED_ONLY = 1;
    private static final int FULL = 3;

    private int bits;

    void reset() {
        bits = 0;
    }

    /** The two fields must be alike; CP10 is the one that is looked at. */
    boolean isGranted(boolean privileged) {
        int field = bits >>> CP10_SHIFT & 3;
        return field == FULL || field == PRIVILEGED_ONLY && privileged;
    }

    @Override public int read(int offset) {
        return bits;
    }

    @Override public void write(int offset, int value, int lanes) {
        bits = (bits & ~lanes | value & lanes) & CP10_CP11;
    }
}
