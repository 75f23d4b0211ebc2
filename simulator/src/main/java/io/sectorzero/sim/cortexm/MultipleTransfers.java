package io.sectorzero.sim.cortexm;

import static io.sectorzero.sim.cortexm.Row.row;

/**
 * Loads and stores of several registers. DDI 0403 Rev E §A5.2.5, §A5.3.5 and §A5.3.6 for the encodings, §A7.7 for what they
 * do. All of them want word alignment whatever CCR says (§A3.2.1). Registers change after the last transfer, so one that
 * faults or stalls leaves them as they were and is executed again as a whole.
 */
final class MultipleTransfers {

    static final InstructionTable TABLE = InstructionTable.of(
            row("1011010iiiiiiiii", "PUSH {list}",
                    (core, f) -> storeBefore(core, Core.SP, f.i(), true)).immediate(MultipleTransfers::withLr)
                    .unpredictable("i=0"),
            row("1011110iiiiiiiii", "POP {list}",
                    (core, f) -> load(core, Core.SP, f.i(), true)).immediate(MultipleTransfers::withPc)
                    .unpredictable("i=0"),
            row("11000nnniiiiiiii", "STMIA Rn!, {list}",
                    (core, f) -> store(core, f.n(), f.i(), true)).unpredictable("i=0")
                    .unpredictableIf(MultipleTransfers::storesChangedBase),
            row("11001nnniiiiiiii", "LDMIA Rn!, {list}",
                    (core, f) -> load(core, f.n(), f.i(), (f.i() >>> f.n() & 1) == 0)).unpredictable("i=0"),

            row("111010001000nnnn 0i0iiiiiiiiiiiii", "STMIA.W Rn, {list}",
                    (core, f) -> store(core, f.n(), f.i(), false)).immediate(MultipleTransfers::wideStores)
                    .unpredictable("n=15").unpredictableIf(MultipleTransfers::fewerThanTwo),
            row("111010001010nnnn 0i0iiiiiiiiiiiii", "STMIA.W Rn!, {list}",
                    (core, f) -> store(core, f.n(), f.i(), true)).immediate(MultipleTransfers::wideStores)
                    .unpredictable("n=15").unpredictableIf(MultipleTransfers::fewerThanTwo)
                    .unpredictableIf(MultipleTransfers::baseInList),
            row("111010010000nnnn 0i0iiiiiiiiiiiii", "STMDB Rn, {list}",
                    (core, f) -> storeBefore(core, f.n(), f.i(), false)).immediate(MultipleTransfers::wideStores)
                    .unpredictable("n=15").unpredictableIf(MultipleTransfers::fewerThanTwo),
            row("111010010010nnnn 0i0iiiiiiiiiiiii", "STMDB Rn!, {list}",
                    (core, f) -> storeBefore(core, f.n(), f.i(), true)).immediate(MultipleTransfers::wideStores)
                    .unpredictable("n=15").unpredictableIf(MultipleTransfers::fewerThanTwo)
                    .unpredictableIf(MultipleTransfers::baseInList),
            row("111010001001nnnn ii0iiiiiiiiiiiii", "LDMIA.W Rn, {list}",
                    (core, f) -> load(core, f.n(), f.i(), false)).immediate(MultipleTransfers::wideLoads)
                    .unpredictable("n=15").unpredictableIf(MultipleTransfers::fewerThanTwo)
                    .unpredictableIf(MultipleTransfers::lrAndPc),
            row("111010001011nnnn ii0iiiiiiiiiiiii", "LDMIA.W Rn!, {list}",
                    (core, f) -> load(core, f.n(), f.i(), true)).immediate(MultipleTransfers::wideLoads)
                    .unpredictable("n=15").unpredictableIf(MultipleTransfers::fewerThanTwo)
                    .unpredictableIf(MultipleTransfers::lrAndPc).unpredictableIf(MultipleTransfers::baseInList),
            row("111010010001nnnn ii0iiiiiiiiiiiii", "LDMDB Rn, {list}",
                    (core, f) -> loadBefore(core, f.n(), f.i(), false)).immediate(MultipleTransfers::wideLoads)
                    .unpredictable("n=15").unpredictableIf(MultipleTransfers::fewerThanTwo)
                    .unpredictableIf(MultipleTransfers::lrAndPc),
            row("111010010011nnnn ii0iiiiiiiiiiiii", "LDMDB Rn!, {list}",
                    (core, f) -> loadBefore(core, f.n(), f.i(), true)).immediate(MultipleTransfers::wideLoads)
                    .unpredictable("n=15").unpredictableIf(MultipleTransfers::fewerThanTwo)
                    .unpredictableIf(MultipleTransfers::lrAndPc).unpredictableIf(MultipleTransfers::baseInList),

            row("11101001i100nnnn ttttssssiiiiiiii", "STRD Rt, Rt2, [Rn, #+/-imm8]",
                    (core, f) -> storePair(core, f, core.r(f.n()) + f.i()))
                    .immediate(Immediate::upOrDown8Words).unless("n=15").neitherSpNorPc("ts"),
            row("11101001i110nnnn ttttssssiiiiiiii", "STRD Rt, Rt2, [Rn, #+/-imm8]!",
                    (core, f) -> {
                        int address = core.r(f.n()) + f.i();
                        storePair(core, f, address);
                        core.set(f.n(), address);
                    })
                    .immediate(Immediate::upOrDown8Words).unless("n=15").neitherSpNorPc("ts").unpredictable("n=t", "n=s"),
            row("11101000i110nnnn ttttssssiiiiiiii", "STRD Rt, Rt2, [Rn], #+/-imm8",
                    (core, f) -> {
                        int address = core.r(f.n());
                        storePair(core, f, address);
                        core.set(f.n(), address + f.i());
                    })
                    .immediate(Immediate::upOrDown8Words).unless("n=15").neitherSpNorPc("ts").unpredictable("n=t", "n=s"),
            row("11101001i101nnnn ttttssssiiiiiiii", "LDRD Rt, Rt2, [Rn, #+/-imm8]",
                    (core, f) -> loadPair(core, f, core.r(f.n()) + f.i(), f.n(), core.r(f.n())))
                    .immediate(Immediate::upOrDown8Words).unless("n=15").neitherSpNorPc("ts").unpredictable("t=s"),
            row("11101001i1011111 ttttssssiiiiiiii", "LDRD Rt, Rt2, label",
                    (core, f) -> loadPair(core, f, (core.r(Core.PC) & ~3) + f.i(), Core.PC, 0))
                    .immediate(Immediate::upOrDown8Words).neitherSpNorPc("ts").unpredictable("t=s"),
            row("11101001i111nnnn ttttssssiiiiiiii", "LDRD Rt, Rt2, [Rn, #+/-imm8]!",
                    (core, f) -> loadPair(core, f, core.r(f.n()) + f.i(), f.n(), core.r(f.n()) + f.i()))
                    .immediate(Immediate::upOrDown8Words).unless("n=15").neitherSpNorPc("ts")
                    .unpredictable("t=s", "n=t", "n=s"),
            row("11101000i111nnnn ttttssssiiiiiiii", "LDRD Rt, Rt2, [Rn], #+/-imm8",
                    (core, f) -> loadPair(core, f, core.r(f.n()), f.n(), core.r(f.n()) + f.i()))
                    .immediate(Immediate::upOrDown8Words).unless("n=15").neitherSpNorPc("ts")
                    .unpredictable("t=s", "n=t", "n=s"));

