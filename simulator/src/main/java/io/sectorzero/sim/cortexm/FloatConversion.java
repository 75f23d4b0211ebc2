package io.sectorzero.sim.cortexm;

/**
 * Between single precision and whole numbers, fixed-point numbers, half precision. DDI 0403 Rev E §A2.5.9 FPToFixed(),
 * FixedToFP(), FPHalfToSingle(), FPSingleToHalf().
 */
final class FloatConversion {

    private static final int HALF_INFINITY = 0x7C00;
    private static final int HALF_FRACTION = 0x03FF;
    private static final int HALF_QUIET = 0x0200;
    private static final int HALF_DEFAULT_NAN = 0x7E00;
    private static final int HALF_BIAS = 25;
    /** Beyond this every number is out of range, and shifting it would lose its bits. */
    private static final int FAR_TOO_LARGE = 40;

    private final FloatStatus status;
    private final FloatRounding rounding;
    private final FloatArithmetic arithmetic;

    FloatConversion(FloatStatus status, FloatRounding rounding, FloatArithmetic arithmetic) {
        this.status = status;
        this.rounding = rounding;
        this.arithmetic = arithmetic;
    }

    int fromSigned(int value, int fractionBits, int direction) {
        int sign = value & FloatArithmetic.SIGN;
        return value == 0 ? 0 : rounding.single(sign, -fractionBits, Math.abs((long) value), direction);
    }

    int fromUnsigned(int value, int fractionBits, int direction) {
        return value == 0 ? 0 : rounding.single(0, -fractionBits, Integer.toUnsignedLong(value), direction);
    }

    /** The whole number nearest in one direction to x × 2^fractionBits, of so many bits; the nearest there is, if it does not fit. */
    int toSigned(int x, int fractionBits, int bits, int direction) {
        return toFixed(x, fractionBits, -1L << bits - 1, (1L << bits - 1) - 1, direction);
    }

    int toUnsigned(int x, int fractionBits, int bits, int direction) {
        return toFixed(x, fractionBits, 0, (1L << bits) - 1, direction);
    }

    private int toFixed(int operand, int fractionBits, long least, long most, int direction) {
        int x = arithmetic.operand(operand);
        if (FloatArithmetic.isNan(x)) {
            status.raise(FloatStatus.INVALID);
            return 0;
        }
        int exponent = FloatArithmetic.exponent(x) + fractionBits;
        long magnitude = FloatArithmetic.significand(x);
        boolean inexact = false;
        long whole;
        if (exponent >= 0) {
            whole = magnitude << Math.min(exponent, FAR_TOO_LARGE - 1);
        } else {
            int places = Math.min(-exponent, FAR_TOO_LARGE);
            whole = magnitude >>> places;
            long rest = magnitude - (whole << places);
            inexact = rest != 0;
            if (FloatRounding.isMore(x & FloatArithmetic.SIGN, direction, whole, rest, 1L << places - 1)) {
                whole++;
            }
        }
        long value = x < 0 ? -whole : whole;
        if (value < least || value > most) {
            status.raise(FloatStatus.INVALID);
            return (int) (value < least ? least : most);
        }
        if (inexact) {
            status.raise(FloatStatus.INEXACT);
        }
        return (int) value;
    }

    // --- half precision -----------------------------------------------------------------------------------------------------

    int halfToSingle(int half) {
        int sign = half << 16 & FloatArithmetic.SIGN;
        int fraction = half & HALF_FRACTION;
        int biased = half & HALF_INFINITY;
        if (biased == HALF_INFINITY && !status.usesAlternativeHalf()) {
            return fraction == 0 ? sign | FloatArithmetic.INFINITY
                    : rounding.quiet(sign | FloatArithmetic.INFINITY | fraction << 13);
        }
        if (biased == 0) {
            return fraction == 0 ? sign : rounding.single(sign, 1 - HALF_BIAS, fraction);
        }
        return rounding.single(sign, (biased >>> 10) - HALF_BIAS, fraction | HALF_FRACTION + 1);
    }

    int singleToHalf(int operand) {
        int x = arithmetic.operand(operand);
        int sign = x >>> 16 & 0x8000;
        if (FloatArithmetic.isNan(x)) {
            return nanToHalf(x, sign);
        }
        if (FloatArithmetic.isInfinite(x)) {
            if (status.usesAlternativeHalf()) {
                status.raise(FloatStatus.INVALID);
                return sign | 0x7FFF;
            }
            return sign | HALF_INFINITY;
        }
        return FloatArithmetic.isZero(x) ? sign
                : rounding.half(x & FloatArithmetic.SIGN, FloatArithmetic.exponent(x), FloatArithmetic.significand(x));
    }

    private int nanToHalf(int x, int sign) {
        if (FloatArithmetic.isSignalling(x) || status.usesAlternativeHalf()) {
            status.raise(FloatStatus.INVALID);
        }
        if (status.usesAlternativeHalf()) {
            return sign;
        }
        return status.wantsDefaultNan() ? HALF_DEFAULT_NAN : sign | HALF_INFINITY | HALF_QUIET | x >>> 13 & HALF_FRACTION;
    }
}
