package io.sectorzero.sim.cortexm;

import static io.sectorzero.sim.cortexm.Row.row;

/**
 * Multiplication of half-words, of a word with a half-word, and of words of which the upper half of the product counts; most
 * of them add. DDI 0403 Rev E §A5.3.16 and §A5.3.17 for the encodings, §A7.7 for what they do.
 *
 * <p>Drawn N and M, written x and y: which half of Rn and of Rm, B or T. Drawn X: the halves of Rm change places. Drawn R:
 * the upper half of the product is rounded, not cut off. Of a long result, Ra is the lower half (RdLo), Rd the upper.
 */
final class DspMultiply {

    /** What is multiplied, decided when the instruction is decoded. */
    @FunctionalInterface
    private interface Product {

        long of(Core core, Instruction f);
    }

    static final InstructionTable TABLE = InstructionTable.of(
            row("111110110001nnnn aaaadddd00NMmmmm", "SMLAxy Rd, Rn, Rm, Ra", f -> adding(halves(f)))
                    .unless("a=15").neitherSpNorPc("dnm").unpredictable("a=13"),
            row("111110110001nnnn 1111dddd00NMmmmm", "SMULxy Rd, Rn, Rm", f -> noting(halves(f))).neitherSpNorPc("dnm"),
            row("111110110010nnnn aaaadddd000Xmmmm", "SMLAD{X} Rd, Rn, Rm, Ra", f -> adding(sum(f)))
                    .unless("a=15").neitherSpNorPc("dnm").unpredictable("a=13"),
            row("111110110010nnnn 1111dddd000Xmmmm", "SMUAD{X} Rd, Rn, Rm", f -> noting(sum(f))).neitherSpNorPc("dnm"),
            row("111110110011nnnn aaaadddd000Mmmmm", "SMLAWy Rd, Rn, Rm, Ra", f -> adding(wordByHalf(f)))
                    .unless("a=15").neitherSpNorPc("dnm").unpredictable("a=13"),
            row("111110110011nnnn 1111dddd000Mmmmm", "SMULWy Rd, Rn, Rm", f -> noting(wordByHalf(f))).neitherSpNorPc("dnm"),
            row("111110110100nnnn aaaadddd000Xmmmm", "SMLSD{X} Rd, Rn, Rm, Ra", f -> adding(difference(f)))
                    .unless("a=15").neitherSpNorPc("dnm").unpredictable("a=13"),
            row("111110110100nnnn 1111dddd000Xmmmm", "SMUSD{X} Rd, Rn, Rm", f -> noting(difference(f))).neitherSpNorPc("dnm"),
            row("111110110101nnnn aaaadddd000Rmmmm", "SMMLA{R} Rd, Rn, Rm, Ra", f -> upperHalf(f, 1, 1))
                    .unless("a=15").neitherSpNorPc("dnm").unpredictable("a=13"),
            row("111110110101nnnn 1111dddd000Rmmmm", "SMMUL{R} Rd, Rn, Rm", f -> upperHalf(f, 0, 1)).neitherSpNorPc("dnm"),
            row("111110110110nnnn aaaadddd000Rmmmm", "SMMLS{R} Rd, Rn, Rm, Ra", f -> upperHalf(f, 1, -1))
                    .neitherSpNorPc("dnma"),

            row("111110111100nnnn aaaadddd10NMmmmm", "SMLALxy RdLo, RdHi, Rn, Rm", f -> addingLong(halves(f)))
                    .neitherSpNorPc("dnma").unpredictable("d=a"),
            row("111110111100nnnn aaaadddd110Xmmmm", "SMLALD{X} RdLo, RdHi, Rn, Rm", f -> addingLong(sum(f)))
                    .neitherSpNorPc("dnma").unpredictable("d=a"),
            row("111110111101nnnn aaaadddd110Xmmmm", "SMLSLD{X} RdLo, RdHi, Rn, Rm", f -> addingLong(difference(f)))
                    .neitherSpNorPc("dnma").unpredictable("d=a"),
            row("111110111110nnnn aaaadddd0110mmmm", "UMAAL RdLo, RdHi, Rn, Rm",
                    (core, f) -> core.setLong(f, unsigned(core.r(f.n())) * unsigned(core.r(f.m()))
                            + unsigned(core.r(f.d())) + unsigned(core.r(f.a()))))
                    .neitherSpNorPc("dnma").unpredictable("d=a"));

    private DspMultiply() {
    }

    // --- products ---------------------------------------------------------------------------------------------------

    private static Product halves(Instruction f) {
        int n = 16 * f.of('N');
        int m = 16 * f.of('M');
        return (core, g) -> (long) (short) (core.r(g.n()) >> n) * (short) (core.r(g.m()) >> m);
    }

    /** The upper 32 of the 48 bits. */
    private static Product wordByHalf(Instruction f) {
        int m = 16 * f.of('M');
        return (core, g) -> (long) core.r(g.n()) * (short) (core.r(g.m()) >> m) >> 16;
    }

    private static Product sum(Instruction f) {
        int turn = 16 * f.of('X');
        return (core, g) -> {
            int m = Integer.rotateRight(core.r(g.m()), turn);
            return (long) (short) core.r(g.n()) * (short) m + (long) (core.r(g.n()) >> 16) * (m >> 16);
        };
    }

    private static Product difference(Instruction f) {
        int turn = 16 * f.of('X');
        return (core, g) -> {
            int m = Integer.rotateRight(core.r(g.m()), turn);
            return (long) (short) core.r(g.n()) * (short) m - (long) (core.r(g.n()) >> 16) * (m >> 16);
        };
    }

    // --- what becomes of them -----------------------------------------------------------------------------------------

    /** Q tells when the product does not fit; of those that can be that large there is only one, SMUAD of 0x8000_8000. */
    private static Operation noting(Product product) {
        return (core, f) -> core.set(f.d(), noted(core, product.of(core, f)));
    }

    private static Operation adding(Product product) {
        return (core, f) -> core.set(f.d(), noted(core, product.of(core, f) + core.r(f.a())));
    }

    private static Operation addingLong(Product product) {
        return (core, f) -> core.setLong(f, core.getLong(f) + product.of(core, f));
    }

    private static Operation upperHalf(Instruction f, int accumulators, int sign) {
        long rounding = (long) f.of('R') << 31;
        return (core, g) -> {
            long accumulator = (long) core.r(g.a()) * accumulators << 32;
            long product = (long) core.r(g.n()) * core.r(g.m()) * sign;
            core.set(g.d(), (int) (accumulator + product + rounding >> 32));
        };
    }

    private static int noted(Core core, long exact) {
        if ((int) exact != exact) {
            core.saturate();
        }
        return (int) exact;
    }

    private static long unsigned(int word) {
        return Integer.toUnsignedLong(word);
    }
}
