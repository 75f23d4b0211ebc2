package io.sectorzero.sim.cortexm;

/**
 * Entry to an exception and return from it. DDI 0403 Rev E §B1.5.6 "Exception entry behavior", §B1.5.7 "Stack alignment on
 * exception entry", §B1.5.8 "Exception return behavior", §B1.5.12 for tail-chaining.
 */
final class ExceptionFrames {

    /** What entry, return and passing from one exception to the next take without wait states. DDI 0439 Rev D §3.9. */
    private static final int ENTRY_CYCLES = 12;
    private static final int RETURN_CYCLES = 10;
    private static final int TAIL_CHAIN_CYCLES = 6;

    private static final int BASIC_BYTES = 0x20;
    private static final int EXTENDED_BYTES = 0x68;
    /** Bit of the stacked xPSR: four bytes were left free to align the frame. */
    private static final int REALIGNED = 1 << 9;

    static final int RETURN_TO_HANDLER = 0xFFFF_FFF1;
    static final int RETURN_TO_THREAD_MAIN = 0xFFFF_FFF9;
    static final int RETURN_TO_THREAD_PROCESS = 0xFFFF_FFFD;
    /** Bit of EXC_RETURN: clear when the frame holds floating-point registers. */
    private static final int BASIC_FRAME = 1 << 4;

    private final Core core;
    private final Exceptions exceptions;
    private final Faults faults;
    private final SystemControl control;

    ExceptionFrames(Core core, Exceptions exceptions, Faults faults, SystemControl control) {
        this.core = core;
        this.exceptions = exceptions;
        this.faults = faults;
        this.control = control;
    }

    // --- entry ------------------------------------------------------------------------------------------------------

    /**
     * Enters the most urgent pending exception. If stacking faults, what came of it is pending too, and whichever is more
     * urgent goes first; the stack pointer moves all the same. Nothing has changed when the bus stalls.
     */
    void enter() {
        boolean extended = (core.control & Core.CONTROL_FLOATING_POINT) != 0;
        int before = core.r(Core.SP);
        boolean align = extended || control.alignsStack();
        int frame = before - (extended ? EXTENDED_BYTES : BASIC_BYTES) & (align ? ~7 : ~3);
        int realigned = align && (before & 4) != 0 ? REALIGNED : 0;
        core.beginStacking();
        push(frame, realigned, extended);
        int returnWith = core.isHandler() ? RETURN_TO_HANDLER
                : core.usesProcessStack() ? RETURN_TO_THREAD_PROCESS : RETURN_TO_THREAD_MAIN;
        int vector = vectorOfNext();
        core.set(Core.SP, frame);
        core.charge(ENTRY_CYCLES);
        take(vector, extended ? returnWith & ~BASIC_FRAME : returnWith);
    }

    private void push(int frame, int realigned, boolean extended) {
        faults.purpose = Faults.Purpose.STACKING;
        try {
            core.word(frame, core.r(0));
            core.word(frame + 4, core.r(1));
            core.word(frame + 8, core.r(2));
            core.word(frame + 12, core.r(3));
            core.word(frame + 16, core.r(12));
            core.word(frame + 20, core.r(Core.LR));
            core.word(frame + 24, core.next);
            core.word(frame + 28, core.xpsr() | realigned);
            if (extended) {
                core.floatingPointAsItIs().stack(frame + BASIC_BYTES);
            }
        } catch (Abandoned given) {
            given.unlessFault();
        } finally {
            faults.purpose = Faults.Purpose.DATA;
        }
    }

    /** A vector that cannot be read makes a HardFault pending, whose own vector is then read; if that fails, lockup. */
    private int vectorOfNext() {
        faults.purpose = Faults.Purpose.VECTOR;
        try {
            while (!core.isLockedUp()) {
                int number = exceptions.mostUrgentPending();
                try {
                    return core.vector(control.vectorTable() + 4 * number);
                } catch (Abandoned given) {
                    given.unlessFault();
                    if (number <= Exceptions.HARD_FAULT) {
                        // It locks up at the priority of the exception, which is not tried again.
                        exceptions.taken(number);
                        core.lockUp();
                    }
                }
            }
            return 0;
        } finally {
            faults.purpose = Faults.Purpose.DATA;
        }
    }

