package io.sectorzero.sim.cortexm;

import static io.sectorzero.sim.cortexm.Row.row;

/**
 * What the floating-point unit calculates and converts. DDI 0403 Rev E §A6.4 for the encodings, §A7.7 for what they do; cycles
 * from DDI 0439 Rev D Table 7-1. Of a single register's number, the lowest bit stands apart from the others: drawn in front
 * of them for Sd and Sm, behind them for Sn.
 */
final class FloatDataProcessing {

    private static final int SIGN = FloatArithmetic.SIGN;

    /** From the operands, as bits, to the result. */
    @FunctionalInterface
    private interface Calculation {

        int of(FloatArithmetic a, int n, int m);
    }

    /** One in which what Sd held takes part. */
    @FunctionalInterface
    private interface Accumulation {

        int of(FloatArithmetic a, int d, int n, int m);
    }

    @FunctionalInterface
    private interface Conversion {

        int of(FloatConversion c, int x, int direction);
    }

    static final InstructionTable TABLE = InstructionTable.of(
            row("111011100d00nnnn dddd1010n0m0mmmm", "VMLA.F32 Sd, Sn, Sm",
                    accumulating((a, d, n, m) -> a.add(d, a.mul(n, m)))).costs(3),
            row("111011100d00nnnn dddd1010n1m0mmmm", "VMLS.F32 Sd, Sn, Sm",
                    accumulating((a, d, n, m) -> a.add(d, a.mul(n, m) ^ SIGN))).costs(3),
            row("111011100d01nnnn dddd1010n1m0mmmm", "VNMLA.F32 Sd, Sn, Sm",
                    accumulating((a, d, n, m) -> a.add(d ^ SIGN, a.mul(n, m) ^ SIGN))).costs(3),
            row("111011100d01nnnn dddd1010n0m0mmmm", "VNMLS.F32 Sd, Sn, Sm",
                    accumulating((a, d, n, m) -> a.add(d ^ SIGN, a.mul(n, m)))).costs(3),
            row("111011100d10nnnn dddd1010n1m0mmmm", "VNMUL.F32 Sd, Sn, Sm", calculating((a, n, m) -> a.mul(n, m) ^ SIGN)),
            row("111011100d10nnnn dddd1010n0m0mmmm", "VMUL.F32 Sd, Sn, Sm", calculating(FloatArithmetic::mul)),
            row("111011100d11nnnn dddd1010n0m0mmmm", "VADD.F32 Sd, Sn, Sm", calculating(FloatArithmetic::add)),
            row("111011100d11nnnn dddd1010n1m0mmmm", "VSUB.F32 Sd, Sn, Sm", calculating(FloatArithmetic::sub)),
            row("111011101d00nnnn dddd1010n0m0mmmm", "VDIV.F32 Sd, Sn, Sm", calculating(FloatArithmetic::div)).costs(14),
            row("111011101d10nnnn dddd1010n0m0mmmm", "VFMA.F32 Sd, Sn, Sm",
                    accumulating(FloatArithmetic::mulAdd)).costs(3),
            row("111011101d10nnnn dddd1010n1m0mmmm", "VFMS.F32 Sd, Sn, Sm",
                    accumulating((a, d, n, m) -> a.mulAdd(d, n ^ SIGN, m))).costs(3),
            row("111011101d01nnnn dddd1010n1m0mmmm", "VFNMA.F32 Sd, Sn, Sm",
                    accumulating((a, d, n, m) -> a.mulAdd(d ^ SIGN, n ^ SIGN, m))).costs(3),
            row("111011101d01nnnn dddd1010n0m0mmmm", "VFNMS.F32 Sd, Sn, Sm",
                    accumulating((a, d, n, m) -> a.mulAdd(d ^ SIGN, n, m))).costs(3),

            row("111011101d11iiii dddd10100000iiii", "VMOV.F32 Sd, #imm", FloatDataProcessing::constant)
                    .immediate(Immediate::single),
            row("111011101d110000 dddd101001m0mmmm", "VMOV.F32 Sd, Sm", calculating((a, n, m) -> m)),
            row("111011101d110000 dddd101011m0mmmm", "VABS.F32 Sd, Sm", calculating((a, n, m) -> m & ~SIGN)),
            row("111011101d110001 dddd101001m0mmmm", "VNEG.F32 Sd, Sm", calculating((a, n, m) -> m ^ SIGN)),
            row("111011101d110001 dddd101011m0mmmm", "VSQRT.F32 Sd, Sm", calculating((a, n, m) -> a.sqrt(m))).costs(14),

            row("111011101d110100 dddd101001m0mmmm", "VCMP.F32 Sd, Sm", f -> comparing(f, ~0, false)),
            row("111011101d110100 dddd101011m0mmmm", "VCMPE.F32 Sd, Sm", f -> comparing(f, ~0, true)),
            row("111011101d110101 dddd101001000000", "VCMP.F32 Sd, #0.0", f -> comparing(f, 0, false)),
            row("111011101d110101 dddd101011000000", "VCMPE.F32 Sd, #0.0", f -> comparing(f, 0, true)),

            row("111011101d110010 dddd101001m0mmmm", "VCVTB.F32.F16 Sd, Sm", converting((c, x, way) -> c.halfToSingle(x))),
            row("111011101d110010 dddd101011m0mmmm", "VCVTT.F32.F16 Sd, Sm", converting((c, x, way) -> c.halfToSingle(x >>> 16))),
            row("111011101d110011 dddd101001m0mmmm", "VCVTB.F16.F32 Sd, Sm", f -> intoHalf(f, 0)),
            row("111011101d110011 dddd101011m0mmmm", "VCVTT.F16.F32 Sd, Sm", f -> intoHalf(f, 16)),

            row("111011101d111000 dddd101001m0mmmm", "VCVT.F32.U32 Sd, Sm", converting((c, x, way) -> c.fromUnsigned(x, 0, way))),
            row("111011101d111000 dddd101011m0mmmm", "VCVT.F32.S32 Sd, Sm", converting((c, x, way) -> c.fromSigned(x, 0, way))),
            row("111011101d111100 dddd101001m0mmmm", "VCVTR.U32.F32 Sd, Sm", converting((c, x, way) -> c.toUnsigned(x, 0, 32, way))),
            row("111011101d111101 dddd101001m0mmmm", "VCVTR.S32.F32 Sd, Sm", converting((c, x, way) -> c.toSigned(x, 0, 32, way))),
            row("111011101d111100 dddd101011m0mmmm", "VCVT.U32.F32 Sd, Sm",
                    converting((c, x, way) -> c.toUnsigned(x, 0, 32, FloatStatus.TO_ZERO))),
            row("111011101d111101 dddd101011m0mmmm", "VCVT.S32.F32 Sd, Sm",
                    converting((c, x, way) -> c.toSigned(x, 0, 32, FloatStatus.TO_ZERO))),

            fixed16("111011101d111010 dddd101001i0iiii", "VCVT.F32.S16 Sd, Sd, #fbits",
                    (c, x, bits) -> c.fromSigned((short) x, bits, FloatStatus.TO_NEAREST)),
            fixed32("111011101d111010 dddd101011i0iiii", "VCVT.F32.S32 Sd, Sd, #fbits",
                    (c, x, bits) -> c.fromSigned(x, bits, FloatStatus.TO_NEAREST)),
            fixed16("111011101d111011 dddd101001i0iiii", "VCVT.F32.U16 Sd, Sd, #fbits",
                    (c, x, bits) -> c.fromUnsigned(x & 0xFFFF, bits, FloatStatus.TO_NEAREST)),
            fixed32("111011101d111011 dddd101011i0iiii", "VCVT.F32.U32 Sd, Sd, #fbits",
                    (c, x, bits) -> c.fromUnsigned(x, bits, FloatStatus.TO_NEAREST)),
            fixed16("111011101d111110 dddd101001i0iiii", "VCVT.S16.F32 Sd, Sd, #fbits",
                    (c, x, bits) -> c.toSigned(x, bits, 16, FloatStatus.TO_ZERO)),
            fixed32("111011101d111110 dddd101011i0iiii", "VCVT.S32.F32 Sd, Sd, #fbits",
                    (c, x, bits) -> c.toSigned(x, bits, 32, FloatStatus.TO_ZERO)),
            fixed16("111011101d111111 dddd101001i0iiii", "VCVT.U16.F32 Sd, Sd, #fbits",
                    (c, x, bits) -> c.toUnsigned(x, bits, 16, FloatStatus.TO_ZERO)),
            fixed32("111011101d111111 dddd101011i0iiii", "VCVT.U32.F32 Sd, Sd, #fbits",
                    (c, x, bits) -> c.toUnsigned(x, bits, 32, FloatStatus.TO_ZERO)));

