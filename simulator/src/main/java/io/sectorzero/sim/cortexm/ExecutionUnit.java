package io.sectorzero.sim.cortexm;

import io.sectorzero.sim.silicon.BusWidth;

/**
 * The vocabulary of the instruction tables: what a row may say about memory, branches, waiting and faults. What each word
 * means in full is in the parts behind it. Section numbers are those of DDI 0403 Rev E.
 */
abstract class ExecutionUnit extends ArithmeticUnit {

    /** What a taken branch adds while the pipeline refills; silicon takes 1 to 3. DDI 0439 Rev D §3.3.1. */
    private static final int REFILL = 2;

    private static final int AT_ONCE = -1;

    /** Where the next instruction is; while one executes, where the one after it is unless it branches. */
    int next;
    long cycles;
    /** When the interpreter lets go, in cycles; in the past as soon as something needs attention. */
    long stopAt;
    /** When the slice under way is over, in cycles. */
    long sliceEnd;
    /** The local exclusive monitor. */
    boolean exclusive;
    /** What a multiple load has read before it changes any register. */
    final int[] arrived = new int[16];
    /** An EXC_RETURN that was branched to; 0 when there is none. */
    int returning;

    abstract LoadStoreUnit memory();

    /** The registers of the floating-point unit, as a debugger reaches them: whether or not the program may. */
    abstract FloatingPointUnit floatingPointAsItIs();

    abstract Exceptions exceptions();

    abstract Faults faults();

    abstract SystemControl control();

    abstract DebugState debug();

    abstract Sleep sleep();

    /** Says something out of the ordinary to whoever listens. */
    abstract void report(String line);

    // --- memory -----------------------------------------------------------------------------------------------------

    int word(int address) {
        return memory().word(address);
    }

    int half(int address) {
        return memory().half(address);
    }

    int octet(int address) {
        return memory().octet(address);
    }

    void word(int address, int value) {
        memory().word(address, value);
    }

    void half(int address, int value) {
        memory().half(address, value);
    }

    void octet(int address, int value) {
        memory().octet(address, value);
    }

    int read(int address, BusWidth width) {
        return memory().load(address, width, isPrivileged());
    }

    void write(int address, int value, BusWidth width) {
        memory().store(address, value, width, isPrivileged());
    }

    /** With the rights of a program without privilege, whatever this one has. */
    int unprivileged(int address, BusWidth width) {
        return memory().load(address, width, false);
    }

    void unprivileged(int address, int value, BusWidth width) {
        memory().store(address, value, width, false);
    }

    /** A word of the vector table, which the MPU never guards. §B3.5.1. */
    int vector(int address) {
        return memory().unguarded(address);
    }

    void beginStacking() {
        memory().begin();
    }

    int readAs(int address, boolean privileged) {
        return memory().load(address, BusWidth.WORD, privileged);
    }

    void writeAs(int address, int value, boolean privileged) {
        memory().store(address, value, BusWidth.WORD, privileged);
    }

    /** A floating-point context has been stored before the instruction under way; what follows are its own accesses. */
    void contextStored() {
        memory().completed();
        memory().begin();
    }

    /** Multiple, double, exclusive and floating-point accesses must be aligned whatever CCR says. §A3.2.1. */
    void requireAligned(int address, int mask) {
        if ((address & mask) != 0) {
            throw usageFault(Faults.UNALIGNED);
        }
    }

    /** An unaligned word or half-word access is about to be split, unless CCR.UNALIGN_TRP forbids it. */
    void unalignedAccess() {
        if (control().trapsUnaligned()) {
            throw usageFault(Faults.UNALIGNED);
        }
        charge(1);
    }

    /** A loaded value arrives in its register; in R15 it is a branch, perhaps an exception return. §A2.3.1 LoadWritePC(). */
    void load(int number, int value) {
        if (number == PC) {
            branchExchange(value);
        } else {
            set(number, value);
        }
    }

