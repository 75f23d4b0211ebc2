package io.sectorzero.sim.cortexm;

import java.util.function.Consumer;

/**
 * A Cortex-M4: fetches, decodes by table, executes, charges cycles. It runs in slices; whoever gives it a slice decides
 * what time it is. This class is the order of events; what each of them means is in the parts it is made of.
 *
 * <p>Cycles are counted as DDI 0439 Rev D §3.3 "Instruction set summary" gives them for memory without wait states:
 * the row says the least an instruction takes, a taken branch adds two for the pipeline. Folding of IT, overlap of
 * adjacent loads and wait states are not counted.
 */
public final class Core extends ExecutionUnit {

    /** What R15 shows in lockup. DDI 0403 Rev E §B1.5.15. */
    private static final int LOCKUP_ADDRESS = 0xFFFF_FFFE;
    private static final int AT_ONCE = -1;

    private final Dispatch dispatch = new Interpreter();
    private final IdleLoop idleLoop = new IdleLoop(this, dispatch);
    private final PageTable pages;
    private final CodeCache code;
    private final LoadStoreUnit memory;
    private final PrivateBus privateBus = new PrivateBus();
    private final Exceptions exceptions;
    private final Faults faults;
    private final SystemControl systemControl;
    private final ExceptionFrames frames;
    private final SysTick sysTick;
    private final Mpu mpu;
    private final CycleCounter cycleCounter;
    private final FloatingPointUnit floatingPoint;

    private DebugUnit debug = DebugUnit.NONE;
    private Consumer<String> reader = line -> { };
    private Runnable resetLine = () -> { };
    private Runnable hands = () -> { };

    private Page codePage = Page.NONE;
    /** When the dispatch lets go; in the past as soon as something needs attention. */
    long stopAt;
    /** When the slice under way is over. */
    private long end;
    private boolean starting = true;
    private boolean stalled;
    private boolean stopsInDeepSleep;
    private boolean lockedUp;
    private boolean halted;
    private boolean stepping;
    /** The next slice begins with looking whether the program only waits. */
    private boolean looksAround;
    private boolean masksForDebug;
    private boolean watchesData;
    /** The MPU applies: every access is looked at. */
    private boolean guarded;
    private boolean resetRequested;

    /** It comes up in reset: the first slice begins with reading the vectors at address 0. */
    public Core(CoreBus bus, CoreSettings settings) {
        pages = new PageTable(bus);
        code = new CodeCache(this, bus, pages);
        memory = new LoadStoreUnit(this, bus, pages, privateBus);
        exceptions = new Exceptions(this, settings);
        faults = new Faults(this, exceptions);
        systemControl = new SystemControl(this, exceptions, faults);
        frames = new ExceptionFrames(this, exceptions, faults, systemControl);
        sysTick = new SysTick(this, settings.cyclesPerReferenceTick());
        mpu = new Mpu(this);
        cycleCounter = new CycleCounter(this);
        floatingPoint = new FloatingPointUnit(this, exceptions, faults);
        privateBus.attach(SystemControl.BASE, SystemControl.LENGTH, systemControl);
        floatingPoint.attach(privateBus);
        privateBus.attach(SysTick.BASE, SysTick.LENGTH, sysTick);
        privateBus.attach(Nvic.BASE, Nvic.LENGTH, new Nvic(exceptions));
        privateBus.attach(Mpu.BASE, Mpu.LENGTH, mpu);
        privateBus.attach(CycleCounter.BASE, CycleCounter.LENGTH, cycleCounter);
        reset();
    }

    // --- running ----------------------------------------------------------------------------------------------------

