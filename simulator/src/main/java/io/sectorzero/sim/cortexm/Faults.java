package io.sectorzero.sim.cortexm;

/**
 * The fault status registers, and what becomes of a fault: its own exception, a HardFault, or lockup. DDI 0403 Rev E
 * §B1.5.5 and §B1.5.14 "Fault behavior", §B1.5.15 "Unrecoverable exception cases", §B3.2.15 to §B3.2.19 for the bits.
 */
final class Faults {

    /** Why memory is accessed: a fault is told by a bit of its own. */
    enum Purpose { DATA, STACKING, UNSTACKING, FLOATING_POINT, VECTOR }

    static final int IACCVIOL = 1;
    static final int DACCVIOL = 1 << 1;
    static final int MUNSTKERR = 1 << 3;
    static final int MSTKERR = 1 << 4;
    static final int MLSPERR = 1 << 5;
    static final int MMARVALID = 1 << 7;
    static final int IBUSERR = 1 << 8;
    static final int PRECISERR = 1 << 9;
    static final int IMPRECISERR = 1 << 10;
    static final int UNSTKERR = 1 << 11;
    static final int STKERR = 1 << 12;
    static final int LSPERR = 1 << 13;
    static final int BFARVALID = 1 << 15;
    static final int UNDEFINSTR = 1 << 16;
    static final int INVSTATE = 1 << 17;
    static final int INVPC = 1 << 18;
    static final int NOCP = 1 << 19;
    static final int UNALIGNED = 1 << 24;
    static final int DIVBYZERO = 1 << 25;

    static final int VECTTBL = 1 << 1;
    static final int FORCED = 1 << 30;
    static final int DEBUGEVT = 1 << 31;

    private final Core core;
    private final Exceptions exceptions;

    int cfsr;
    int hfsr;
    int mmfar;
    int bfar;
    Purpose purpose = Purpose.DATA;

    Faults(Core core, Exceptions exceptions) {
        this.core = core;
        this.exceptions = exceptions;
    }

    void reset() {
        cfsr = 0;
        hfsr = 0;
        purpose = Purpose.DATA;
    }

    void usage(int bit) {
        cfsr |= bit;
        raise(Exceptions.USAGE_FAULT);
    }

    /** A data access was refused by the bus. */
    void bus(int address) {
        switch (purpose) {
            case DATA -> {
                cfsr |= PRECISERR | BFARVALID;
                bfar = address;
            }
            case STACKING -> cfsr |= STKERR;
            case UNSTACKING -> cfsr |= UNSTKERR;
            case FLOATING_POINT -> {
                cfsr |= LSPERR;
                deferred(Exceptions.BUS_FAULT);
                return;
            }
            case VECTOR -> {
                hard(VECTTBL);
                return;
            }
        }
        raise(Exceptions.BUS_FAULT);
    }

    /** A store that had already left the core was refused: told some time later, without an address. §B1.5.14. */
    void lateBus() {
        cfsr |= IMPRECISERR;
        if (exceptions.isEnabled(Exceptions.BUS_FAULT)) {
            exceptions.pend(Exceptions.BUS_FAULT);
        } else {
            hard(FORCED);
        }
    }

    /** A data access was refused by the memory protection. */
    void protection(int address) {
        switch (purpose) {
            case DATA -> {
                cfsr |= DACCVIOL | MMARVALID;
                mmfar = address;
            }
            case STACKING -> cfsr |= MSTKERR;
            case UNSTACKING -> cfsr |= MUNSTKERR;
            case FLOATING_POINT -> {
                cfsr |= MLSPERR;
                deferred(Exceptions.MEM_MANAGE);
                return;
            }
            case VECTOR -> {
                hard(VECTTBL);
                return;
            }
        }
        raise(Exceptions.MEM_MANAGE);
    }

    void fetchBus() {
        cfsr |= IBUSERR;
        raise(Exceptions.BUS_FAULT);
    }

    void fetchProtection() {
        cfsr |= IACCVIOL;
        raise(Exceptions.MEM_MANAGE);
    }

    /** A fault that cannot be taken as itself becomes a HardFault. §B1.5.5 "Priority escalation". */
    void raise(int exception) {
        if (exceptions.isEnabled(exception) && exceptions.preempts(exception)) {
            exceptions.pend(exception);
        } else {
            hard(FORCED);
        }
    }

    /** A fault of a context that was left for later; it waits if something more urgent is going on now. */
    private void deferred(int exception) {
        if (core.floatingPointAsItIs().mayTake(exception)) {
            exceptions.pend(exception);
        } else if (core.floatingPointAsItIs().mayTake(Exceptions.HARD_FAULT)) {
            hfsr |= FORCED;
            exceptions.pend(Exceptions.HARD_FAULT);
        } else {
            core.lockUp();
        }
    }

    /** A HardFault that cannot be taken either is the end, until a reset, an NMI or a debugger. §B1.5.15. */
    void hard(int bit) {
        hfsr |= bit;
        if (exceptions.preempts(Exceptions.HARD_FAULT)) {
            exceptions.pend(Exceptions.HARD_FAULT);
        } else {
            core.lockUp();
        }
    }
}
