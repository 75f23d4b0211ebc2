package io.sectorzero.sim.cortexm;

/**
 * An exact result becomes a floating-point number. DDI 0403 Rev E §A2.5.9 FPRound().
 *
 * <p>The exact result is a whole number times a power of two. Where infinitely many bits would follow, its lowest bit is set
 * to say so and is far below what counts: that is enough to round once, in any direction, and to know whether it was exact.
 */
final class FloatRounding {

    private static final int DEFAULT_NAN = 0x7FC0_0000;

    /** Where the leading bit of a normalised result is. */
    private static final int TOP = 62;

    private static final int SINGLE_FRACTION_BITS = 23;
    private static final int SINGLE_MINIMUM = -126;
    private static final int SINGLE_EXPONENTS = 255;
    private static final int HALF_FRACTION_BITS = 10;
    private static final int HALF_MINIMUM = -14;
    private static final int HALF_EXPONENTS = 31;
    private static final int HALF_SIGN_SHIFT = 16;

    private final FloatStatus status;

    /** Of the result that was made last: what remained of it after rounding down was not nothing. */
    private boolean inexact;

    FloatRounding(FloatStatus status) {
        this.status = status;
    }

    /** The single nearest, in the direction of FPSCR, to magnitude × 2^exponent; the magnitude is positive. */
    int single(int sign, int exponent, long magnitude) {
        return single(sign, exponent, magnitude, status.rounding());
    }

    /**
     * The same in another direction.
     *
     * @param sign 0, or the sign bit of a single
     */
    int single(int sign, int exponent, long magnitude, int direction) {
        int leading = exponent + 63 - Long.numberOfLeadingZeros(magnitude);
        // Tiny is what is too small before rounding. Flushing never counts as inexact.
        if (status.flushesToZero() && leading < SINGLE_MINIMUM) {
            status.raise(FloatStatus.UNDERFLOW);
            return sign;
        }
        int rounded = rounded(sign, exponent, magnitude, direction, SINGLE_FRACTION_BITS, SINGLE_MINIMUM);
        if (rounded >>> SINGLE_FRACTION_BITS >= SINGLE_EXPONENTS) {
            status.raise(FloatStatus.OVERFLOW | FloatStatus.INEXACT);
            int infinity = SINGLE_EXPONENTS << SINGLE_FRACTION_BITS;
            return sign | (awayFromZero(sign, direction) ? infinity : infinity - 1);
        }
        if (inexact) {
            status.raise(FloatStatus.INEXACT);
        }
        return sign | rounded;
    }

    /** The half-precision number nearest in the direction of FPSCR, in the format that FPSCR.AHP chooses; never flushed. */
    int half(int sign, int exponent, long magnitude) {
        int direction = status.rounding();
        int halfSign = sign >>> HALF_SIGN_SHIFT;
        int rounded = rounded(sign, exponent, magnitude, direction, HALF_FRACTION_BITS, HALF_MINIMUM);
        int biased = rounded >>> HALF_FRACTION_BITS;
        if (status.usesAlternativeHalf()) {
            // It has neither infinities nor NaNs: what is too large is the largest, and invalid instead of inexact.
            if (biased > HALF_EXPONENTS) {
                status.raise(FloatStatus.INVALID);
                return halfSign | 0x7FFF;
            }
        } else if (biased >= HALF_EXPONENTS) {
            status.raise(FloatStatus.OVERFLOW | FloatStatus.INEXACT);
            int infinity = HALF_EXPONENTS << HALF_FRACTION_BITS;
            return halfSign | (awayFromZero(sign, direction) ? infinity : infinity - 1);
        }
        if (inexact) {
            status.raise(FloatStatus.INEXACT);
        }
        return halfSign | rounded;
    }

    /**
     * Biased exponent and fraction, one above the other, so that a fraction that is rounded up past its end goes on in the
     * exponent. Too large a biased exponent is left to the format.
     */
    private int rounded(int sign, int exponent, long magnitude, int direction, int fractionBits, int minimum) {
        int shift = Long.numberOfLeadingZeros(magnitude) - (63 - TOP);
        long normalised = magnitude << shift;
        int leading = exponent - shift + TOP;
        int dropped = TOP - fractionBits + Math.max(0, minimum - leading);
        boolean subnormal = leading < minimum;
        if (dropped > TOP + 1) {
            // Less than half of the smallest number, by whatever much.
            normalised = 1;
            dropped = 2;
        }
        long kept = normalised >>> dropped;
        long rest = normalised & (1L << dropped) - 1;
        inexact = rest != 0;
        if (subnormal && inexact) {
            status.raise(FloatStatus.UNDERFLOW);
        }
        long whole = kept + (isMore(sign, direction, kept, rest, 1L << dropped - 1) ? 1 : 0);
        // The leading bit of a normal number is worth one step of the exponent and is not kept.
        return subnormal ? (int) whole : (int) whole + (leading - minimum << fractionBits);
    }

    /** Whether what is kept becomes one more, away from zero, because of the rest below it. */
    static boolean isMore(int sign, int direction, long kept, long rest, long half) {
        return switch (direction) {
            case FloatStatus.TO_NEAREST -> rest > half || rest == half && (kept & 1) != 0;
            case FloatStatus.UP -> rest != 0 && sign == 0;
            case FloatStatus.DOWN -> rest != 0 && sign != 0;
            default -> false;
        };
    }

    /** Whether what is too large becomes infinite, or the largest number. */
    private static boolean awayFromZero(int sign, int direction) {
        return direction == FloatStatus.TO_NEAREST || direction == (sign == 0 ? FloatStatus.UP : FloatStatus.DOWN);
    }

    /** The result of an operation that has none. */
    int invalid() {
        status.raise(FloatStatus.INVALID);
        return DEFAULT_NAN;
    }

    /** A NaN that comes in, as it goes out. §A2.5.9 FPProcessNaN(). */
    int quiet(int nan) {
        if (FloatArithmetic.isSignalling(nan)) {
            status.raise(FloatStatus.INVALID);
        }
        return status.wantsDefaultNan() ? DEFAULT_NAN : nan | FloatArithmetic.QUIET;
    }
}