    private FloatDataProcessing() {
    }

    private static int sd(Instruction f) {
        return Immediate.lowestBitFirst(f.d());
    }

    private static int sm(Instruction f) {
        return Immediate.lowestBitFirst(f.m());
    }

    private static Operation.Choice calculating(Calculation calculation) {
        return f -> {
            int d = sd(f);
            int n = f.n();
            int m = sm(f);
            return (core, g) -> {
                FloatingPointUnit fp = core.floatingPoint();
                fp.s[d] = calculation.of(fp.arithmetic, fp.s[n], fp.s[m]);
            };
        };
    }

    private static Operation.Choice accumulating(Accumulation accumulation) {
        return f -> {
            int d = sd(f);
            int n = f.n();
            int m = sm(f);
            return (core, g) -> {
                FloatingPointUnit fp = core.floatingPoint();
                fp.s[d] = accumulation.of(fp.arithmetic, fp.s[d], fp.s[n], fp.s[m]);
            };
        };
    }

    private static Operation constant(Instruction f) {
        int d = sd(f);
        return (core, g) -> core.floatingPoint().s[d] = g.i();
    }

    /** With Sm, or with zero when the mask is. */
    private static Operation comparing(Instruction f, int mask, boolean quietIsInvalid) {
        int d = sd(f);
        int m = sm(f);
        return (core, g) -> {
            FloatingPointUnit fp = core.floatingPoint();
            fp.status.flags(fp.arithmetic.compare(fp.s[d], fp.s[m] & mask, quietIsInvalid));
        };
    }

