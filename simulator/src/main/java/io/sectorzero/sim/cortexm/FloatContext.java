package io.sectorzero.sim.cortexm;

/**
 * FPCCR, FPCAR, FPDSCR and what tells of the unit's features: whether exceptions stack the floating-point registers, when,
 * and where. DDI 0403 Rev E §B3.2.21 to §B3.2.25; values of the Cortex-M4 from DDI 0439 Rev D §7.2.
 */
final class FloatContext implements PrivateDevice {

    static final int BASE = 0xE000_EF34;
    static final int LENGTH = 0x14;

    private static final int FPCCR = 0x00;
    private static final int FPCAR = 0x04;
    private static final int FPDSCR = 0x08;
    private static final int MVFR0 = 0x0C;
    private static final int MVFR1 = 0x10;

    private static final int ASPEN = 1 << 31;
    private static final int LSPEN = 1 << 30;
    private static final int MONRDY = 1 << 8;
    private static final int BFRDY = 1 << 6;
    private static final int MMRDY = 1 << 5;
    private static final int HFRDY = 1 << 4;
    private static final int THREAD = 1 << 3;
    private static final int USER = 1 << 1;
    private static final int LSPACT = 1;
    private static final int OF_THE_FRAME = BFRDY | MMRDY | HFRDY | THREAD | USER | LSPACT;
    private static final int FPCCR_BITS = ASPEN | LSPEN | MONRDY | OF_THE_FRAME;
    private static final int FPCAR_BITS = ~7;

    private static final int SINGLE_PRECISION_ALL_ROUNDING_SQRT_DIVIDE = 0x1011_0021;
    private static final int FUSED_HALF_PRECISION_NAN_FLUSH = 0x1100_0011;

    private int fpccr = ASPEN | LSPEN;
    private int fpcar;
    private int fpdscr;

    void reset() {
        fpccr = ASPEN | LSPEN;
        fpdscr = 0;
    }

    /** Whether using the unit makes it part of the context. */
    boolean isAutomatic() {
        return fpccr < 0;
    }

    boolean isLazy() {
        return (fpccr & LSPEN) != 0;
    }

    /** Whether there is a frame into which the registers have still to be stored. */
    boolean isPending() {
        return (fpccr & LSPACT) != 0;
    }

    void done() {
        fpccr &= ~LSPACT;
    }

    int address() {
        return fpcar;
    }

    boolean wasPrivileged() {
        return (fpccr & USER) == 0;
    }

    int defaultModes() {
        return fpdscr;
    }

    /** §B1.5.7 UpdateFPCCR(): where the registers belong, and which faults could be taken if they were stored now. */
    void leaveForLater(int address, Core core, Exceptions exceptions) {
        fpcar = address & FPCAR_BITS;
        fpccr = fpccr & ~OF_THE_FRAME | LSPACT
                | (core.isPrivileged() ? 0 : USER)
                | (core.isHandler() ? 0 : THREAD)
                | (exceptions.preempts(Exceptions.HARD_FAULT) ? HFRDY : 0)
                | (isReady(exceptions, Exceptions.BUS_FAULT) ? BFRDY : 0)
                | (isReady(exceptions, Exceptions.MEM_MANAGE) ? MMRDY : 0);
    }

    private static boolean isReady(Exceptions exceptions, int fault) {
        return exceptions.isEnabled(fault) && exceptions.preempts(fault);
    }

    boolean mayTake(int exception) {
        int ready = switch (exception) {
            case Exceptions.BUS_FAULT -> BFRDY;
            case Exceptions.MEM_MANAGE -> MMRDY;
            default -> HFRDY;
        };
        return (fpccr & ready) != 0;
    }

    @Override public int read(int offset) {
        return switch (offset) {
            case FPCCR -> fpccr;
            case FPCAR -> fpcar;
            case FPDSCR -> fpdscr;
            case MVFR0 -> SINGLE_PRECISION_ALL_ROUNDING_SQRT_DIVIDE;
            case MVFR1 -> FUSED_HALF_PRECISION_NAN_FLUSH;
            default -> 0;
        };
    }

    @Override public void write(int offset, int value, int lanes) {
        switch (offset) {
            case FPCCR -> fpccr = (fpccr & ~lanes | value & lanes) & FPCCR_BITS;
            case FPCAR -> fpcar = (fpcar & ~lanes | value & lanes) & FPCAR_BITS;
            case FPDSCR -> fpdscr = (fpdscr & ~lanes | value & lanes) & FloatStatus.MODES;
            default -> { }
        }
    }
}
