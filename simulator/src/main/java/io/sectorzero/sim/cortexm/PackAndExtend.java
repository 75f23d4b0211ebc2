package io.sectorzero.sim.cortexm;

import static io.sectorzero.sim.cortexm.Row.row;

/**
 * Half-words put together from two registers; bytes and half-words taken out of a register turned by whole bytes, extended,
 * and added. DDI 0403 Rev E §A5.3.11 and §A5.3.12 for the encodings, §A7.7 for what they do.
 */
final class PackAndExtend {

    static final InstructionTable TABLE = InstructionTable.of(
            row("111010101100nnnn 0iiiddddii00mmmm", "PKHBT Rd, Rn, Rm, LSL #",
                    (core, f) -> core.set(f.d(), core.r(f.m()) << f.i() & 0xFFFF_0000 | core.r(f.n()) & 0xFFFF))
                    .neitherSpNorPc("dnm"),
            // A shift by 0 means 32, which leaves nothing but the sign, as one by 31 does.
            row("111010101100nnnn 0iiiddddii10mmmm", "PKHTB Rd, Rn, Rm, ASR #",
                    (core, f) -> core.set(f.d(), core.r(f.n()) & 0xFFFF_0000 | core.r(f.m()) >> f.i() & 0xFFFF))
                    .immediate(raw -> raw == 0 ? 31 : raw).neitherSpNorPc("dnm"),

            row("111110100000nnnn 1111dddd10iimmmm", "SXTAH Rd, Rn, Rm, ROR #",
                    (core, f) -> core.set(f.d(), core.r(f.n()) + (short) turned(core, f)))
                    .unless("n=15").immediate(Immediate::octets).neitherSpNorPc("dm").unpredictable("n=13"),
            row("111110100001nnnn 1111dddd10iimmmm", "UXTAH Rd, Rn, Rm, ROR #",
                    (core, f) -> core.set(f.d(), core.r(f.n()) + (turned(core, f) & 0xFFFF)))
                    .unless("n=15").immediate(Immediate::octets).neitherSpNorPc("dm").unpredictable("n=13"),
            row("111110100100nnnn 1111dddd10iimmmm", "SXTAB Rd, Rn, Rm, ROR #",
                    (core, f) -> core.set(f.d(), core.r(f.n()) + (byte) turned(core, f)))
                    .unless("n=15").immediate(Immediate::octets).neitherSpNorPc("dm").unpredictable("n=13"),
            row("111110100101nnnn 1111dddd10iimmmm", "UXTAB Rd, Rn, Rm, ROR #",
                    (core, f) -> core.set(f.d(), core.r(f.n()) + (turned(core, f) & 0xFF)))
                    .unless("n=15").immediate(Immediate::octets).neitherSpNorPc("dm").unpredictable("n=13"),
            row("1111101000101111 1111dddd10iimmmm", "SXTB16 Rd, Rm, ROR #",
                    (core, f) -> core.set(f.d(), signedBytes(turned(core, f))))
                    .immediate(Immediate::octets).neitherSpNorPc("dm"),
            row("111110100010nnnn 1111dddd10iimmmm", "SXTAB16 Rd, Rn, Rm, ROR #",
                    (core, f) -> core.set(f.d(), sums(core.r(f.n()), signedBytes(turned(core, f)))))
                    .unless("n=15").immediate(Immediate::octets).neitherSpNorPc("dm").unpredictable("n=13"),
            row("1111101000111111 1111dddd10iimmmm", "UXTB16 Rd, Rm, ROR #",
                    (core, f) -> core.set(f.d(), unsignedBytes(turned(core, f))))
                    .immediate(Immediate::octets).neitherSpNorPc("dm"),
            row("111110100011nnnn 1111dddd10iimmmm", "UXTAB16 Rd, Rn, Rm, ROR #",
                    (core, f) -> core.set(f.d(), sums(core.r(f.n()), unsignedBytes(turned(core, f)))))
                    .unless("n=15").immediate(Immediate::octets).neitherSpNorPc("dm").unpredictable("n=13"));

    private PackAndExtend() {
    }

    private static int turned(Core core, Instruction f) {
        return Integer.rotateRight(core.r(f.m()), f.i());
    }

    /** Bytes 0 and 2, each extended to a half-word. */
    private static int signedBytes(int x) {
        return x << 8 >> 24 << 16 | (byte) x & 0xFFFF;
    }

    private static int unsignedBytes(int x) {
        return x & 0x00FF_00FF;
    }

    /** The lower half-words and the upper ones, without a carry between them. */
    private static int sums(int x, int y) {
        return (x & 0xFFFF_0000) + (y & 0xFFFF_0000) | x + y & 0xFFFF;
    }
}
