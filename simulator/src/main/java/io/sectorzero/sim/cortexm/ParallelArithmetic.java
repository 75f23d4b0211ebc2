package io.sectorzero.sim.cortexm;

import static io.sectorzero.sim.cortexm.Row.row;

/**
 * Additions and subtractions of two half-words or four bytes at once, what chooses by their GE flags, and sums of
 * differences. DDI 0403 Rev E §A5.3.13 and §A5.3.14 for the encodings, §A7.7 for what they do.
 */
final class ParallelArithmetic {

    /** What a lane holds, and what becomes of a result that does not fit. */
    private enum Kind { SIGNED, SIGNED_SATURATING, SIGNED_HALVING, UNSIGNED, UNSIGNED_SATURATING, UNSIGNED_HALVING }

    static final InstructionTable TABLE = InstructionTable.of(
            row("111110101001nnnn 1111dddd0000mmmm", "SADD16 Rd, Rn, Rm", add16(Kind.SIGNED)).neitherSpNorPc("dnm"),
            row("111110101010nnnn 1111dddd0000mmmm", "SASX Rd, Rn, Rm", addHigh(Kind.SIGNED)).neitherSpNorPc("dnm"),
            row("111110101110nnnn 1111dddd0000mmmm", "SSAX Rd, Rn, Rm", addLow(Kind.SIGNED)).neitherSpNorPc("dnm"),
            row("111110101101nnnn 1111dddd0000mmmm", "SSUB16 Rd, Rn, Rm", sub16(Kind.SIGNED)).neitherSpNorPc("dnm"),
            row("111110101000nnnn 1111dddd0000mmmm", "SADD8 Rd, Rn, Rm", add8(Kind.SIGNED)).neitherSpNorPc("dnm"),
            row("111110101100nnnn 1111dddd0000mmmm", "SSUB8 Rd, Rn, Rm", sub8(Kind.SIGNED)).neitherSpNorPc("dnm"),

            row("111110101001nnnn 1111dddd0001mmmm", "QADD16 Rd, Rn, Rm", add16(Kind.SIGNED_SATURATING)).neitherSpNorPc("dnm"),
            row("111110101010nnnn 1111dddd0001mmmm", "QASX Rd, Rn, Rm", addHigh(Kind.SIGNED_SATURATING)).neitherSpNorPc("dnm"),
            row("111110101110nnnn 1111dddd0001mmmm", "QSAX Rd, Rn, Rm", addLow(Kind.SIGNED_SATURATING)).neitherSpNorPc("dnm"),
            row("111110101101nnnn 1111dddd0001mmmm", "QSUB16 Rd, Rn, Rm", sub16(Kind.SIGNED_SATURATING)).neitherSpNorPc("dnm"),
            row("111110101000nnnn 1111dddd0001mmmm", "QADD8 Rd, Rn, Rm", add8(Kind.SIGNED_SATURATING)).neitherSpNorPc("dnm"),
            row("111110101100nnnn 1111dddd0001mmmm", "QSUB8 Rd, Rn, Rm", sub8(Kind.SIGNED_SATURATING)).neitherSpNorPc("dnm"),

            row("111110101001nnnn 1111dddd0010mmmm", "SHADD16 Rd, Rn, Rm", add16(Kind.SIGNED_HALVING)).neitherSpNorPc("dnm"),
            row("111110101010nnnn 1111dddd0010mmmm", "SHASX Rd, Rn, Rm", addHigh(Kind.SIGNED_HALVING)).neitherSpNorPc("dnm"),
            row("111110101110nnnn 1111dddd0010mmmm", "SHSAX Rd, Rn, Rm", addLow(Kind.SIGNED_HALVING)).neitherSpNorPc("dnm"),
            row("111110101101nnnn 1111dddd0010mmmm", "SHSUB16 Rd, Rn, Rm", sub16(Kind.SIGNED_HALVING)).neitherSpNorPc("dnm"),
            row("111110101000nnnn 1111dddd0010mmmm", "SHADD8 Rd, Rn, Rm", add8(Kind.SIGNED_HALVING)).neitherSpNorPc("dnm"),
            row("111110101100nnnn 1111dddd0010mmmm", "SHSUB8 Rd, Rn, Rm", sub8(Kind.SIGNED_HALVING)).neitherSpNorPc("dnm"),

            row("111110101001nnnn 1111dddd0100mmmm", "UADD16 Rd, Rn, Rm", add16(Kind.UNSIGNED)).neitherSpNorPc("dnm"),
            row("111110101010nnnn 1111dddd0100mmmm", "UASX Rd, Rn, Rm", addHigh(Kind.UNSIGNED)).neitherSpNorPc("dnm"),
            row("111110101110nnnn 1111dddd0100mmmm", "USAX Rd, Rn, Rm", addLow(Kind.UNSIGNED)).neitherSpNorPc("dnm"),
            row("111110101101nnnn 1111dddd0100mmmm", "USUB16 Rd, Rn, Rm", sub16(Kind.UNSIGNED)).neitherSpNorPc("dnm"),
            row("111110101000nnnn 1111dddd0100mmmm", "UADD8 Rd, Rn, Rm", add8(Kind.UNSIGNED)).neitherSpNorPc("dnm"),
            row("111110101100nnnn 1111dddd0100mmmm", "USUB8 Rd, Rn, Rm", sub8(Kind.UNSIGNED)).neitherSpNorPc("dnm"),

            row("111110101001nnnn 1111dddd0101mmmm", "UQADD16 Rd, Rn, Rm", add16(Kind.UNSIGNED_SATURATING)).neitherSpNorPc("dnm"),
            row("111110101010nnnn 1111dddd0101mmmm", "UQASX Rd, Rn, Rm", addHigh(Kind.UNSIGNED_SATURATING)).neitherSpNorPc("dnm"),
            row("111110101110nnnn 1111dddd0101mmmm", "UQSAX Rd, Rn, Rm", addLow(Kind.UNSIGNED_SATURATING)).neitherSpNorPc("dnm"),
            row("111110101101nnnn 1111dddd0101mmmm", "UQSUB16 Rd, Rn, Rm", sub16(Kind.UNSIGNED_SATURATING)).neitherSpNorPc("dnm"),
            row("111110101000nnnn 1111dddd0101mmmm", "UQADD8 Rd, Rn, Rm", add8(Kind.UNSIGNED_SATURATING)).neitherSpNorPc("dnm"),
            row("111110101100nnnn 1111dddd0101mmmm", "UQSUB8 Rd, Rn, Rm", sub8(Kind.UNSIGNED_SATURATING)).neitherSpNorPc("dnm"),

            row("111110101001nnnn 1111dddd0110mmmm", "UHADD16 Rd, Rn, Rm", add16(Kind.UNSIGNED_HALVING)).neitherSpNorPc("dnm"),
            row("111110101010nnnn 1111dddd0110mmmm", "UHASX Rd, Rn, Rm", addHigh(Kind.UNSIGNED_HALVING)).neitherSpNorPc("dnm"),
            row("111110101110nnnn 1111dddd0110mmmm", "UHSAX Rd, Rn, Rm", addLow(Kind.UNSIGNED_HALVING)).neitherSpNorPc("dnm"),
            row("111110101101nnnn 1111dddd0110mmmm", "UHSUB16 Rd, Rn, Rm", sub16(Kind.UNSIGNED_HALVING)).neitherSpNorPc("dnm"),
            row("111110101000nnnn 1111dddd0110mmmm", "UHADD8 Rd, Rn, Rm", add8(Kind.UNSIGNED_HALVING)).neitherSpNorPc("dnm"),
            row("111110101100nnnn 1111dddd0110mmmm", "UHSUB8 Rd, Rn, Rm", sub8(Kind.UNSIGNED_HALVING)).neitherSpNorPc("dnm"),

            row("111110101010nnnn 1111dddd1000mmmm", "SEL Rd, Rn, Rm", ParallelArithmetic::select).neitherSpNorPc("dnm"),
            row("111110110111nnnn 1111dddd0000mmmm", "USAD8 Rd, Rn, Rm",
                    (core, f) -> core.set(f.d(), differences(core.r(f.n()), core.r(f.m())))).neitherSpNorPc("dnm"),
            row("111110110111nnnn aaaadddd0000mmmm", "USADA8 Rd, Rn, Rm, Ra",
                    (core, f) -> core.set(f.d(), core.r(f.a()) + differences(core.r(f.n()), core.r(f.m()))))
                    .unless("a=15").neitherSpNorPc("dnm").unpredictable("a=13"));

