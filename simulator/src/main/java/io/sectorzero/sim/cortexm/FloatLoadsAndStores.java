package io.sectorzero.sim.cortexm;

import static io.sectorzero.sim.cortexm.Row.row;

/**
 * Loads and stores of floating-point registers. DDI 0403 Rev E §A6.5 for the encodings, §A7.7 for what they do. A double
 * register is two single ones, and goes to memory as two words. The address must be that of a word whatever CCR says. The
 * base changes last, so that an instruction that faults or stalls can be executed again.
 */
final class FloatLoadsAndStores {

    private static final int REGISTERS = 32;

    static final InstructionTable TABLE = InstructionTable.of(
            row("11101101id01nnnn dddd1010iiiiiiii", "VLDR.32 Sd, [Rn, #+/-imm8]",
                    (core, f) -> load(core, single(f), base(core, f) + f.i(), 1)).immediate(Immediate::upOrDown8Words),
            row("11101101i001nnnn dddd1011iiiiiiii", "VLDR.64 Dd, [Rn, #+/-imm8]",
                    (core, f) -> load(core, 2 * f.d(), base(core, f) + f.i(), 2)).immediate(Immediate::upOrDown8Words),
            row("11101101id00nnnn dddd1010iiiiiiii", "VSTR.32 Sd, [Rn, #+/-imm8]",
                    (core, f) -> store(core, single(f), base(core, f) + f.i(), 1)).immediate(Immediate::upOrDown8Words)
                    .unpredictable("n=15"),
            row("11101101i000nnnn dddd1011iiiiiiii", "VSTR.64 Dd, [Rn, #+/-imm8]",
                    (core, f) -> store(core, 2 * f.d(), base(core, f) + f.i(), 2)).immediate(Immediate::upOrDown8Words)
                    .unpredictable("n=15"),

            row("111011001d00nnnn dddd1010iiiiiiii", "VSTMIA Rn, {S list}",
                    (core, f) -> store(core, single(f), core.r(f.n()), f.i()))
                    .unpredictable("n=15").unpredictableIf(FloatLoadsAndStores::noSuchSingles),
            row("111011001d10nnnn dddd1010iiiiiiii", "VSTMIA Rn!, {S list}",
                    (core, f) -> {
                        store(core, single(f), core.r(f.n()), f.i());
                        core.set(f.n(), core.r(f.n()) + 4 * f.i());
                    })
                    .unpredictable("n=15").unpredictableIf(FloatLoadsAndStores::noSuchSingles),
            row("111011010d10nnnn dddd1010iiiiiiii", "VSTMDB Rn!, {S list}; VPUSH",
                    (core, f) -> {
                        store(core, single(f), core.r(f.n()) - 4 * f.i(), f.i());
                        core.set(f.n(), core.r(f.n()) - 4 * f.i());
                    })
                    .unpredictable("n=15").unpredictableIf(FloatLoadsAndStores::noSuchSingles),
            row("111011001d01nnnn dddd1010iiiiiiii", "VLDMIA Rn, {S list}",
                    (core, f) -> load(core, single(f), base(core, f), f.i()))
                    .unpredictable("n=15").unpredictableIf(FloatLoadsAndStores::noSuchSingles),
            row("111011001d11nnnn dddd1010iiiiiiii", "VLDMIA Rn!, {S list}; VPOP",
                    (core, f) -> {
                        load(core, single(f), core.r(f.n()), f.i());
                        core.set(f.n(), core.r(f.n()) + 4 * f.i());
                    })
                    .unpredictable("n=15").unpredictableIf(FloatLoadsAndStores::noSuchSingles),
            row("111011010d11nnnn dddd1010iiiiiiii", "VLDMDB Rn!, {S list}",
                    (core, f) -> {
                        load(core, single(f), core.r(f.n()) - 4 * f.i(), f.i());
                        core.set(f.n(), core.r(f.n()) - 4 * f.i());
                    })
                    .unpredictable("n=15").unpredictableIf(FloatLoadsAndStores::noSuchSingles),

            row("111011001000nnnn dddd1011iiiiiiii", "VSTMIA Rn, {D list}",
                    (core, f) -> store(core, 2 * f.d(), core.r(f.n()), f.i() & ~1))
                    .unpredictable("n=15").unpredictableIf(FloatLoadsAndStores::noSuchDoubles),
            row("111011001010nnnn dddd1011iiiiiiii", "VSTMIA Rn!, {D list}",
                    (core, f) -> {
                        store(core, 2 * f.d(), core.r(f.n()), f.i() & ~1);
                        core.set(f.n(), core.r(f.n()) + 4 * f.i());
                    })
                    .unpredictable("n=15").unpredictableIf(FloatLoadsAndStores::noSuchDoubles),
            row("111011010010nnnn dddd1011iiiiiiii", "VSTMDB Rn!, {D list}; VPUSH",
                    (core, f) -> {
                        store(core, 2 * f.d(), core.r(f.n()) - 4 * f.i(), f.i() & ~1);
                        core.set(f.n(), core.r(f.n()) - 4 * f.i());
                    })
                    .unpredictable("n=15").unpredictableIf(FloatLoadsAndStores::noSuchDoubles),
            row("111011001001nnnn dddd1011iiiiiiii", "VLDMIA Rn, {D list}",
                    (core, f) -> load(core, 2 * f.d(), base(core, f), f.i() & ~1))
                    .unpredictable("n=15").unpredictableIf(FloatLoadsAndStores::noSuchDoubles),
            row("111011001011nnnn dddd1011iiiiiiii", "VLDMIA Rn!, {D list}; VPOP",
                    (core, f) -> {
                        load(core, 2 * f.d(), core.r(f.n()), f.i() & ~1);
                        core.set(f.n(), core.r(f.n()) + 4 * f.i());
                    })
                    .unpredictable("n=15").unpredictableIf(FloatLoadsAndStores::noSuchDoubles),
            row("111011010011nnnn dddd1011iiiiiiii", "VLDMDB Rn!, {D list}",
                    (core, f) -> {
                        load(core, 2 * f.d(), core.r(f.n()) - 4 * f.i(), f.i() & ~1);
                        core.set(f.n(), core.r(f.n()) - 4 * f.i());
                    })
                    .unpredictable("n=15").unpredictableIf(FloatLoadsAndStores::noSuchDoubles));

