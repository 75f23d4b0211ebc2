package io.sectorzero.sim.cortexm;

/**
 * DWT_CTRL and DWT_CYCCNT: the cycle counter of the trace unit. DDI 0403 Rev E §C1.8.7 and §C1.8.8. The comparators of the
 * same unit belong to a debugger and are attached with it. The counter does not see DEMCR.TRCENA.
 */
final class CycleCounter implements PrivateDevice {

    static final int BASE = 0xE000_1000;
    static final int LENGTH = 0x8;

    private static final int CTRL = 0;
    private static final int CYCCNTENA = 1;
    /** Four comparators. DDI 0439 Rev D §8.1. */
    private static final int CTRL_FIXED = 0x4000_0000;

    private final Core core;
    private boolean counts;
    /** Added to the core's cycles while counting, the count itself while not. */
    private long offset;

    CycleCounter(Core core) {
        this.core = core;
    }

    private int count() {
        return (int) (counts ? core.cycles + offset : offset);
    }

    @Override public int read(int register) {
        return register == CTRL ? CTRL_FIXED | (counts ? CYCCNTENA : 0) : count();
    }

    @Override public void write(int register, int value, int lanes) {
        int now = register == CTRL ? count() : value;
        if (register == CTRL) {
            counts = (value & CYCCNTENA) != 0;
        }
        offset = counts ? now - core.cycles : now;
    }
}