    private ParallelArithmetic() {
    }

    private static Operation add16(Kind kind) {
        return (core, f) -> core.set(f.d(), together(core, kind, 16, core.r(f.n()), core.r(f.m()), 0));
    }

    private static Operation sub16(Kind kind) {
        return (core, f) -> core.set(f.d(), together(core, kind, 16, core.r(f.n()), core.r(f.m()), 0b11));
    }

    /** …ASX: the halves of Rm change places; the upper ones are added, the lower subtracted. */
    private static Operation addHigh(Kind kind) {
        return (core, f) -> core.set(f.d(), together(core, kind, 16, core.r(f.n()), Integer.rotateLeft(core.r(f.m()), 16), 0b01));
    }

    /** …SAX: the halves of Rm change places; the lower ones are added, the upper subtracted. */
    private static Operation addLow(Kind kind) {
        return (core, f) -> core.set(f.d(), together(core, kind, 16, core.r(f.n()), Integer.rotateLeft(core.r(f.m()), 16), 0b10));
    }

    private static Operation add8(Kind kind) {
        return (core, f) -> core.set(f.d(), together(core, kind, 8, core.r(f.n()), core.r(f.m()), 0));
    }

    private static Operation sub8(Kind kind) {
        return (core, f) -> core.set(f.d(), together(core, kind, 8, core.r(f.n()), core.r(f.m()), 0b1111));
    }

