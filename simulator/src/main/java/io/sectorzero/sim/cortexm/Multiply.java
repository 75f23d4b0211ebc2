package io.sectorzero.sim.cortexm;

import static io.sectorzero.sim.cortexm.Row.row;

/**
 * Multiplication and division of whole words. DDI 0403 Rev E §A5.2.2, §A5.3.16 and §A5.3.17 for the encodings, §A7.7 for
 * what they do. Of a long result, Ra is the lower half (RdLo) and Rd the upper (RdHi).
 */
final class Multiply {

    static final InstructionTable TABLE = InstructionTable.of(
            row("0100001101nnnddd", "MULS Rd, Rn, Rd",
                    (core, f) -> core.set(f.d(), core.flagsOf(core.r(f.n()) * core.r(f.d())))).flagsOutsideItOnly(),

            row("111110110000nnnn 1111dddd0000mmmm", "MUL Rd, Rn, Rm",
                    (core, f) -> core.set(f.d(), core.r(f.n()) * core.r(f.m()))).neitherSpNorPc("dnm"),
            row("111110110000nnnn aaaadddd0000mmmm", "MLA Rd, Rn, Rm, Ra",
                    (core, f) -> core.set(f.d(), core.r(f.a()) + core.r(f.n()) * core.r(f.m())))
                    .unless("a=15").neitherSpNorPc("dnm").unpredictable("a=13").costs(2),
            row("111110110000nnnn aaaadddd0001mmmm", "MLS Rd, Rn, Rm, Ra",
                    (core, f) -> core.set(f.d(), core.r(f.a()) - core.r(f.n()) * core.r(f.m())))
                    .neitherSpNorPc("dnma").costs(2),

            row("111110111000nnnn aaaadddd0000mmmm", "SMULL RdLo, RdHi, Rn, Rm",
                    (core, f) -> core.setLong(f, (long) core.r(f.n()) * core.r(f.m())))
                    .neitherSpNorPc("dnma").unpredictable("d=a"),
            row("111110111010nnnn aaaadddd0000mmmm", "UMULL RdLo, RdHi, Rn, Rm",
                    (core, f) -> core.setLong(f, unsigned(core.r(f.n())) * unsigned(core.r(f.m()))))
                    .neitherSpNorPc("dnma").unpredictable("d=a"),
            row("111110111100nnnn aaaadddd0000mmmm", "SMLAL RdLo, RdHi, Rn, Rm",
                    (core, f) -> core.setLong(f, core.getLong(f) + (long) core.r(f.n()) * core.r(f.m())))
                    .neitherSpNorPc("dnma").unpredictable("d=a"),
            row("111110111110nnnn aaaadddd0000mmmm", "UMLAL RdLo, RdHi, Rn, Rm",
                    (core, f) -> core.setLong(f, core.getLong(f) + unsigned(core.r(f.n())) * unsigned(core.r(f.m()))))
                    .neitherSpNorPc("dnma").unpredictable("d=a"),

            row("111110111001nnnn aaaadddd1111mmmm", "SDIV Rd, Rn, Rm", Multiply::divideSigned)
                    .neitherSpNorPc("dnm").unpredictableIf(Multiply::fieldNotOnes).costs(2),
            row("111110111011nnnn aaaadddd1111mmmm", "UDIV Rd, Rn, Rm", Multiply::divideUnsigned)
                    .neitherSpNorPc("dnm").unpredictableIf(Multiply::fieldNotOnes).costs(2));

    private Multiply() {
    }

    private static boolean fieldNotOnes(Pattern drawn, int opcode) {
        return drawn.extract('a', opcode) != 15;
    }

    private static long unsigned(int word) {
        return Integer.toUnsignedLong(word);
    }

    /** The most negative number divided by -1 is itself: the result is truncated. §A7.7.127. */
    private static void divideSigned(Core core, Instruction f) {
        int dividend = core.r(f.n());
        int divisor = core.r(f.m());
        core.set(f.d(), divisor == 0 ? core.dividedByZero() : dividend / divisor);
        core.charge(earlyTermination(Math.abs(dividend), Math.abs(divisor)));
    }

    private static void divideUnsigned(Core core, Instruction f) {
        int dividend = core.r(f.n());
        int divisor = core.r(f.m());
        core.set(f.d(), divisor == 0 ? core.dividedByZero() : Integer.divideUnsigned(dividend, divisor));
        core.charge(earlyTermination(dividend, divisor));
    }

    // 2 to 12 cycles in all, by the number of leading ones and zeros of the operands. DDI 0439 Rev D Table 3-1; how the
    // cycles depend on them is not published, so one more is taken for every three bits of quotient.
    private static int earlyTermination(int dividend, int divisor) {
        int bits = Integer.numberOfLeadingZeros(divisor) - Integer.numberOfLeadingZeros(dividend);
        return divisor == 0 || bits < 0 ? 0 : Math.min(10, bits / 3);
    }
}
