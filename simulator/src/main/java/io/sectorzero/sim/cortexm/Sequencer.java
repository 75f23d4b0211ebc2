package io.sectorzero.sim.cortexm;

/**
 * The order of events. Between two instructions a reset may begin, an exception be taken or left, a sleep go on, a debugger
 * have stopped the core; only when none of that is so may the dispatch have the next instructions, and only until the
 * slice is over. What each of these means is in the parts that are asked here.
 */
final class Sequencer {

    /** What R15 shows in lockup. DDI 0403 Rev E §B1.5.15. */
    private static final int LOCKUP_ADDRESS = 0xFFFF_FFFE;

    private final Core core;
    private final Interpreter interpreter = new Interpreter();
    private final IdleLoop idleLoop;
    private final Exceptions exceptions;
    private final ExceptionFrames frames;
    private final SysTick sysTick;
    private final Sleep sleep;
    private final DebugState debug;

    private boolean starting = true;
    private boolean stalled;
    private boolean lockedUp;
    private boolean resetRequested;
    /** The dispatch begins with looking whether the program only waits. */
    private boolean looksAround;

    Sequencer(Core core, Exceptions exceptions, ExceptionFrames frames, SysTick sysTick, Sleep sleep,
            DebugState debug) {
        this.core = core;
        this.exceptions = exceptions;
        this.frames = frames;
        this.sysTick = sysTick;
        this.sleep = sleep;
        this.debug = debug;
        idleLoop = new IdleLoop(core, interpreter);
    }

    // --- a slice --------------------------------------------------------------------------------------------------------

    /** Runs until at least so many cycles have passed, or something stops it. */
    Stop run(long budget) {
        core.memory().revise();
        core.sliceEnd = core.cycles + budget;
        while (true) {
            Stop why = prepareOrStall();
            if (why != null) {
                return why;
            }
            try {
                if (looksAround && !stalled) {
                    idleLoop.look();
                } else {
                    interpreter.run(core);
                }
            } catch (Abandoned given) {
                core.next = core.r[Core.PC] - 4;
                if (given == Abandoned.STALL) {
                    stalled = true;
                    return Stop.STALLED;
                }
            }
            if (stalled) {
                stalled = false;
                core.memory().completed();
            }
            debug.advanced();
        }
    }

    private Stop prepareOrStall() {
        try {
            return prepare();
        } catch (Abandoned given) {
            given.unlessStall();
            return Stop.STALLED;
        }
    }

    /** Does what comes between instructions. Null when the next instruction may go ahead. */
    private Stop prepare() {
        while (true) {
            if (resetRequested) {
                resetRequested = false;
                return Stop.RESET_REQUESTED;
            }
            if (starting) {
                start();
            }
            if (stalled) {
                // An access that the bus has taken up is not given up for an interrupt or a debugger.
                core.attend();
                return null;
            }
            sysTick.catchUp();
            if (core.returning != 0) {
                frames.leave(core.returning);
                core.returning = 0;
            }
            if (debug.isHalted()) {
                return Stop.HALTED;
            }
            if (exceptions.next() != 0) {
                takeException();
            } else if (lockedUp) {
                core.idleUntil(core.sliceEnd);
                return Stop.LOCKED_UP;
            } else if (sleep.lasts()) {
                if (sleep.stopsClock() || sleptUntilEnd()) {
                    return Stop.ASLEEP;
                }
            } else if (!core.thumb) {
                executeWithoutThumb();
            } else if (core.cycles >= core.sliceEnd) {
                return Stop.BUDGET;
            } else {
                sleep.end();
                goAhead();
                return null;
            }
        }
    }

    // Where every access is looked at, or every instruction, none is left out.
    private void goAhead() {
        core.mpu().heed();
        if (debug.isStepping()) {
            core.attend();
        } else {
            core.stopAt = Math.min(core.sliceEnd, sysTick.expiresAt());
        }
        boolean mayLeaveOut = !debug.isStepping() && !core.guardsData();
        looksAround = mayLeaveOut && core.it == 0 && core.cycles >= idleLoop.nextLook();
        if (mayLeaveOut && !looksAround) {
            core.stopAt = Math.min(core.stopAt, Math.max(core.cycles + 1, idleLoop.nextLook()));
        }
    }

    // A step that finds an exception to take ends before the first instruction of its handler.
    private void takeException() {
        lockedUp = false;
        frames.enter();
        core.memory().completed();
        sleep.end();
        debug.advanced();
    }

    // The instruction is fetched before it turns out that it cannot be executed.
    private void executeWithoutThumb() {
        try {
            core.mpu().heed();
            core.fetch(core.next);
            core.faults().usage(Faults.INVSTATE);
        } catch (Abandoned given) {
            given.unlessFault();
        }
    }

    /** Lets time pass until the end or until SysTick expires. False when it is worth looking again before the end. */
    private boolean sleptUntilEnd() {
        long expiry = sysTick.expiresAt();
        core.idleUntil(Math.min(core.sliceEnd, expiry));
        return expiry > core.sliceEnd;
    }

    // --- reset ----------------------------------------------------------------------------------------------------------

    void reset() {
        lockedUp = false;
        stalled = false;
        starting = true;
    }

    /** §B1.5.5 TakeReset(). Vectors that cannot be read lock the core up before it has begun. */
    private void start() {
        try {
            int table = core.control().vectorTable();
            startAt(core.memory().unguarded(table), core.memory().unguarded(table + 4));
        } catch (Abandoned given) {
            given.unlessFault();
            lockUp();
            starting = false;
        }
        debug.resetLeft();
    }

    /** A program begins with this stack and this entry, wherever they come from. */
    void startAt(int stack, int entry) {
        core.mainSp(stack);
        core.next = entry & ~1;
        core.thumb = (entry & 1) != 0;
        starting = false;
    }

    /** The program asked for a reset: the core stops after the instruction under way. */
    void resetRequested() {
        resetRequested = true;
        core.attend();
    }

    /** The reset was asked for from outside the program, so there is no instruction after which to stop. */
    void forgetResetRequest() {
        resetRequested = false;
    }

    // --- where it is ----------------------------------------------------------------------------------------------------

    /** An access is under way that the bus cannot serve yet. */
    boolean isStalled() {
        return stalled;
    }

    boolean isLockedUp() {
        return lockedUp;
    }

    void lockUp() {
        core.report("lockup at 0x%08X, CFSR=%08X HFSR=%08X".formatted(core.next, core.faults().cfsr, core.faults().hfsr));
        lockedUp = true;
        core.next = LOCKUP_ADDRESS;
        core.r[Core.PC] = LOCKUP_ADDRESS + 4;
        core.attend();
    }

    /** PC was written from outside: whatever the core was about to do, it now does that. */
    void jump(int address) {
        core.next = address & ~1;
        core.returning = 0;
        sleep.end();
        lockedUp = false;
        core.attend();
    }
}
