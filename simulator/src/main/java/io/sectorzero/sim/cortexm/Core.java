package io.sectorzero.sim.cortexm;

/**
 * A Cortex-M4: fetches, decodes by table, executes, charges cycles. It runs in slices; whoever gives it a slice decides
 * what time it is.
 *
 * <p>Cycles are counted as DDI 0439 Rev D §3.3 "Instruction set summary" gives them for memory without wait states:
 * the row says the least an instruction takes, a taken branch adds two for the pipeline. Folding of IT, overlap of
 * adjacent loads and wait states are not counted.
 */
public final class Core extends RegisterFile {

    /** What a taken branch adds while the pipeline refills; silicon takes 1 to 3. DDI 0439 Rev D §3.3.1. */
    private static final int REFILL = 2;

    private final Dispatch dispatch = new Interpreter();
    private final PageTable pages;
    private final CodeCache code;
    private final LoadStoreUnit memory;

    private Page codePage = Page.NONE;
    /** Where the next instruction is; while one executes, where the one after it is unless it branches. */
    int next;
    long cycles;
    /** When the dispatch lets go; in the past as soon as something needs attention. */
    long stopAt;
    private boolean lockedUp;

    public Core(CoreBus bus) {
        pages = new PageTable(bus);
        code = new CodeCache(this, bus, pages);
        memory = new LoadStoreUnit(this, bus, pages);
    }

    // --- running ----------------------------------------------------------------------------------------------------

    /** Runs until at least so many cycles have passed, or something stops it. */
    public Stop run(long budget) {
        memory.revise();
        long end = cycles + budget;
        while (cycles < end) {
            if (lockedUp) {
                return Stop.LOCKED_UP;
            }
            stopAt = end;
            try {
                dispatch.run(this);
            } catch (Abandoned given) {
                next = r[PC] - 4;
                if (given == Abandoned.STALL) {
                    return Stop.STALLED;
                }
                lockedUp = true;
            }
        }
        return Stop.BUDGET;
    }

    Instruction fetch(int address) {
        Page page = codePage;
        if (page.number != address >>> PageTable.SHIFT) {
            page = codePage = pages.find(address);
        }
        Instruction instruction = page.decoded == null ? null : page.decoded[(address & PageTable.OFFSET) >>> 1];
        return instruction == null ? decode(page, address) : instruction;
    }

    private Instruction decode(Page page, int address) {
        r[PC] = address + 4;
        return code.decode(page, address);
    }

    void forgetCodePage() {
        codePage = Page.NONE;
    }

    public long cycles() {
        return cycles;
    }

    /** Where the next instruction is. */
    public int pc() {
        return next;
    }

    public void pc(int address) {
        next = address & ~1;
    }

    /** Somebody else (DMA, a debugger) wrote bytes that the core may have open for direct access. */
    public void memoryWritten(int address, int length) {
        pages.written(address, length);
    }

    // --- words the instruction tables speak: memory -------------------------------------------------------------------

    int word(int address) {
        return memory.word(address);
    }

    int half(int address) {
        return memory.half(address);
    }

    int octet(int address) {
        return memory.octet(address);
    }

    void word(int address, int value) {
        memory.word(address, value);
    }

    void half(int address, int value) {
        memory.half(address, value);
    }

    void octet(int address, int value) {
        memory.octet(address, value);
    }

    /** A word that must be aligned whatever CCR says: multiple, double, exclusive and floating-point accesses. */
    int alignedWord(int address) {
        requireAligned(address, 3);
        return memory.word(address);
    }

    void alignedWord(int address, int value) {
        requireAligned(address, 3);
        memory.word(address, value);
    }

    void requireAligned(int address, int mask) {
        if ((address & mask) != 0) {
            throw usageFault();
        }
    }

    // --- words the instruction tables speak: control ------------------------------------------------------------------

    void branchTo(int address) {
        next = address & ~1;
        cycles += REFILL;
    }

    /** Cycles on top of what the row says; said after the accesses of the instruction, not between them. */
    void charge(int more) {
        cycles += more;
    }

    Abandoned undefined(Instruction instruction) {
        throw Abandoned.FAULT;
    }

    Abandoned usageFault() {
        throw Abandoned.FAULT;
    }

    Abandoned fetchFault() {
        throw Abandoned.FAULT;
    }

    Abandoned busFault(int address) {
        throw Abandoned.FAULT;
    }

    /** An unaligned word or half-word access is about to be split. */
    void unalignedAccess() {
        charge(1);
    }
}
