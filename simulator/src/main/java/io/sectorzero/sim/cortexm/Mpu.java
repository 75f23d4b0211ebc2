package io.sectorzero.sim.cortexm;

/** The memory protection unit, eight regions. DDI 0403 Rev E §B3.5. */
final class Mpu implements PrivateDevice {

    static final int BASE = 0xE000_ED90;
    static final int LENGTH = 0x2C;

    private static final int TYPE = 0x00;
    private static final int CTRL = 0x04;
    private static final int RNR = 0x08;
    private static final int RBAR = 0x0C;
    private static final int RASR = 0x10;
    private static final int LAST_ALIAS = 0x28;

    private static final int REGIONS = 8;
    private static final int CTRL_ENABLE = 1;
    private static final int CTRL_HFNMIENA = 2;
    private static final int CTRL_PRIVDEFENA = 4;
    private static final int RBAR_VALID = 1 << 4;
    private static final int RASR_ENABLE = 1;
    private static final int RASR_BITS = 0x173F_FF3F;
    private static final int RASR_XN = 1 << 28;
    /** Regions of 256 bytes and more have eight subregions that can be left out. */
    private static final int LEAST_SIZE_WITH_SUBREGIONS = 8;

    /** By AP[2:0]: may read and may write, with privilege and without. §B3.5.9 Table B3-15. */
    private static final boolean[][] PRIVILEGED = {{false, false}, {true, true}, {true, true}, {true, true},
        {false, false}, {true, false}, {true, false}, {true, false}};
    private static final boolean[][] UNPRIVILEGED = {{false, false}, {false, false}, {true, false}, {true, true},
        {false, false}, {false, false}, {true, false}, {true, false}};

    private final Core core;
    private final int[] base = new int[REGIONS];
    private final int[] attributes = new int[REGIONS];
    private int ctrl;
    private int selected;
    /** It applies, as far as the core has looked: every access is then looked at. */
    private boolean heeded;

    Mpu(Core core) {
        this.core = core;
    }

    void reset() {
        ctrl = 0;
        selected = 0;
        java.util.Arrays.fill(base, 0);
        java.util.Arrays.fill(attributes, 0);
    }

    /** On, and not passed over because a handler of faults or NMI runs with the default map. */
    boolean applies() {
        boolean everywhere = (ctrl & CTRL_HFNMIENA) != 0;
        return (ctrl & CTRL_ENABLE) != 0 && (everywhere || core.exceptions().executionPriority() >= 0);
    }

    /** Whether it applies depends on the priority too, which changes only where the core is asked to attend: there it looks. */
    void heed() {
        if (heeded != applies()) {
            heeded = !heeded;
            core.protectionChanged();
        }
    }

    boolean isHeeded() {
        return heeded;
    }

    boolean allowsData(int address, boolean writing, boolean privileged) {
        if (!applies()) {
            return true;
        }
        int region = regionOf(address);
        if (region < 0) {
            return privileged && (ctrl & CTRL_PRIVDEFENA) != 0;
        }
        boolean[][] rights = privileged ? PRIVILEGED : UNPRIVILEGED;
        return rights[attributes[region] >>> 24 & 7][writing ? 1 : 0];
    }

    /** Fetching needs the right to read, and XN clear, here and in the default map, which the caller looks at. */
    boolean allowsFetch(int address, boolean privileged) {
        int region = applies() ? regionOf(address) : -1;
        return allowsData(address, false, privileged) && (region < 0 || (attributes[region] & RASR_XN) == 0);
    }

    private int regionOf(int address) {
        for (int k = REGIONS - 1; k >= 0; k--) {
            if ((attributes[k] & RASR_ENABLE) != 0 && matches(k, address)) {
                return k;
            }
        }
        return -1;
    }

    private boolean matches(int region, int address) {
        int bits = (attributes[region] >>> 1 & 0x1F) + 1;
        if (bits < 5) {
            return false;
        }
        if (bits < Integer.SIZE && address >>> bits != base[region] >>> bits) {
            return false;
        }
        int subregion = address >>> bits - 3 & 7;
        return bits < LEAST_SIZE_WITH_SUBREGIONS || (attributes[region] >>> 8 + subregion & 1) == 0;
    }

    @Override public int read(int offset) {
        return switch (offset) {
            case TYPE -> REGIONS << 8;
            case CTRL -> ctrl;
            case RNR -> selected;
            default -> offset > LAST_ALIAS ? 0 : isBase(offset) ? base[selected] | selected : attributes[selected];
        };
    }

    @Override public void write(int offset, int value, int lanes) {
        switch (offset) {
            case TYPE -> { }
            case CTRL -> ctrl = value & (CTRL_ENABLE | CTRL_HFNMIENA | CTRL_PRIVDEFENA);
            case RNR -> selected = value & REGIONS - 1;
            default -> writeRegion(offset, value, lanes);
        }
        core.protectionChanged();
    }

    private void writeRegion(int offset, int value, int lanes) {
        if (offset > LAST_ALIAS) {
            return;
        }
        if (isBase(offset)) {
            if ((value & RBAR_VALID) != 0) {
                selected = value & REGIONS - 1;
            }
            base[selected] = value & ~0x1F;
        } else {
            attributes[selected] = (attributes[selected] & ~lanes | value & lanes) & RASR_BITS;
        }
    }

    /** RBAR and RASR follow each other, then three times again. */
    private static boolean isBase(int offset) {
        return (offset - RBAR) % (RASR - RBAR + 4) == 0;
    }
}
