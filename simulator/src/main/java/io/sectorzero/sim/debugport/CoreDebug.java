package io.sectorzero.sim.debugport;

import io.sectorzero.sim.cortexm.CoreControl;
import io.sectorzero.sim.cortexm.PrivateDevice;

/**
 * DHCSR, DCRSR, DCRDR and DEMCR: a debugger's hands on the core. DDI 0403 Rev E §C1.6. What a debugger may that software
 * may not depends on who acts, which the access port tells.
 */
final class CoreDebug implements PrivateDevice {

    static final int BASE = 0xE000_EDF0;
    static final int LENGTH = 0x10;

    private static final int DHCSR = 0x0;
    private static final int DCRSR = 0x4;
    private static final int DCRDR = 0x8;

    private static final int KEY = 0xA05F;
    private static final int C_DEBUGEN = 1;
    private static final int C_HALT = 1 << 1;
    private static final int C_STEP = 1 << 2;
    private static final int C_MASKINTS = 1 << 3;
    private static final int C_SNAPSTALL = 1 << 5;
    private static final int S_REGRDY = 1 << 16;
    private static final int S_HALT = 1 << 17;
    private static final int S_SLEEP = 1 << 18;
    private static final int S_LOCKUP = 1 << 19;
    private static final int S_RETIRE_ST = 1 << 24;
    private static final int S_RESET_ST = 1 << 25;

    private static final int REGISTER = 0x7F;
    private static final int REGISTER_WRITE = 1 << 16;

    static final int VC_CORERESET = 1;
    static final int VC_MMERR = 1 << 4;
    static final int VC_NOCPERR = 1 << 5;
    static final int VC_CHKERR = 1 << 6;
    static final int VC_STATERR = 1 << 7;
    static final int VC_BUSERR = 1 << 8;
    static final int VC_INTERR = 1 << 9;
    static final int VC_HARDERR = 1 << 10;
    static final int MON_EN = 1 << 16;
    static final int MON_PEND = 1 << 17;
    static final int MON_STEP = 1 << 18;
    static final int MON_REQ = 1 << 19;
    static final int TRCENA = 1 << 24;

    private static final int VECTOR_CATCH = VC_CORERESET | VC_MMERR | VC_NOCPERR | VC_CHKERR | VC_STATERR | VC_BUSERR
            | VC_INTERR | VC_HARDERR;
    private static final int MONITOR = MON_EN | MON_PEND | MON_STEP | MON_REQ;
    private static final int DEBUG_MONITOR = 12;

    /** What of the chip around the core matters here. */
    interface Surroundings {

        /** In reset a debugger may prepare what happens afterwards, but nothing runs or halts. */
        boolean isInReset();

        /** The core was halted, or let go. */
        void halted(boolean yes);

        /** DEMCR.TRCENA is no longer what it was. */
        void traceClockChanged();

        /** Cycles of the core so far: whether it has done anything. */
        long cycles();
    }

    private final CoreControl core;
    private final DebugFaults faults;
    private final Surroundings surroundings;

    private boolean debuggerActs;
    private boolean enabled;
    private boolean masksInterrupts;
    private boolean steps;
    private boolean snapStall;
    private boolean resetSeen;
    private long cyclesSeen;
    private int exceptionsAndMonitor;
    private int transferData;
    /** What DCRSR asked for while the core ran; it happens when the core halts. */
    private int transferPending = -1;

    CoreDebug(CoreControl core, DebugFaults faults, Surroundings surroundings) {
        this.core = core;
        this.faults = faults;
        this.surroundings = surroundings;
    }

    /** Until told otherwise, accesses come from the access port instead of from software. */
    void debuggerActs(boolean yes) {
        debuggerActs = yes;
    }

    /** A reset of the core, from wherever it came: what holds it lets go, what was prepared for it stays. §C1.6.2. */
    void reset() {
        resetSeen = true;
        masksInterrupts = false;
        steps = false;
        transferPending = -1;
        exceptionsAndMonitor &= ~MONITOR;
        if (core.isHeld()) {
            letGo();
        }
    }

    void powerOn() {
        enabled = false;
        snapStall = false;
        exceptionsAndMonitor = 0;
        faults.powerOn();
        reset();
    }

    /** C_DEBUGEN: debug events halt the core. */
    boolean isEnabled() {
        return enabled;
    }