    /** §B1.5.6 ExceptionTaken(). */
    private void take(int vector, int returnWith) {
        if (core.isLockedUp()) {
            return;
        }
        int number = exceptions.mostUrgentPending();
        core.r[Core.LR] = returnWith;
        core.it = 0;
        core.exclusive = false;
        exceptions.taken(number);
        core.mode(number, core.control & ~(Core.CONTROL_PROCESS_STACK | Core.CONTROL_FLOATING_POINT));
        core.next = vector & ~1;
        core.thumb = (vector & 1) != 0;
        core.event();
        core.exceptionTaken(number);
    }

    // --- return -----------------------------------------------------------------------------------------------------

    /** §B1.5.8 ExceptionReturn(). Nothing has changed when the bus stalls. */
    void leave(int excReturn) {
        int returning = core.exceptionNumber;
        boolean known = exceptions.isActive(returning);
        boolean last = exceptions.activeCount() == 1;
        boolean legal = known && switch (excReturn | BASIC_FRAME) {
            case RETURN_TO_HANDLER -> !last;
            case RETURN_TO_THREAD_MAIN, RETURN_TO_THREAD_PROCESS -> last || control.allowsThreadUnderneath();
            default -> false;
        };
        int faultmask = core.faultmask;
        deactivate(returning);
        try {
            if (!legal) {
                refuse(excReturn);
            } else if (exceptions.next() != 0) {
                int vector = vectorOfNext();
                core.charge(TAIL_CHAIN_CYCLES);
                take(vector, excReturn);
            } else {
                pop(excReturn, last);
            }
        } catch (Abandoned given) {
            exceptions.activate(returning, true);
            core.faultmask = faultmask;
            throw given;
        }
    }

    // §B1.5.8 DeActivate().
    private void deactivate(int number) {
        exceptions.finished(number);
        if (number != Exceptions.NMI) {
            core.faultmask = 0;
        }
    }

    private void refuse(int excReturn) {
        faults.usage(Faults.INVPC);
        take(vectorOfNext(), excReturn);
    }

    private void pop(int excReturn, boolean last) {
        boolean toHandler = (excReturn | BASIC_FRAME) == RETURN_TO_HANDLER;
        boolean process = (excReturn | BASIC_FRAME) == RETURN_TO_THREAD_PROCESS;
        boolean extended = (excReturn & BASIC_FRAME) == 0;
        int frame = process ? core.processSp() : core.mainSp();
        boolean privileged = toHandler || (core.control & Core.CONTROL_UNPRIVILEGED) == 0;
        faults.purpose = Faults.Purpose.UNSTACKING;
        try {
            for (int k = 0; k < 8; k++) {
                core.arrived[k] = core.readAs(frame + 4 * k, privileged);
            }
            if (extended) {
                core.floatingPointAsItIs().unstack(frame + BASIC_BYTES, privileged);
            }
        } catch (Abandoned given) {
            given.unlessFault();
            faults.purpose = Faults.Purpose.DATA;
            take(vectorOfNext(), excReturn);
            return;
        } finally {
            faults.purpose = Faults.Purpose.DATA;
        }
        if (toHandler == ((core.arrived[7] & Core.PSR_EXCEPTION) == 0)) {
            refuse(excReturn);
            return;
        }
        restore(frame, process, extended);
        if (!toHandler && last && control.sleepsOnExit()) {
            core.waitForInterrupt();
        }
    }

    private void restore(int frame, boolean process, boolean extended) {
        int psr = core.arrived[7];
        int after = frame + (extended ? EXTENDED_BYTES : BASIC_BYTES);
        int top = (extended || control.alignsStack()) && (psr & REALIGNED) != 0 ? after | 4 : after;
        if (process) {
            core.processSp(top);
        } else {
            core.mainSp(top);
        }
        int kept = core.control & ~(Core.CONTROL_PROCESS_STACK | Core.CONTROL_FLOATING_POINT);
        core.mode(psr & Core.PSR_EXCEPTION, kept | (process ? Core.CONTROL_PROCESS_STACK : 0)
                | (extended ? Core.CONTROL_FLOATING_POINT : 0));
        System.arraycopy(core.arrived, 0, core.r, 0, 4);
        core.r[12] = core.arrived[4];
        core.r[Core.LR] = core.arrived[5];
        core.next = core.arrived[6] & ~1;
        core.xpsr(psr);
        core.exclusive = false;
        core.charge(RETURN_CYCLES);
        core.event();
    }
}
