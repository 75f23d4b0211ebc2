package io.sectorzero.sim.debugport;

import io.sectorzero.sim.cortexm.PrivateDevice;

/**
 * The flash patch and breakpoint unit, version 1: six comparators for instructions, two for literals. DDI 0403 Rev E §C1.11;
 * numbers from DDI 0439 Rev D §10. Breakpoints are modelled; replacing code or literals by words in SRAM is not, and a
 * comparator set to do so is noted.
 */
final class Breakpoints implements PrivateDevice {

    static final int BASE = 0xE000_2000;
    static final int LENGTH = 0x1000;

    private static final int CTRL = 0x0;
    private static final int REMAP = 0x4;
    private static final int COMP_FIRST = 0x8;

    private static final int INSTRUCTION_COMPARATORS = 6;
    private static final int LITERAL_COMPARATORS = 2;
    private static final int COMPARATORS = INSTRUCTION_COMPARATORS + LITERAL_COMPARATORS;
    private static final int CTRL_FIXED = LITERAL_COMPARATORS << 8 | INSTRUCTION_COMPARATORS << 4;
    private static final int ENABLE = 1;
    private static final int KEY = 1 << 1;
    /** Code can be replaced by words in SRAM. */
    private static final int RMPSPT = 1 << 29;
    private static final int REMAP_BITS = 0x1FFF_FFE0;
    private static final int COMP_BITS = 0xDFFF_FFFD;
    private static final int ADDRESS = 0x1FFF_FFFC;
    /** Comparators look at the code region only. */
    private static final int CODE_REGION_END = 0x2000_0000;

    private final Runnable changed;
    private final Runnable remapWanted;
    private final int[] comparators = new int[COMPARATORS];
    private boolean enabled;
    private int remap;

    /**
     * @param changed     breakpoints are no longer where they were
     * @param remapWanted somebody asked for what is not modelled
     */
    Breakpoints(Runnable changed, Runnable remapWanted) {
        this.changed = changed;
        this.remapWanted = remapWanted;
    }

    void powerOn() {
        enabled = false;
        remap = 0;
        java.util.Arrays.fill(comparators, 0);
        changed.run();
    }

    boolean breaksAt(int address) {
        if (!enabled || Integer.compareUnsigned(address, CODE_REGION_END) >= 0) {
            return false;
        }
        for (int k = 0; k < INSTRUCTION_COMPARATORS; k++) {
            int comparator = comparators[k];
            int half = (address & 2) == 0 ? 1 : 2;
            if ((comparator & ENABLE) != 0 && (comparator & ADDRESS) == (address & ~3) && (comparator >>> 30 & half) != 0) {
                return true;
            }
        }
        return false;
    }

    @Override public int read(int offset) {
        return switch (offset) {
            case CTRL -> CTRL_FIXED | (enabled ? ENABLE : 0);
            case REMAP -> RMPSPT | remap;
            default -> {
                int k = (offset - COMP_FIRST) / 4;
                yield k < COMPARATORS ? comparators[k]
                        : offset >= Identification.FIRST ? Identification.BREAKPOINTS.at(offset) : 0;
            }
        };
    }

    @Override public void write(int offset, int value, int lanes) {
        switch (offset) {
            case CTRL -> {
                if ((value & KEY) != 0) {
                    enabled = (value & ENABLE) != 0;
                    changed.run();
                }
            }
            case REMAP -> remap = value & REMAP_BITS;
            default -> {
                int k = (offset - COMP_FIRST) / 4;
                if (k < COMPARATORS) {
                    comparators[k] = value & COMP_BITS;
                    boolean replaces = (value & ENABLE) != 0 && (k >= INSTRUCTION_COMPARATORS || value >>> 30 == 0);
                    if (replaces) {
                        remapWanted.run();
                    }
                    changed.run();
                }
            }
        }
    }
}
