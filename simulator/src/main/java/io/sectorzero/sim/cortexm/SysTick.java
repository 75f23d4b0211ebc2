package io.sectorzero.sim.cortexm;

/**
 * The system timer. DDI 0403 Rev E §B3.3. It keeps no count: the value follows from the core's cycles and from when it
 * was last known, so a running timer costs nothing.
 */
final class SysTick implements PrivateDevice {

    static final int BASE = 0xE000_E010;
    static final int LENGTH = 0x10;

    private static final int CSR = 0x0;
    private static final int RVR = 0x4;
    private static final int CVR = 0x8;

    private static final int ENABLE = 1;
    private static final int TICKINT = 1 << 1;
    private static final int CLKSOURCE = 1 << 2;
    private static final int COUNTFLAG = 1 << 16;
    private static final int MOST = 0xFF_FFFF;

    private static final long NEVER = Long.MAX_VALUE;

    private final Core core;
    private final int referencePeriod;
    private int csr;
    private int reload;
    /** The counter at {@link #since}. */
    private int value;
    private long since;

    SysTick(Core core, int referencePeriod) {
        this.core = core;
        this.referencePeriod = referencePeriod;
    }

    void reset() {
        csr = 0;
        reload = 0;
        value = 0;
        since = core.cycles;
    }

    /** When the counter next reaches 0, in core cycles. */
    long expiresAt() {
        if ((csr & ENABLE) == 0 || reload == 0 && value == 0) {
            return NEVER;
        }
        // From 0 the counter first takes up the reload value, then counts down to 0.
        long ticks = value == 0 ? reload + 1L : value;
        return since + ticks * period();
    }

    /** Brings the counter up to now; counts to 0 are told to whoever waits for them. */
    void catchUp() {
        if ((csr & ENABLE) == 0) {
            since = core.cycles;
            return;
        }
        long ticks = (core.cycles - since) / period();
        since += ticks * period();
        boolean expired = value == 0 ? reload != 0 && ticks > reload : ticks >= value;
        long after = value - ticks;
        if (after < 0) {
            after = reload == 0 ? 0 : reload - (-after - 1) % (reload + 1L);
        }
        value = (int) after;
        if (expired) {
            csr |= COUNTFLAG;
            if ((csr & TICKINT) != 0) {
                core.exceptions().pend(Exceptions.SYS_TICK);
            }
        }
    }

    private int period() {
        return (csr & CLKSOURCE) != 0 ? 1 : referencePeriod;
    }

    @Override public int read(int offset) {
        catchUp();
        return switch (offset) {
            case CSR -> {
                int shown = csr;
                csr &= ~COUNTFLAG;
                yield shown;
            }
            case RVR -> reload;
            case CVR -> value;
            // CALIB at 0xC: the part gives no calibration value, so NOREF, SKEW and TENMS read as zero.
            default -> 0;
        };
    }

    @Override public void write(int offset, int bits, int lanes) {
        catchUp();
        switch (offset) {
            case CSR -> {
                int writable = (ENABLE | TICKINT | CLKSOURCE) & lanes;
                csr = csr & ~writable | bits & writable;
                since = core.cycles;
            }
            case RVR -> reload = (reload & ~lanes | bits & lanes) & MOST;
            case CVR -> {
                value = 0;
                csr &= ~COUNTFLAG;
                since = core.cycles;
            }
            default -> { }
        }
        core.attend();
    }
}