    private MultipleTransfers() {
    }

    // --- lists, as drawn, and as a bit for each register ----------------------------------------------------------------

    /** M:list of PUSH. */
    private static int withLr(int raw) {
        return (raw & 0x100) << Core.LR - 8 | raw & 0xFF;
    }

    /** P:list of POP. */
    private static int withPc(int raw) {
        return (raw & 0x100) << Core.PC - 8 | raw & 0xFF;
    }

    /** M:list without R15 and R13. */
    private static int wideStores(int raw) {
        return (raw & 0x2000) << 1 | raw & 0x1FFF;
    }

    /** P:M:list without R13. */
    private static int wideLoads(int raw) {
        return (raw & 0x6000) << 1 | raw & 0x1FFF;
    }

    private static boolean fewerThanTwo(Pattern drawn, int opcode) {
        return Integer.bitCount(opcode & 0xFFFF) < 2;
    }

    private static boolean lrAndPc(Pattern drawn, int opcode) {
        return (opcode & 0xC000) == 0xC000;
    }

    private static boolean baseInList(Pattern drawn, int opcode) {
        return (opcode >>> drawn.extract('n', opcode) & 1) != 0;
    }

    /** The base is stored as it was only when it is the first in the list. */
    private static boolean storesChangedBase(Pattern drawn, int opcode) {
        int base = drawn.extract('n', opcode);
        return (opcode >>> base & 1) != 0 && (opcode & (1 << base) - 1) != 0;
    }

    // --- what they do -----------------------------------------------------------------------------------------------

    private static void store(Core core, int base, int list, boolean writeBack) {
        int end = storeFrom(core, core.r(base), list);
        if (writeBack) {
            core.set(base, end);
        }
        core.charge(Integer.bitCount(list));
    }

    private static void storeBefore(Core core, int base, int list, boolean writeBack) {
        int start = core.r(base) - 4 * Integer.bitCount(list);
        storeFrom(core, start, list);
        if (writeBack) {
            core.set(base, start);
        }
        core.charge(Integer.bitCount(list));
    }

    private static int storeFrom(Core core, int start, int list) {
        core.requireAligned(start, 3);
        int address = start;
        for (int rest = list; rest != 0; rest &= rest - 1) {
            core.word(address, core.r(Integer.numberOfTrailingZeros(rest)));
            address += 4;
        }
        return address;
    }

    private static void load(Core core, int base, int list, boolean writeBack) {
        int start = core.r(base);
        fetch(core, start, list);
        if (writeBack) {
            core.set(base, start + 4 * Integer.bitCount(list));
        }
        commit(core, list);
    }

    private static void loadBefore(Core core, int base, int list, boolean writeBack) {
        int start = core.r(base) - 4 * Integer.bitCount(list);
        fetch(core, start, list);
        if (writeBack) {
            core.set(base, start);
        }
        commit(core, list);
    }

    private static void fetch(Core core, int start, int list) {
        core.requireAligned(start, 3);
        int address = start;
        for (int rest = list; rest != 0; rest &= rest - 1) {
            core.arrived[Integer.numberOfTrailingZeros(rest)] = core.word(address);
            address += 4;
        }
    }

    private static void commit(Core core, int list) {
        core.charge(Integer.bitCount(list));
        for (int rest = list; rest != 0; rest &= rest - 1) {
            int number = Integer.numberOfTrailingZeros(rest);
            core.load(number, core.arrived[number]);
        }
    }

    private static void storePair(Core core, Instruction f, int address) {
        core.requireAligned(address, 3);
        core.word(address, core.r(f.t()));
        core.word(address + 4, core.r(f.s()));
        core.charge(2);
    }

    private static void loadPair(Core core, Instruction f, int address, int base, int baseAfter) {
        core.requireAligned(address, 3);
        int first = core.word(address);
        int second = core.word(address + 4);
        core.set(base, baseAfter);
        core.set(f.t(), first);
        core.set(f.s(), second);
        core.charge(2);
    }
}
