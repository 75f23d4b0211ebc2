package io.sectorzero.sim.cortexm;

/** The system control block. DDI 0403 Rev E §B3.2; what is particular to the Cortex-M4 is from DDI 0439 Rev D §4.1. */
final class SystemControl implements PrivateDevice {

    static final int BASE = 0xE000_E000;
    static final int LENGTH = 0x1000;

    private static final int ICTR = 0x004;
    private static final int ACTLR = 0x008;
    private static final int CPUID = 0xD00;
    private static final int ICSR = 0xD04;
    private static final int VTOR = 0xD08;
    private static final int AIRCR = 0xD0C;
    private static final int SCR = 0xD10;
    private static final int CCR = 0xD14;
    private static final int SHPR1 = 0xD18;
    private static final int SHPR3 = 0xD20;
    private static final int SHCSR = 0xD24;
    private static final int CFSR = 0xD28;
    private static final int HFSR = 0xD2C;
    private static final int MMFAR = 0xD34;
    private static final int BFAR = 0xD38;
    private static final int ID_FIRST = 0xD40;
    private static final int ID_LAST = 0xD70;
    static final int STIR = 0xF00;

    /** Cortex-M4 r0p1. */
    private static final int CORTEX_M4_R0P1 = 0x410F_C241;

    /** ID_PFR0 to ID_ISAR4. DDI 0439 Rev D Table 4-1. */
    private static final int[] IDENTITY = {
        0x0000_0030, 0x0000_0200, 0x0010_0000, 0, 0x0010_0030, 0, 0x0100_0000, 0,
        0x0114_1110, 0x0211_2000, 0x2123_2231, 0x0111_1131, 0x0131_0132};

    private static final int ICSR_NMIPENDSET = 1 << 31;
    private static final int ICSR_PENDSVSET = 1 << 28;
    private static final int ICSR_PENDSVCLR = 1 << 27;
    private static final int ICSR_PENDSTSET = 1 << 26;
    private static final int ICSR_PENDSTCLR = 1 << 25;
    private static final int ICSR_ISRPENDING = 1 << 22;
    private static final int ICSR_RETTOBASE = 1 << 11;

    private static final int VTOR_BITS = 0xFFFF_FF80;

    private static final int AIRCR_KEY = 0x05FA;
    private static final int AIRCR_KEY_READ = 0xFA05_0000;
    private static final int AIRCR_VECTRESET = 1;
    private static final int AIRCR_VECTCLRACTIVE = 1 << 1;
    private static final int AIRCR_SYSRESETREQ = 1 << 2;

    private static final int SCR_SLEEPONEXIT = 1 << 1;
    private static final int SCR_SLEEPDEEP = 1 << 2;
    private static final int SCR_SEVONPEND = 1 << 4;
    private static final int SCR_BITS = SCR_SLEEPONEXIT | SCR_SLEEPDEEP | SCR_SEVONPEND;

    private static final int CCR_NONBASETHRDENA = 1;
    private static final int CCR_USERSETMPEND = 1 << 1;
    private static final int CCR_UNALIGN_TRP = 1 << 3;
    private static final int CCR_DIV_0_TRP = 1 << 4;
    private static final int CCR_BFHFNMIGN = 1 << 8;
    private static final int CCR_STKALIGN = 1 << 9;
    private static final int CCR_BITS = CCR_NONBASETHRDENA | CCR_USERSETMPEND | CCR_UNALIGN_TRP | CCR_DIV_0_TRP
            | CCR_BFHFNMIGN | CCR_STKALIGN;

    private static final int ACTLR_DISDEFWBUF = 1 << 1;
    private static final int ACTLR_BITS = 0x307;

    /** Bits of SHCSR, each with the exception it tells of. §B3.2.13. */
    private static final int[][] ACTIVE_BITS = {{0, Exceptions.MEM_MANAGE}, {1, Exceptions.BUS_FAULT},
        {3, Exceptions.USAGE_FAULT}, {7, Exceptions.SV_CALL}, {8, Exceptions.DEBUG_MONITOR}, {10, Exceptions.PEND_SV},
        {11, Exceptions.SYS_TICK}};
    private static final int[][] PENDED_BITS = {{12, Exceptions.USAGE_FAULT}, {13, Exceptions.MEM_MANAGE},
        {14, Exceptions.BUS_FAULT}, {15, Exceptions.SV_CALL}};
    private static final int[][] ENABLE_BITS = {{16, Exceptions.MEM_MANAGE}, {17, Exceptions.BUS_FAULT},
        {18, Exceptions.USAGE_FAULT}};