    /** DEMCR.TRCENA: the trace and watchpoint units have their clock. */
    boolean traces() {
        return (exceptionsAndMonitor & TRCENA) != 0;
    }

    boolean catches(int flags) {
        return enabled && (exceptionsAndMonitor & flags) != 0;
    }

    /** A debug event: halts, or pends the monitor, or is nobody's business; then it answers false. §C1.4. */
    boolean event(int cause) {
        if (enabled) {
            faults.raise(cause);
            halt();
            return true;
        }
        if ((exceptionsAndMonitor & MON_EN) != 0 && core.mayTake(DEBUG_MONITOR)) {
            faults.raise(cause);
            core.pend(DEBUG_MONITOR);
            return true;
        }
        return false;
    }

    private void halt() {
        core.halt();
        surroundings.halted(true);
    }

    private void letGo() {
        if (masksInterrupts) {
            core.resumeMasked();
        } else {
            core.resume();
        }
        surroundings.halted(false);
    }

    // --- registers ------------------------------------------------------------------------------------------------------

    @Override public int read(int offset) {
        return switch (offset) {
            case DHCSR -> status();
            case DCRSR -> 0;
            case DCRDR -> transferData;
            default -> exceptionsAndMonitor;
        };
    }

    private int status() {
        completeTransfer();
        boolean halted = core.isHalted();
        int bits = (enabled ? C_DEBUGEN : 0)
                | (core.isHeld() ? C_HALT : 0)
                | (steps ? C_STEP : 0)
                | (masksInterrupts ? C_MASKINTS : 0)
                | (snapStall ? C_SNAPSTALL : 0)
                | (transferPending < 0 ? S_REGRDY : 0)
                | (halted ? S_HALT : 0)
                | (core.isAsleep() ? S_SLEEP : 0)
                | (core.isLockedUp() && !halted ? S_LOCKUP : 0)
                | (surroundings.cycles() != cyclesSeen ? S_RETIRE_ST : 0)
                | (resetSeen ? S_RESET_ST : 0);
        if (debuggerActs) {
            cyclesSeen = surroundings.cycles();
            resetSeen = surroundings.isInReset();
        }
        return bits;
    }

    @Override public void write(int offset, int value, int lanes) {
        switch (offset) {
            case DHCSR -> {
                if (value >>> 16 == KEY && lanes == -1) {
                    control(value);
                }
            }
            case DCRSR -> {
                transferPending = value & (REGISTER | REGISTER_WRITE);
                completeTransfer();
            }
            case DCRDR -> transferData = transferData & ~lanes | value & lanes;
            default -> exceptions(exceptionsAndMonitor & ~lanes | value & lanes);
        }
    }

    // Only a debugger switches debugging on or off. §C1.6.2.
    private void control(int value) {
        if (debuggerActs) {
            enabled = (value & C_DEBUGEN) != 0;
        }
        snapStall = (value & C_SNAPSTALL) != 0 && enabled;
        steps = (value & C_STEP) != 0 && enabled;
        masksInterrupts = (value & C_MASKINTS) != 0 && enabled;
        boolean wanted = (value & C_HALT) != 0 && enabled && !surroundings.isInReset();
        if (wanted && !core.isHeld()) {
            faults.raise(DebugFaults.HALTED);
            halt();
        } else if (!wanted && core.isHeld()) {
            if (steps) {
                // The core is back in the debugger's hands before anything in the chip would notice that it was gone.
                faults.raise(DebugFaults.HALTED);
                core.step(masksInterrupts);
            } else {
                letGo();
            }
        }
    }

    private void completeTransfer() {
        if (transferPending < 0 || !core.isHalted()) {
            return;
        }
        int register = transferPending & REGISTER;
        if ((transferPending & REGISTER_WRITE) != 0) {
            core.register(register, transferData);
        } else {
            transferData = core.register(register);
        }
        transferPending = -1;
    }

    private void exceptions(int value) {
        boolean clockChanges = ((value ^ exceptionsAndMonitor) & TRCENA) != 0;
        boolean pended = (value & MON_PEND) != 0 && (exceptionsAndMonitor & MON_PEND) == 0;
        exceptionsAndMonitor = value & (VECTOR_CATCH | MON_EN | MON_STEP | MON_REQ | TRCENA);
        if (pended) {
            core.pend(DEBUG_MONITOR);
        }
        if (clockChanges) {
            surroundings.traceClockChanged();
        }
    }
}
