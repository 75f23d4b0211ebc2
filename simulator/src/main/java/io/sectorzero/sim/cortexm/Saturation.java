package io.sectorzero.sim.cortexm;

import static io.sectorzero.sim.cortexm.Row.row;

/**
 * Results that stop at the ends of their range instead of wrapping, and set Q when they do. DDI 0403 Rev E §A5.3.3 and
 * §A5.3.15 for the encodings, §A2.2.1 SignedSatQ() and UnsignedSatQ(), §A7.7 for what they do.
 */
final class Saturation {

    static final InstructionTable TABLE = InstructionTable.of(
            row("111110101000nnnn 1111dddd1000mmmm", "QADD Rd, Rm, Rn",
                    (core, f) -> core.set(f.d(), word(core, (long) core.r(f.m()) + core.r(f.n())))).neitherSpNorPc("dnm"),
            row("111110101000nnnn 1111dddd1001mmmm", "QDADD Rd, Rm, Rn",
                    (core, f) -> core.set(f.d(), word(core, (long) core.r(f.m()) + doubled(core, f)))).neitherSpNorPc("dnm"),
            row("111110101000nnnn 1111dddd1010mmmm", "QSUB Rd, Rm, Rn",
                    (core, f) -> core.set(f.d(), word(core, (long) core.r(f.m()) - core.r(f.n())))).neitherSpNorPc("dnm"),
            row("111110101000nnnn 1111dddd1011mmmm", "QDSUB Rd, Rm, Rn",
                    (core, f) -> core.set(f.d(), word(core, (long) core.r(f.m()) - doubled(core, f)))).neitherSpNorPc("dnm"),

            row("1111001100y0nnnn 0iiiddddii0aaaaa", "SSAT Rd, #imm, Rn, shift",
                    (core, f) -> core.set(f.d(), noted(core, shifted(core, f), signed(shifted(core, f), f.a() + 1))))
                    .unless("y=1 i=0").neitherSpNorPc("dn"),
            row("111100110010nnnn 0000dddd0000aaaa", "SSAT16 Rd, #imm, Rn",
                    (core, f) -> halves(core, f, x -> signed(x, f.a() + 1))).neitherSpNorPc("dn"),
            row("1111001110y0nnnn 0iiiddddii0aaaaa", "USAT Rd, #imm, Rn, shift",
                    (core, f) -> core.set(f.d(), noted(core, shifted(core, f), unsigned(shifted(core, f), f.a()))))
                    .unless("y=1 i=0").neitherSpNorPc("dn"),
            row("111100111010nnnn 0000dddd0000aaaa", "USAT16 Rd, #imm, Rn",
                    (core, f) -> halves(core, f, x -> unsigned(x, f.a()))).neitherSpNorPc("dn"));

    private Saturation() {
    }

    /** The nearest number of so many bits in two's complement, 1 to 32. */
    static int signed(int x, int bits) {
        int most = (1 << bits - 1) - 1;
        return Math.max(~most, Math.min(most, x));
    }

    /** The nearest number of so many bits without sign, 0 to 31. */
    static int unsigned(int x, int bits) {
        return Math.max(0, Math.min((1 << bits) - 1, x));
    }

    private static int word(Core core, long exact) {
        int nearest = (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, exact));
        if (nearest != exact) {
            core.saturate();
        }
        return nearest;
    }

    private static int doubled(Core core, Instruction f) {
        return word(core, 2L * core.r(f.n()));
    }

    private static int noted(Core core, int exact, int saturated) {
        if (exact != saturated) {
            core.saturate();
        }
        return saturated;
    }

    /** To the left, or to the right with the sign. A right shift by 0 is drawn SSAT16 and USAT16. */
    private static int shifted(Core core, Instruction f) {
        return f.y() == 0 ? core.r(f.n()) << f.i() : core.r(f.n()) >> f.i();
    }

    private static void halves(Core core, Instruction f, java.util.function.IntUnaryOperator saturated) {
        int low = (short) core.r(f.n());
        int high = core.r(f.n()) >> 16;
        int newLow = noted(core, low, saturated.applyAsInt(low));
        int newHigh = noted(core, high, saturated.applyAsInt(high));
        core.set(f.d(), newHigh << 16 | newLow & 0xFFFF);
    }
}