    /** Runs until at least so many cycles have passed, or something stops it. */
    public Stop run(long budget) {
        memory.revise();
        end = cycles + budget;
        while (true) {
            Stop why = prepareOrStall();
            if (why != null) {
                return why;
            }
            try {
                if (looksAround && !stalled) {
                    idleLoop.look();
                } else {
                    dispatch.run(this);
                }
            } catch (Abandoned given) {
                next = r[PC] - 4;
                if (given == Abandoned.STALL) {
                    stalled = true;
                    return Stop.STALLED;
                }
            }
            if (stalled) {
                stalled = false;
                memory.completed();
            }
            if (stepping) {
                stepping = false;
                halted = true;
            }
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
                stopAt = AT_ONCE;
                return null;
            }
            sysTick.catchUp();
            if (returning != 0) {
                frames.leave(returning);
                returning = 0;
            }
            if (halted) {
                return Stop.HALTED;
            }
            if (exceptions.next() != 0) {
                takeException();
            } else if (lockedUp) {
                cycles = Math.max(cycles, end);
                return Stop.LOCKED_UP;
            } else if (sleep != Sleep.NONE && !wakes()) {
                if (isInDeepSleep() && stopsInDeepSleep || sleptUntilEnd()) {
                    return Stop.ASLEEP;
                }
            } else if (!thumb) {
                executeWithoutThumb();
            } else if (cycles >= end) {
                return Stop.BUDGET;
            } else {
                sleep = Sleep.NONE;
                heedProtection();
                stopAt = stepping ? AT_ONCE : Math.min(end, sysTick.expiresAt());
                lookAround();
                return null;
            }
        }
    }

    // Where every access is looked at, or every instruction, none is left out.
    private void lookAround() {
        boolean mayLeaveOut = !stepping && !guardsData();
        looksAround = mayLeaveOut && it == 0 && cycles >= idleLoop.nextLook();
        if (mayLeaveOut && !looksAround) {
            stopAt = Math.min(stopAt, Math.max(cycles + 1, idleLoop.nextLook()));
        }
    }

    // A step that finds an exception to take ends before the first instruction of its handler.
    private void takeException() {
        lockedUp = false;
        frames.enter();
        memory.completed();
        sleep = Sleep.NONE;
        if (stepping) {
            stepping = false;
            halted = true;
        }
    }

    // The instruction is fetched before it turns out that it cannot be executed.
    private void executeWithoutThumb() {
        try {
            heedProtection();
            fetch(next);
            faults.usage(Faults.INVSTATE);
        } catch (Abandoned given) {
            given.unlessFault();
        }
    }

    // Whether the MPU applies depends on the priority, which changes only where attention is asked for.
    private void heedProtection() {
        if (guarded != mpu.applies()) {
            guarded = !guarded;
            protectionChanged();
        }
    }

    private boolean wakes() {
        return sleep == Sleep.UNTIL_INTERRUPT ? exceptions.wakes() : eventRegister;
    }

    /** Lets time pass until the end or until SysTick expires. False when it is worth looking again before the end. */
    private boolean sleptUntilEnd() {
        long expiry = sysTick.expiresAt();
        cycles = Math.max(cycles, Math.min(end, expiry));
        return expiry > end;
    }

    /** §B1.5.5 TakeReset(). Vectors that cannot be read lock the core up before it has begun. */
    private void start() {
        try {
            int stack = memory.unguarded(systemControl.vectorTable());
            int entry = memory.unguarded(systemControl.vectorTable() + 4);
            begin(stack, entry);
        } catch (Abandoned given) {
            given.unlessFault();
            lockUp();
        }
        starting = false;
        if (debug.catches(Exceptions.RESET)) {
            halted = true;
        }
    }

    /** A loader that ran in its place hands over to a program, as it stands after a reset: this stack, this entry. */
    public void startAt(int stack, int entry) {
        reset();
        begin(stack, entry);
        starting = false;
    }

    /** It left reset while somebody else acts in its place. Its debug logic hears of it all the same, and may halt it. */
    public void leftReset() {
        debug.catches(Exceptions.RESET);
    }

    private void begin(int stack, int entry) {
        r[SP] = stack & ~3;
        next = entry & ~1;
        thumb = (entry & 1) != 0;
    }

    /** Where the next instruction is. */
    public int pc() {
        return next;
    }

    /** The reset of everything in the core but its debug unit. The next slice begins with reading the vectors. */
    public void reset() {
        xpsr(PSR_T);
        java.util.Arrays.fill(r, 0);
        otherSp = 0;
        r[LR] = -1;
        mode(0, 0);
        primask = 0;
        faultmask = 0;
        basepri = 0;
        exceptions.reset();
        faults.reset();
        systemControl.reset();
        sysTick.reset();
        mpu.reset();
        floatingPoint.reset();
        memory.completed();
        protectionChanged();
        exclusive = false;
        sleep = Sleep.NONE;
        eventRegister = false;
        lockedUp = false;
        stalled = false;
        returning = 0;
        starting = true;
        attend();
    }

    /** The slice under way ends at this cycle, if it would have lasted longer. */
    public void yieldAt(long cycle) {
        if (cycle < end) {
            end = cycle;
            stopAt = Math.min(stopAt, cycle);
        }
    }

    long sliceEnd() {
        return end;
    }

    /** Time passed while the core did nothing: it waited for the bus. */
    public void idleUntil(long cycle) {
        cycles = Math.max(cycles, cycle);
    }

    /** When a sleeping core wakes by itself: its timer expires. {@link Long#MAX_VALUE} when it does not run. */
    public long timerExpiresAt() {
        return sysTick.expiresAt();
    }

    /** Makes the dispatch come back after the instruction under way, because something may have to be done. */
    @Override void attend() {
        stopAt = AT_ONCE;
    }

    // --- fetching ---------------------------------------------------------------------------------------------------

    Instruction fetch(int address) {
        Page page = codePage;
        if (page.number != address >>> PageTable.SHIFT) {
            page = turnTo(address);
        }
        Instruction instruction = page.decoded == null ? null : page.decoded[(address & PageTable.OFFSET) >>> 1];
        return instruction == null ? code.decode(page, address) : instruction;
    }

    private Page turnTo(int address) {
        r[PC] = address + 4;
        if (MemoryMap.isNeverExecuted(address) || !mpu.allowsFetch(address, isPrivileged())) {
            faults.fetchProtection();
            throw Abandoned.FAULT;
        }
        Page page = pages.find(address);
        if (!guarded) {
            codePage = page;
        }
        return page;
    }

    void forgetCodePage() {
        codePage = Page.NONE;
        attend();
    }

    /** Rights to memory are no longer what they were. */
    void protectionChanged() {
        forgetCodePage();
        memory.closeAll();
    }

    /** Whether every data access must be looked at one by one. */
    boolean guardsData() {
        return watchesData || guarded;
    }

    // --- what the part does -------------------------------------------------------------------------------------------

    /** A peripheral drives its interrupt line, counted from 0 as the part numbers them. */
    public void interrupt(int line, boolean high) {
        exceptions.line(Exceptions.FIRST_LINE + line, high);
    }

    /** An event from outside, which ends a WFE. */
    public void externalEvent() {
        event();
    }

    /** The NMI input rises. */
    public void nonMaskableInterrupt() {
        exceptions.pend(Exceptions.NMI);
    }

    /** Somebody else (DMA, a debugger) wrote bytes that the core may have open for direct access. */
    public void memoryWritten(int address, int length) {
        pages.written(address, length);
    }

    /** Called when software writes SYSRESETREQ. The core then stops; it may be reset from here. */
    public void onResetRequest(Runnable request) {
        resetLine = request;
    }

    /** Called when a debugger has halted the core or lets it run: whoever gives it slices may have to begin or to stop. */
    public void onHands(Runnable listener) {
        hands = listener;
    }

    /** From now on the reader is told in lines what is out of the ordinary: undefined instructions, faults, lockup. */
    public void tell(Consumer<String> listener) {
        reader = listener;
    }

    /** Cycles since the core was made; a reset does not set them back. */
    public long cycles() {
        return cycles;
    }

    /** In WFI or WFE with SLEEPDEEP: the part may stop clocks. */
    public boolean isInDeepSleep() {
        return sleep != Sleep.NONE && systemControl.sleepsDeeply();
    }

    /** Whether the part takes the clock away in deep sleep: then no time passes in it. */
    public void stopsInDeepSleep(boolean stops) {
        stopsInDeepSleep = stops;
    }

    /** It does not sleep, or has a reason not to. */
    public boolean wakesUp() {
        return sleep == Sleep.NONE || wakes();
    }

    /** Attaches registers of the part's own, or of debug logic, to the private bus. */
    public void attachPrivate(int base, int length, PrivateDevice device) {
        privateBus.attach(base, length, device);
    }

    // --- what a debugger does; CoreControl is made of these -------------------------------------------------------------

    public CoreControl debugger(DebugUnit unit) {
        debug = unit;
        breakpointsChanged();
        return new CoreControl(this, privateBus, faults);
    }

    /** An entry to debug state ends WFI and WFE. DDI 0403 Rev E §B1.5.17 and §B1.5.19. */
    void halt() {
        halted = true;
        sleep = Sleep.NONE;
        attend();
        hands.run();
    }

    void resume(boolean oneStep, boolean masked) {
        halted = false;
        stepping = oneStep;
        masksForDebug = masked;
        hands.run();
    }

    /** A debugger holds it. */
    public boolean isHalted() {
        return halted;
    }

    boolean isStalled() {
        return stalled;
    }

    /** A reset was asked for from outside the program, so there is no instruction after which to stop. */
    void forgetResetRequest() {
        resetRequested = false;
    }

    /** Something was written from outside that may wake it. */
    void roused() {
        if (isAsleep()) {
            hands.run();
        }
    }

    /** It waits for an interrupt or an event. */
    public boolean isAsleep() {
        return sleep != Sleep.NONE;
    }

    public boolean isLockedUp() {
        return lockedUp;
    }

    void breakpointsChanged() {
        pages.forgetDecoded();
        attend();
    }

    void watchData(boolean on) {
        watchesData = on;
        memory.closeAll();
    }

    boolean watchesData() {
        return watchesData;
    }

    @Override DebugUnit debug() {
        return debug;
    }

    /** C_MASKINTS: SysTick, PendSV and the lines are held back while a debugger steps. DDI 0403 Rev E §C1.6.2. */
    boolean masksForDebug(int exception) {
        return masksForDebug && exception >= Exceptions.PEND_SV;
    }

    /** A register was changed from outside, PC among them. */
    void jump(int address) {
        next = address & ~1;
        returning = 0;
        sleep = Sleep.NONE;
        lockedUp = false;
        attend();
    }

    // --- what the parts of the core tell each other ---------------------------------------------------------------------

    @Override FloatingPointUnit floatingPointAsItIs() {
        return floatingPoint;
    }

    @Override LoadStoreUnit memory() {
        return memory;
    }

    @Override Faults faults() {
        return faults;
    }

    @Override void report(String line) {
        reader.accept(line);
    }

    @Override Exceptions exceptions() {
        return exceptions;
    }

    Extension extension() {
        return floatingPoint;
    }

    Mpu mpu() {
        return mpu;
    }

    @Override SystemControl control() {
        return systemControl;
    }

    void exceptionTaken(int number) {
        if (number <= Exceptions.USAGE_FAULT) {
            reader.accept("exception %d is taken, CFSR=%08X HFSR=%08X".formatted(number, faults.cfsr, faults.hfsr));
        }
        if (debug.catches(number)) {
            halt();
        }
    }

    void lockUp() {
        reader.accept("lockup at 0x%08X, CFSR=%08X HFSR=%08X".formatted(next, faults.cfsr, faults.hfsr));
        lockedUp = true;
        next = LOCKUP_ADDRESS;
        r[PC] = LOCKUP_ADDRESS + 4;
        attend();
    }

    void requestReset() {
        resetRequested = true;
        attend();
        resetLine.run();
    }

    void clearActive() {
        exceptions.clearActive();
        mode(0, control);
    }
}