    private FloatLoadsAndStores() {
    }

    private static boolean noSuchSingles(Pattern drawn, int opcode) {
        int first = Immediate.lowestBitFirst(drawn.extract('d', opcode));
        int count = drawn.extract('i', opcode);
        return count == 0 || first + count > REGISTERS;
    }

    /** An odd count was the format of another age, FLDMX and FSTMX. */
    private static boolean noSuchDoubles(Pattern drawn, int opcode) {
        int first = 2 * drawn.extract('d', opcode);
        int count = drawn.extract('i', opcode);
        return count == 0 || (count & 1) != 0 || first + count > REGISTERS;
    }

    private static int single(Instruction f) {
        return Immediate.lowestBitFirst(f.d());
    }

    private static int base(Core core, Instruction f) {
        return f.n() == Core.PC ? core.r(Core.PC) & ~3 : core.r(f.n());
    }

    private static void load(Core core, int first, int address, int words) {
        FloatingPointUnit fp = core.floatingPoint();
        core.requireAligned(address, 3);
        for (int k = 0; k < words; k++) {
            fp.s[first + k & REGISTERS - 1] = core.word(address + 4 * k);
        }
        core.charge(words);
    }

    private static void store(Core core, int first, int address, int words) {
        FloatingPointUnit fp = core.floatingPoint();
        core.requireAligned(address, 3);
        for (int k = 0; k < words; k++) {
            core.word(address + 4 * k, fp.s[first + k & REGISTERS - 1]);
        }
        core.charge(words);
    }
}
