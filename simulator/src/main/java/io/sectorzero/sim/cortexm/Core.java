package io.sectorzero.sim.cortexm;

import java.util.function.Consumer;

/**
 * A Cortex-M4: fetches, decodes by table, executes, charges cycles. It runs in slices; whoever gives it a slice decides
 * what time it is. This class is the core as the part around it sees it, and how its units are joined; what happens when
 * is up to the {@link Sequencer}, and what instructions do to the {@link ExecutionUnit}.
 *
 * <p>Cycles are counted as DDI 0439 Rev D §3.3 "Instruction set summary" gives them for memory without wait states:
 * the row says the least an instruction takes, a taken branch adds two for the pipeline. Folding of IT, overlap of
 * adjacent loads and wait states are not counted.
 */
public final class Core extends ExecutionUnit {

    private final PageTable pages;
    private final CodeCache code;
    private final LoadStoreUnit memory;
    private final PrivateBus privateBus = new PrivateBus();
    private final Exceptions exceptions;
    private final Faults faults;
    private final SystemControl systemControl;
    private final SysTick sysTick;
    private final Mpu mpu;
    private final FloatingPointUnit floatingPoint;
    private final Sleep sleep;
    private final DebugState debug;
    private final Sequencer sequencer;

    private Consumer<String> reader = line -> { };
    private Runnable resetLine = () -> { };
    /** The page that the program runs in. */
    private Page codePage = Page.NONE;

    /** It comes up in reset: the first slice begins with reading the vectors at address 0. */
    public Core(CoreBus bus, CoreSettings settings) {
        pages = new PageTable(bus);
        code = new CodeCache(this, bus, pages);
        memory = new LoadStoreUnit(this, bus, pages, privateBus);
        exceptions = new Exceptions(this, settings);
        faults = new Faults(this, exceptions);
        systemControl = new SystemControl(this, exceptions, faults);
        sysTick = new SysTick(this, settings.cyclesPerReferenceTick());
        mpu = new Mpu(this);
        floatingPoint = new FloatingPointUnit(this, exceptions, faults);
        sleep = new Sleep(this, exceptions, systemControl);
        debug = new DebugState(this, sleep);
        var frames = new ExceptionFrames(this, exceptions, faults, systemControl);
        sequencer = new Sequencer(this, exceptions, frames, sysTick, sleep, debug);
        attachPrivate();
        reset();
    }

    private void attachPrivate() {
        privateBus.attach(SystemControl.BASE, SystemControl.LENGTH, systemControl);
        floatingPoint.attach(privateBus);
        privateBus.attach(SysTick.BASE, SysTick.LENGTH, sysTick);
        privateBus.attach(Nvic.BASE, Nvic.LENGTH, new Nvic(exceptions));
        privateBus.attach(Mpu.BASE, Mpu.LENGTH, mpu);
        privateBus.attach(CycleCounter.BASE, CycleCounter.LENGTH, new CycleCounter(this));
    }

    // --- running ----------------------------------------------------------------------------------------------------

    /** Runs until at least so many cycles have passed, or something stops it. */
    public Stop run(long budget) {
        return sequencer.run(budget);
    }

    /** The slice under way ends at this cycle, if it would have lasted longer. */
    public void yieldAt(long cycle) {
        if (cycle < sliceEnd) {
            sliceEnd = cycle;
            stopAt = Math.min(stopAt, cycle);
        }
    }

    /** Time passed while the core did nothing: it waited for the bus. */
    public void idleUntil(long cycle) {
        cycles = Math.max(cycles, cycle);
    }

    /** When a sleeping core wakes by itself: its timer expires. {@link Long#MAX_VALUE} when it does not run. */
    public long timerExpiresAt() {
        return sysTick.expiresAt();
    }

    /** Cycles since the core was made; a reset does not set them back. */
    public long cycles() {
        return cycles;
    }

    /** Where the next instruction is. */
    public int pc() {
        return next;
    }

    /** It waits for an interrupt or an event. */
    public boolean isAsleep() {
        return sleep.isOn();
    }

    /** In WFI or WFE with SLEEPDEEP: the part may stop clocks. */
    public boolean isInDeepSleep() {
        return sleep.isDeep();
    }

    /** It does not sleep, or has a reason not to. */
    public boolean wakesUp() {
        return !sleep.lasts();
    }

    public boolean isLockedUp() {
        return sequencer.isLockedUp();
    }

    /** A debugger holds it. */
    public boolean isHalted() {
        return debug.isHalted();
    }

    // --- fetching ---------------------------------------------------------------------------------------------------