    private static Operation.Choice converting(Conversion conversion) {
        return f -> {
            int d = sd(f);
            int m = sm(f);
            return (core, g) -> {
                FloatingPointUnit fp = core.floatingPoint();
                fp.s[d] = conversion.of(fp.conversion, fp.s[m], fp.status.rounding());
            };
        };
    }

    /** The other half of Sd stays as it was. */
    private static Operation intoHalf(Instruction f, int shift) {
        int d = sd(f);
        int m = sm(f);
        return (core, g) -> {
            FloatingPointUnit fp = core.floatingPoint();
            fp.s[d] = fp.s[d] & ~(0xFFFF << shift) | fp.conversion.singleToHalf(fp.s[m]) << shift;
        };
    }

    private static Row fixed16(String pattern, String syntax, Conversion conversion) {
        return fixed(pattern, syntax, conversion).immediate(raw -> 16 - Immediate.lowestBitFirst(raw))
                .unpredictableIf((drawn, opcode) -> Immediate.lowestBitFirst(drawn.extract('i', opcode)) > 16);
    }

    private static Row fixed32(String pattern, String syntax, Conversion conversion) {
        return fixed(pattern, syntax, conversion).immediate(raw -> 32 - Immediate.lowestBitFirst(raw));
    }

    /** In its place; the immediate is how many bits are fraction. */
    private static Row fixed(String pattern, String syntax, Conversion conversion) {
        return row(pattern, syntax, f -> {
            int d = sd(f);
            return (core, g) -> {
                FloatingPointUnit fp = core.floatingPoint();
                fp.s[d] = conversion.of(fp.conversion, fp.s[d], g.i());
            };
        });
    }
}