    long getLong(Instruction f) {
        return (long) r[f.d()] << 32 | Integer.toUnsignedLong(r[f.a()]);
    }

    /** Lower half into Ra, upper half into Rd. */
    void setLong(Instruction f, long value) {
        set(f.a(), (int) value);
        set(f.d(), (int) (value >>> 32));
    }

    // --- control ----------------------------------------------------------------------------------------------------

    /** The interpreter comes back after the instruction under way, because something may have to be done. */
    final void attend() {
        stopAt = AT_ONCE;
    }

    /** §A2.3.1 BranchWritePC(): bit 0 does not count. */
    void branchTo(int address) {
        next = address & ~1;
        cycles += REFILL;
    }

    /** §A2.3.1 BXWritePC(): in Handler mode an address from 0xF000_0000 up is an exception return. */
    void branchExchange(int target) {
        if (isHandler() && target >>> 28 == 0xF) {
            returning = target;
            attend();
        } else {
            branchWithoutReturn(target);
        }
    }

    /** Bit 0 goes to EPSR.T; without it the next instruction is an INVSTATE fault. */
    void branchWithoutReturn(int target) {
        branchTo(target);
        if ((target & 1) == 0) {
            thumb = false;
            attend();
        }
    }

    /** LR = where the next instruction is, with the Thumb bit. */
    void link() {
        r[LR] = next | 1;
    }

    /** What every floating-point instruction begins with. */
    FloatingPointUnit floatingPoint() {
        return floatingPointAsItIs().ready();
    }

    /** Cycles on top of what the row says; said before or after the accesses of the instruction, not between them. */
    void charge(int more) {
        cycles += more;
    }

    void waitForInterrupt() {
        sleep().untilInterrupt();
    }

    void waitForEvent() {
        sleep().untilEvent();
    }

    void event() {
        sleep().event();
    }

    /** §B1.5.2: an SVC that cannot be taken is a HardFault, and then returns to the SVC itself. §B1.5.6 ReturnAddress(). */
    void supervisorCall() {
        if (!exceptions().preempts(Exceptions.SV_CALL)) {
            faults().raise(Exceptions.SV_CALL);
            throw Abandoned.FAULT;
        }
        exceptions().pend(Exceptions.SV_CALL);
    }

    /** Zero, unless CCR.DIV_0_TRP makes it a fault. */
    int dividedByZero() {
        if (control().trapsDivisionByZero()) {
            throw usageFault(Faults.DIVBYZERO);
        }
        return 0;
    }

    Abandoned breakpoint() {
        next = r[PC] - 4;
        if (!debug().breakpoint()) {
            faults().hard(Faults.DEBUGEVT);
        }
        return Abandoned.FAULT;
    }

    Abandoned undefined(Instruction instruction) {
        if (FloatingPointUnit.claims(instruction.opcode()) && !floatingPointAsItIs().isAccessible()) {
            return noCoprocessor();
        }
        report("undefined instruction %s at 0x%08X".formatted(instruction, r[PC] - 4));
        return usageFault(Faults.UNDEFINSTR);
    }

    Abandoned noCoprocessor() {
        return usageFault(Faults.NOCP);
    }

    Abandoned usageFault(int bit) {
        faults().usage(bit);
        return Abandoned.FAULT;
    }

    Abandoned fetchFault() {
        faults().fetchBus();
        return Abandoned.FAULT;
    }

    Abandoned protectionFault(int address) {
        faults().protection(address);
        return Abandoned.FAULT;
    }

    /** The bus refused a data access. A store has left the core already, but for those to the private bus. */
    void refused(int address, boolean writing) {
        if (control().passesOverBusFaults()) {
            return;
        }
        boolean buffered = control().buffersStores() && !PrivateBus.covers(address);
        if (writing && buffered && faults().purpose == Faults.Purpose.DATA) {
            faults().lateBus();
            return;
        }
        faults().bus(address);
        throw Abandoned.FAULT;
    }
}