    private final Core core;
    private final Exceptions exceptions;
    private final Faults faults;
    private int vtor;
    private int scr;
    private int ccr;
    private int actlr;

    SystemControl(Core core, Exceptions exceptions, Faults faults) {
        this.core = core;
        this.exceptions = exceptions;
        this.faults = faults;
        reset();
    }

    void reset() {
        vtor = 0;
        scr = 0;
        ccr = CCR_STKALIGN;
        actlr = 0;
    }

    // --- what others look at ----------------------------------------------------------------------------------------

    int vectorTable() {
        return vtor;
    }

    boolean alignsStack() {
        return (ccr & CCR_STKALIGN) != 0;
    }

    boolean allowsThreadUnderneath() {
        return (ccr & CCR_NONBASETHRDENA) != 0;
    }

    boolean trapsUnaligned() {
        return (ccr & CCR_UNALIGN_TRP) != 0;
    }

    boolean trapsDivisionByZero() {
        return (ccr & CCR_DIV_0_TRP) != 0;
    }

    boolean letsUsersPend() {
        return (ccr & CCR_USERSETMPEND) != 0;
    }

    /** At the priority of a HardFault and above, refused data accesses are passed over. */
    boolean passesOverBusFaults() {
        return (ccr & CCR_BFHFNMIGN) != 0 && exceptions.executionPriority() < 0;
    }

    boolean sleepsOnExit() {
        return (scr & SCR_SLEEPONEXIT) != 0;
    }

    boolean sleepsDeeply() {
        return (scr & SCR_SLEEPDEEP) != 0;
    }

    boolean pendingIsAnEvent() {
        return (scr & SCR_SEVONPEND) != 0;
    }

    /** Whether a store leaves the core before the bus has granted it. */
    boolean buffersStores() {
        return (actlr & ACTLR_DISDEFWBUF) == 0;
    }

    // --- registers --------------------------------------------------------------------------------------------------

    @Override public int read(int offset) {
        if (offset >= SHPR1 && offset <= SHPR3) {
            return priorities(offset);
        }
        if (offset >= ID_FIRST && offset <= ID_LAST) {
            return IDENTITY[(offset - ID_FIRST) / 4];
        }
        return switch (offset) {
            case ICTR -> (exceptions.count() - Exceptions.FIRST_LINE - 1) / 32;
            case ACTLR -> actlr;
            case CPUID -> CORTEX_M4_R0P1;
            case ICSR -> icsr();
            case VTOR -> vtor;
            case AIRCR -> AIRCR_KEY_READ | exceptions.priorityGrouping() << 8;
            case SCR -> scr;
            case CCR -> ccr;
            case SHCSR -> shcsr();
            case CFSR -> faults.cfsr;
            case HFSR -> faults.hfsr;
            case MMFAR -> faults.mmfar;
            case BFAR -> faults.bfar;
            default -> 0;
        };
    }

    @Override public void write(int offset, int value, int lanes) {
        if (offset >= SHPR1 && offset <= SHPR3) {
            writePriorities(offset, value, lanes);
            return;
        }
        switch (offset) {
            case ACTLR -> actlr = value & ACTLR_BITS;
            case ICSR -> writeIcsr(value & lanes);
            case VTOR -> vtor = (vtor & ~lanes | value & lanes) & VTOR_BITS;
            case AIRCR -> writeAircr(value);
            case SCR -> scr = (scr & ~lanes | value & lanes) & SCR_BITS;
            case CCR -> ccr = (ccr & ~lanes | value & lanes) & CCR_BITS;
            case SHCSR -> writeShcsr(shcsr() & ~lanes | value & lanes);
            case CFSR -> faults.cfsr &= ~(value & lanes);
            case HFSR -> faults.hfsr &= ~(value & lanes);
            case MMFAR -> faults.mmfar = faults.mmfar & ~lanes | value & lanes;
            case BFAR -> faults.bfar = faults.bfar & ~lanes | value & lanes;
            case STIR -> {
                if (Exceptions.FIRST_LINE + (value & 0x1FF) < exceptions.count()) {
                    exceptions.pend(Exceptions.FIRST_LINE + (value & 0x1FF));
                }
            }
            default -> { }
        }
    }

