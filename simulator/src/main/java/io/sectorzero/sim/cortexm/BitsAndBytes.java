package io.sectorzero.sim.cortexm;

import static io.sectorzero.sim.cortexm.Row.row;

/**
 * Bit fields, sign and zero extension, reversal, counting. DDI 0403 Rev E §A5.2.5, §A5.3.3, §A5.3.12 and §A5.3.15 for the
 * encodings, §A7.7 for what they do.
 */
final class BitsAndBytes {

    static final InstructionTable TABLE = InstructionTable.of(
            row("1011001000mmmddd", "SXTH Rd, Rm", (core, f) -> core.set(f.d(), (short) core.r(f.m()))),
            row("1011001001mmmddd", "SXTB Rd, Rm", (core, f) -> core.set(f.d(), (byte) core.r(f.m()))),
            row("1011001010mmmddd", "UXTH Rd, Rm", (core, f) -> core.set(f.d(), core.r(f.m()) & 0xFFFF)),
            row("1011001011mmmddd", "UXTB Rd, Rm", (core, f) -> core.set(f.d(), core.r(f.m()) & 0xFF)),
            row("1011101000mmmddd", "REV Rd, Rm", (core, f) -> core.set(f.d(), Integer.reverseBytes(core.r(f.m())))),
            row("1011101001mmmddd", "REV16 Rd, Rm", (core, f) -> core.set(f.d(), swappedInHalves(core.r(f.m())))),
            row("1011101011mmmddd", "REVSH Rd, Rm",
                    (core, f) -> core.set(f.d(), Short.reverseBytes((short) core.r(f.m())))),

            row("111100110100nnnn 0iiiddddii0aaaaa", "SBFX Rd, Rn, #lsb, #width",
                    (core, f) -> core.set(f.d(), core.r(f.n()) << 31 - f.a() - f.i() >> 31 - f.a()))
                    .neitherSpNorPc("dn").unpredictableIf(BitsAndBytes::tooWide),
            row("111100111100nnnn 0iiiddddii0aaaaa", "UBFX Rd, Rn, #lsb, #width",
                    (core, f) -> core.set(f.d(), core.r(f.n()) << 31 - f.a() - f.i() >>> 31 - f.a()))
                    .neitherSpNorPc("dn").unpredictableIf(BitsAndBytes::tooWide),
            row("111100110110nnnn 0iiiddddii0aaaaa", "BFI Rd, Rn, #lsb, #width",
                    (core, f) -> core.set(f.d(), inserted(core.r(f.d()), core.r(f.n()), f.i(), f.a())))
                    .unless("n=15").neitherSpNorPc("dn").unpredictableIf(BitsAndBytes::msbBelowLsb),
            row("1111001101101111 0iiiddddii0aaaaa", "BFC Rd, #lsb, #width",
                    (core, f) -> core.set(f.d(), inserted(core.r(f.d()), 0, f.i(), f.a())))
                    .neitherSpNorPc("d").unpredictableIf(BitsAndBytes::msbBelowLsb),

            row("1111101000001111 1111dddd10iimmmm", "SXTH.W Rd, Rm, ROR #",
                    (core, f) -> core.set(f.d(), (short) Integer.rotateRight(core.r(f.m()), f.i())))
                    .immediate(Immediate::octets).neitherSpNorPc("dm"),
            row("1111101000011111 1111dddd10iimmmm", "UXTH.W Rd, Rm, ROR #",
                    (core, f) -> core.set(f.d(), Integer.rotateRight(core.r(f.m()), f.i()) & 0xFFFF))
                    .immediate(Immediate::octets).neitherSpNorPc("dm"),
            row("1111101001001111 1111dddd10iimmmm", "SXTB.W Rd, Rm, ROR #",
                    (core, f) -> core.set(f.d(), (byte) Integer.rotateRight(core.r(f.m()), f.i())))
                    .immediate(Immediate::octets).neitherSpNorPc("dm"),
            row("1111101001011111 1111dddd10iimmmm", "UXTB.W Rd, Rm, ROR #",
                    (core, f) -> core.set(f.d(), Integer.rotateRight(core.r(f.m()), f.i()) & 0xFF))
                    .immediate(Immediate::octets).neitherSpNorPc("dm"),

            row("111110101001nnnn 1111dddd1000mmmm", "REV.W Rd, Rm",
                    (core, f) -> core.set(f.d(), Integer.reverseBytes(core.r(f.m()))))
                    .neitherSpNorPc("dm").unpredictableIf(BitsAndBytes::twoRegisters),
            row("111110101001nnnn 1111dddd1001mmmm", "REV16.W Rd, Rm",
                    (core, f) -> core.set(f.d(), swappedInHalves(core.r(f.m()))))
                    .neitherSpNorPc("dm").unpredictableIf(BitsAndBytes::twoRegisters),
            row("111110101001nnnn 1111dddd1010mmmm", "RBIT Rd, Rm",
                    (core, f) -> core.set(f.d(), Integer.reverse(core.r(f.m()))))
                    .neitherSpNorPc("dm").unpredictableIf(BitsAndBytes::twoRegisters),
            row("111110101001nnnn 1111dddd1011mmmm", "REVSH.W Rd, Rm",
                    (core, f) -> core.set(f.d(), Short.reverseBytes((short) core.r(f.m()))))
                    .neitherSpNorPc("dm").unpredictableIf(BitsAndBytes::twoRegisters),
            row("111110101011nnnn 1111dddd1000mmmm", "CLZ Rd, Rm",
                    (core, f) -> core.set(f.d(), Integer.numberOfLeadingZeros(core.r(f.m()))))
                    .neitherSpNorPc("dm").unpredictableIf(BitsAndBytes::twoRegisters));

    private BitsAndBytes() {
    }

    private static boolean tooWide(Pattern drawn, int opcode) {
        return drawn.extract('i', opcode) + drawn.extract('a', opcode) > 31;
    }

    private static boolean msbBelowLsb(Pattern drawn, int opcode) {
        return drawn.extract('a', opcode) < drawn.extract('i', opcode);
    }

    /** Rm is drawn twice, and must be the same. */
    private static boolean twoRegisters(Pattern drawn, int opcode) {
        return drawn.extract('n', opcode) != drawn.extract('m', opcode);
    }

    private static int swappedInHalves(int x) {
        return x >>> 8 & 0x00FF_00FF | x << 8 & 0xFF00_FF00;
    }

    /** Bits msb to lsb of the target become the lowest bits of the source. With msb below lsb nothing changes. */
    private static int inserted(int target, int source, int lsb, int msb) {
        int mask = msb < lsb ? 0 : -1 >>> 31 - msb + lsb << lsb;
        return target & ~mask | source << lsb & mask;
    }
}