    /** One lane after the other; a bit of {@code subtracts} for each, the lowest lane first. */
    private static int together(Core core, Kind kind, int bits, int x, int y, int subtracts) {
        int mask = (1 << bits) - 1;
        int flags = 0;
        int result = 0;
        for (int at = 0, lane = 0; at < 32; at += bits, lane++) {
            boolean subtract = (subtracts >>> lane & 1) != 0;
            int left = lane(kind, bits, x >> at);
            int right = lane(kind, bits, y >> at);
            int exact = subtract ? left - right : left + right;
            result |= (fitted(kind, bits, exact) & mask) << at;
            boolean enough = kind == Kind.UNSIGNED && !subtract ? exact > mask : exact >= 0;
            flags |= enough ? mask >>> bits - bits / 8 << at / 8 : 0;
        }
        if (kind == Kind.SIGNED || kind == Kind.UNSIGNED) {
            core.greaterOrEqual = flags;
        }
        return result;
    }

    private static int lane(Kind kind, int bits, int x) {
        return switch (kind) {
            case SIGNED, SIGNED_SATURATING, SIGNED_HALVING -> x << 32 - bits >> 32 - bits;
            case UNSIGNED, UNSIGNED_SATURATING, UNSIGNED_HALVING -> x & (1 << bits) - 1;
        };
    }

    private static int fitted(Kind kind, int bits, int exact) {
        return switch (kind) {
            case SIGNED, UNSIGNED -> exact;
            case SIGNED_HALVING, UNSIGNED_HALVING -> exact >> 1;
            case SIGNED_SATURATING -> Saturation.signed(exact, bits);
            case UNSIGNED_SATURATING -> Saturation.unsigned(exact, bits);
        };
    }

    /** Each byte from Rn where its GE flag is set, from Rm where it is clear. */
    private static void select(Core core, Instruction f) {
        int spread = core.greaterOrEqual * 0x0020_4081 & 0x0101_0101;
        int fromN = spread * 0xFF;
        core.set(f.d(), core.r(f.n()) & fromN | core.r(f.m()) & ~fromN);
    }

    private static int differences(int x, int y) {
        int sum = 0;
        for (int at = 0; at < 32; at += 8) {
            sum += Math.abs((x >>> at & 0xFF) - (y >>> at & 0xFF));
        }
        return sum;
    }
}