    private int priorities(int offset) {
        int first = offset - SHPR1 + Exceptions.MEM_MANAGE;
        int bits = 0;
        for (int k = 0; k < 4; k++) {
            bits |= exceptions.priority(first + k) << 8 * k;
        }
        return bits;
    }

    private void writePriorities(int offset, int value, int lanes) {
        int first = offset - SHPR1 + Exceptions.MEM_MANAGE;
        for (int k = 0; k < 4; k++) {
            if ((lanes >>> 8 * k & 1) != 0 && isConfigurable(first + k)) {
                exceptions.priority(first + k, value >>> 8 * k & 0xFF);
            }
        }
    }

    private static boolean isConfigurable(int number) {
        return number <= Exceptions.USAGE_FAULT || number == Exceptions.SV_CALL || number == Exceptions.DEBUG_MONITOR
                || number >= Exceptions.PEND_SV;
    }

    private int icsr() {
        int first = exceptions.mostUrgentPending();
        boolean alone = exceptions.activeCount() - (exceptions.isActive(core.exceptionNumber) ? 1 : 0) == 0;
        return (exceptions.isPending(Exceptions.NMI) ? ICSR_NMIPENDSET : 0)
                | (exceptions.isPending(Exceptions.PEND_SV) ? ICSR_PENDSVSET : 0)
                | (exceptions.isPending(Exceptions.SYS_TICK) ? ICSR_PENDSTSET : 0)
                | (exceptions.isLinePending() ? ICSR_ISRPENDING : 0)
                | first << 12 | (alone ? ICSR_RETTOBASE : 0) | core.exceptionNumber;
    }

    private void writeIcsr(int bits) {
        if ((bits & ICSR_NMIPENDSET) != 0) {
            exceptions.pend(Exceptions.NMI);
        }
        if ((bits & ICSR_PENDSVSET) != 0) {
            exceptions.pend(Exceptions.PEND_SV);
        } else if ((bits & ICSR_PENDSVCLR) != 0) {
            exceptions.unpend(Exceptions.PEND_SV);
        }
        if ((bits & ICSR_PENDSTSET) != 0) {
            exceptions.pend(Exceptions.SYS_TICK);
        } else if ((bits & ICSR_PENDSTCLR) != 0) {
            exceptions.unpend(Exceptions.SYS_TICK);
        }
    }

    /** Nothing happens without the key in the upper half. */
    private void writeAircr(int value) {
        if (value >>> 16 != AIRCR_KEY) {
            return;
        }
        exceptions.priorityGrouping(value >>> 8 & 7);
        if ((value & AIRCR_SYSRESETREQ) != 0) {
            core.requestReset();
        } else if ((value & AIRCR_VECTRESET) != 0) {
            core.reset();
        } else if ((value & AIRCR_VECTCLRACTIVE) != 0) {
            core.clearActive();
        }
    }

    private int shcsr() {
        int bits = 0;
        for (int[] bit : ACTIVE_BITS) {
            bits |= exceptions.isActive(bit[1]) ? 1 << bit[0] : 0;
        }
        for (int[] bit : PENDED_BITS) {
            bits |= exceptions.isPending(bit[1]) ? 1 << bit[0] : 0;
        }
        for (int[] bit : ENABLE_BITS) {
            bits |= exceptions.isEnabled(bit[1]) ? 1 << bit[0] : 0;
        }
        return bits;
    }

    private void writeShcsr(int bits) {
        for (int[] bit : ACTIVE_BITS) {
            exceptions.activate(bit[1], (bits >>> bit[0] & 1) != 0);
        }
        for (int[] bit : ENABLE_BITS) {
            exceptions.enable(bit[1], (bits >>> bit[0] & 1) != 0);
        }
        for (int[] bit : PENDED_BITS) {
            if ((bits >>> bit[0] & 1) != 0) {
                exceptions.pend(bit[1]);
            } else {
                exceptions.unpend(bit[1]);
            }
        }
    }
}