    // Nearly every instruction comes from the page of the one before it, so that page is kept here, next to the program
    // counter: one object more on the way costs some percent of the speed.
    Instruction fetch(int address) {
        Page page = codePage;
        if (page.number != address >>> PageTable.SHIFT) {
            page = turnTo(address);
        }
        Instruction instruction = page.decoded == null ? null : page.decoded[(address & PageTable.OFFSET) >>> 1];
        return instruction == null ? code.decode(page, address) : instruction;
    }

    // Under the MPU no page is kept: what the program may do in it can differ from word to word.
    private Page turnTo(int address) {
        Page page = code.turnTo(address);
        if (!mpu.isHeeded()) {
            codePage = page;
        }
        return page;
    }

    void forgetCodePage() {
        codePage = Page.NONE;
        attend();
    }

    // --- reset ------------------------------------------------------------------------------------------------------

    /** The reset of everything in the core but its debug unit. The next slice begins with reading the vectors. */
    public void reset() {
        resetRegisters();
        exceptions.reset();
        faults.reset();
        systemControl.reset();
        sysTick.reset();
        mpu.reset();
        floatingPoint.reset();
        memory.completed();
        protectionChanged();
        exclusive = false;
        returning = 0;
        sleep.reset();
        sequencer.reset();
        attend();
    }

    /** A loader that ran in its place hands over to a program, as it stands after a reset: this stack, this entry. */
    public void startAt(int stack, int entry) {
        reset();
        sequencer.startAt(stack, entry);
    }

    /** It left reset while somebody else acts in its place. Its debug logic hears of it all the same, and may halt it. */
    public void leftReset() {
        debug.toldOfReset();
    }

    void requestReset() {
        sequencer.resetRequested();
        resetLine.run();
    }

    // --- what the part does -------------------------------------------------------------------------------------------

    /** A peripheral drives its interrupt line, counted from 0 as the part numbers them. */
    public void interrupt(int line, boolean high) {
        exceptions.line(Exceptions.FIRST_LINE + line, high);
    }

    /** An event from outside, which ends a WFE. */
    public void externalEvent() {
        sleep.event();
    }

    /** Somebody else (DMA, a debugger) wrote bytes that the core may have open for direct access. */
    public void memoryWritten(int address, int length) {
        pages.written(address, length);
    }

    /** Whether the part takes the clock away in deep sleep: then no time passes in it. */
    public void stopsInDeepSleep(boolean stops) {
        sleep.deepSleepStopsClock(stops);
    }

    /** Attaches registers of the part's own, or of debug logic, to the private bus. */
    public void attachPrivate(int base, int length, PrivateDevice device) {
        privateBus.attach(base, length, device);
    }

    /** Called when software writes SYSRESETREQ. The core then stops; it may be reset from here. */
    public void onResetRequest(Runnable request) {
        resetLine = request;
    }

    /** Called when a debugger has halted the core or lets it run: whoever gives it slices may have to begin or to stop. */
    public void onHands(Runnable listener) {
        debug.onHands(listener);
    }

    /** From now on the reader is told in lines what is out of the ordinary: undefined instructions, faults, lockup. */
    public void tell(Consumer<String> listener) {
        reader = listener;
    }

    /** The core is given into the hands of debug logic. */
    public CoreControl debugger(DebugUnit unit) {
        debug.attach(unit);
        breakpointsChanged();
        return new CoreControl(this, debug, sequencer, privateBus);
    }

    // --- what its units tell each other ---------------------------------------------------------------------------------

    /** The answers of the debug unit about breakpoints hold no longer. */
    void breakpointsChanged() {
        pages.forgetDecoded();
        attend();
    }

    /** Rights to memory are no longer what they were. */
    void protectionChanged() {
        forgetCodePage();
        memory.closeAll();
    }

    /** Whether every data access must be looked at one by one. */
    boolean guardsData() {
        return debug.watchesData() || mpu.isHeeded();
    }

    void exceptionTaken(int number) {
        if (number <= Exceptions.USAGE_FAULT) {
            report("exception %d is taken, CFSR=%08X HFSR=%08X".formatted(number, faults.cfsr, faults.hfsr));
        }
        debug.exceptionTaken(number);
    }

    void lockUp() {
        sequencer.lockUp();
    }

    void clearActive() {
        exceptions.clearActive();
        mode(0, control);
    }

    /** PC was written from outside. */
    void jump(int address) {
        sequencer.jump(address);
    }

    @Override void report(String line) {
        reader.accept(line);
    }

    @Override LoadStoreUnit memory() {
        return memory;
    }

    @Override FloatingPointUnit floatingPointAsItIs() {
        return floatingPoint;
    }

    @Override Exceptions exceptions() {
        return exceptions;
    }

    @Override Faults faults() {
        return faults;
    }

    @Override SystemControl control() {
        return systemControl;
    }

    @Override DebugState debug() {
        return debug;
    }

    @Override Sleep sleep() {
        return sleep;
    }

    Mpu mpu() {
        return mpu;
    }
}
