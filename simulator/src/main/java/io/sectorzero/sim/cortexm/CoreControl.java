package io.sectorzero.sim.cortexm;

import io.sectorzero.sim.silicon.BusWidth;

/**
 * The core in the hands of its debug logic: halting, stepping, registers, the private bus. The registers that a debugger
 * sees (DHCSR, DCRSR, DEMCR, comparators) are made on top of this. DDI 0403 Rev E §C1.6.
 */
public final class CoreControl {

    /** Register numbers beyond R15, as DCRSR.REGSEL counts them. DDI 0403 Rev E §C1.6.3. */
    public static final int XPSR = 16;
    public static final int MSP = 17;
    public static final int PSP = 18;
    /** CONTROL, FAULTMASK, BASEPRI, PRIMASK, from the highest byte down. */
    public static final int SPECIAL = 20;
    public static final int FPSCR = 0x21;
    /** S0; the other 31 follow. */
    public static final int S0 = 0x40;

    private final Core core;
    private final DebugState debug;
    private final Sequencer sequencer;
    private final PrivateBus privateBus;

    CoreControl(Core core, DebugState debug, Sequencer sequencer, PrivateBus privateBus) {
        this.core = core;
        this.debug = debug;
        this.sequencer = sequencer;
        this.privateBus = privateBus;
    }

    /** Stops before the next instruction. A core that waits for the bus first gets its answer. */
    public void halt() {
        debug.halt();
    }

    public void resume() {
        debug.resume(false, false);
    }

    /** Resumes with SysTick, PendSV and the interrupt lines held back. */
    public void resumeMasked() {
        debug.resume(false, true);
    }

    /** One instruction, or the entry to an exception, when the core next runs; then it is halted again. */
    public void step(boolean masked) {
        debug.resume(true, masked);
    }

    /** A debugger holds the core; it may still have to wait for the answer to an access that the bus has taken up. */
    public boolean isHeld() {
        return debug.isHalted();
    }

    /** It is held, and nothing of it is under way any more. */
    public boolean isHalted() {
        return debug.isHalted() && !sequencer.isStalled();
    }

    public boolean isAsleep() {
        return core.isAsleep();
    }

    public boolean isLockedUp() {
        return sequencer.isLockedUp();
    }

    /** Where the next instruction is. */
    public int pc() {
        return core.next;
    }

    /** By DCRSR number: 0 to 15, then the constants here. Reserved numbers read as zero. */
    public int register(int number) {
        return switch (number) {
            case Core.PC -> core.next;
            case XPSR -> core.xpsr();
            case MSP -> core.mainSp();
            case PSP -> core.processSp();
            case SPECIAL -> core.control << 24 | core.faultmask << 16 | core.basepri << 8 | core.primask;
            case FPSCR -> core.floatingPointAsItIs().status.bits();
            default -> number >= 0 && number < Core.PC ? core.r(number)
                    : isSingle(number) ? core.floatingPointAsItIs().s[number - S0] : 0;
        };
    }

    public void register(int number, int value) {
        switch (number) {
            case Core.PC -> core.jump(value);
            case XPSR -> xpsr(value);
            case MSP -> core.mainSp(value);
            case PSP -> core.processSp(value);
            case SPECIAL -> special(value);
            case FPSCR -> core.floatingPointAsItIs().status.bits(value);
            default -> {
                if (number >= 0 && number < Core.PC) {
                    core.set(number, value);
                } else if (isSingle(number)) {
                    core.floatingPointAsItIs().s[number - S0] = value;
                }
            }
        }
        core.attend();
    }

    private static boolean isSingle(int number) {
        return number >= S0 && number < S0 + 32;
    }

    // IPSR belongs to the exceptions; a debugger's write leaves it. §C1.6.3.
    private void xpsr(int value) {
        int exception = core.exceptionNumber;
        core.xpsr(value);
        core.exceptionNumber = exception;
    }

    private void special(int value) {
        SpecialRegisters.control(core, value >>> 24);
        core.faultmask = value >>> 16 & 1;
        core.basepri = value >>> 8 & 0xFF & core.exceptions().implementedPriorityBits();
        core.primask = value & 1;
    }

    /** The private bus, as a debugger's access port reaches it. */
    public long read(int address, BusWidth width) {
        return privateBus.read(address, width);
    }

    public long write(int address, int value, BusWidth width) {
        long answer = privateBus.write(address, value, width);
        sequencer.forgetResetRequest();
        debug.roused();
        return answer;
    }

    /** The answers of {@link DebugUnit#breaksAt} are no longer what they were. */
    public void breakpointsChanged() {
        core.breakpointsChanged();
    }

    /** Whether {@link DebugUnit#access} is told of every data access; they are slower then. */
    public void watchData(boolean on) {
        debug.watchData(on);
    }

    /** Whether the exception would be taken now if it were pending. */
    public boolean mayTake(int exception) {
        return core.exceptions().preempts(exception);
    }

    public void pend(int exception) {
        core.exceptions().pend(exception);
    }

    /** CFSR, in which a vector catch finds its cause. */
    public int configurableFaultStatus() {
        return core.faults().cfsr;
    }
}
