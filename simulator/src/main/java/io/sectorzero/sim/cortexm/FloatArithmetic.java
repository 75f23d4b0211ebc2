package io.sectorzero.sim.cortexm;

/**
 * The arithmetic of single precision on the bits of its numbers, in all four directions of rounding, with every exception
 * flag. DDI 0403 Rev E §A2.5.9, whose functions have the same names with FP in front. Subnormal operands count as zeros when
 * FPSCR.FZ says so, and are noticed.
 */
final class FloatArithmetic {

    static final int SIGN = 1 << 31;
    static final int INFINITY = 0x7F80_0000;
    static final int QUIET = 1 << 22;

    private static final int ONE_STEP = 1 << 23;
    private static final int BIAS = 150;
    /** Where sums are calculated: the larger number is moved up to here, so that the smaller loses nothing that counts. */
    private static final int SUM_TOP = 61;
    /** How far the dividend stands above the divisor; the quotient then has this many bits or one more. */
    private static final int QUOTIENT_BITS = 30;
    /** An even exponent at which the root has 31 bits. */
    private static final int RADICAND_TOP = 61;

    private final FloatStatus status;
    private final FloatRounding rounding;

    FloatArithmetic(FloatStatus status, FloatRounding rounding) {
        this.status = status;
        this.rounding = rounding;
    }

    // --- what numbers are -----------------------------------------------------------------------------------------------

    static boolean isNan(int x) {
        return (x & ~SIGN) > INFINITY;
    }

    static boolean isSignalling(int x) {
        return isNan(x) && (x & QUIET) == 0;
    }

    static boolean isInfinite(int x) {
        return (x & ~SIGN) == INFINITY;
    }

    static boolean isZero(int x) {
        return (x & ~SIGN) == 0;
    }

    /** The fraction with its leading bit; a finite number is this times 2^exponent. */
    static int significand(int x) {
        int fraction = x & ONE_STEP - 1;
        return (x & INFINITY) == 0 ? fraction : fraction | ONE_STEP;
    }

    static int exponent(int x) {
        return Math.max(x >>> 23 & 0xFF, 1) - BIAS;
    }

    /** The operand as FPUnpack() takes it. */
    int operand(int x) {
        if ((x & INFINITY) == 0 && (x & ~SIGN) != 0 && status.flushesToZero()) {
            status.raise(FloatStatus.INPUT_DENORMAL);
            return x & SIGN;
        }
        return x;
    }

    // Signalling ones go before quiet ones, the first operand before the second.
    private int nan(int x, int y) {
        boolean first = isSignalling(x) || isNan(x) && !isSignalling(y);
        return rounding.quiet(first ? x : y);
    }

    // --- operations -------------------------------------------------------------------------------------------------------

    int add(int op1, int op2) {
        return sum(op1, op2, 0);
    }

    int sub(int op1, int op2) {
        return sum(op1, op2, SIGN);
    }

    private int sum(int op1, int op2, int change) {
        int x = operand(op1);
        int y = operand(op2);
        if (isNan(x) || isNan(y)) {
            return nan(x, y);
        }
        y ^= change;
        if (isInfinite(x)) {
            return isInfinite(y) && x != y ? rounding.invalid() : x;
        }
        if (isInfinite(y)) {
            return y;
        }
        return exactSum(x & SIGN, exponent(x), significand(x), y & SIGN, exponent(y), significand(y));
    }

    int mul(int op1, int op2) {
        int x = operand(op1);
        int y = operand(op2);
        if (isNan(x) || isNan(y)) {
            return nan(x, y);
        }
        int sign = (x ^ y) & SIGN;
        if (isInfinite(x) || isInfinite(y)) {
            return isZero(x) || isZero(y) ? rounding.invalid() : sign | INFINITY;
        }
        long product = (long) significand(x) * significand(y);
        return product == 0 ? sign : rounding.single(sign, exponent(x) + exponent(y), product);
    }

    int div(int op1, int op2) {
        int x = operand(op1);
        int y = operand(op2);
        if (isNan(x) || isNan(y)) {
            return nan(x, y);
        }
        int sign = (x ^ y) & SIGN;
        if (isInfinite(x)) {
            return isInfinite(y) ? rounding.invalid() : sign | INFINITY;
        }
        if (isZero(y)) {
            return isZero(x) ? rounding.invalid() : dividedByZero(sign);
        }
        if (isInfinite(y) || isZero(x)) {
            return sign;
        }
        int xUp = Integer.numberOfLeadingZeros(significand(x));
        int yUp = Integer.numberOfLeadingZeros(significand(y));
        long dividend = Integer.toUnsignedLong(significand(x) << xUp) << QUOTIENT_BITS;
        long divisor = Integer.toUnsignedLong(significand(y) << yUp);
        long quotient = dividend / divisor;
        long sticky = quotient * divisor == dividend ? 0 : 1;
        return rounding.single(sign, exponent(x) - xUp - (exponent(y) - yUp) - QUOTIENT_BITS, quotient | sticky);
    }

    private int dividedByZero(int sign) {
        status.raise(FloatStatus.DIVISION_BY_ZERO);
        return sign | INFINITY;
    }

    int sqrt(int operand) {
        int x = operand(operand);
        if (isNan(x)) {
            return rounding.quiet(x);
        }
        if (isZero(x)) {
            return x;
        }
        if (x < 0) {
            return rounding.invalid();
        }
        if (x == INFINITY) {
            return x;
        }
        int up = Long.numberOfLeadingZeros(significand(x)) - (63 - RADICAND_TOP);
        int even = exponent(x) - up & 1;
        long radicand = (long) significand(x) << up + even;
        long root = root(radicand);
        long sticky = root * root == radicand ? 0 : 1;
        // One more bit below makes room to say that there is a rest.
        return rounding.single(0, (exponent(x) - up - even) / 2 - 1, root << 1 | sticky);
    }

    // The processor's own root, which is off by one at most where a long has more bits than a double.
    private static long root(long radicand) {
        long root = (long) Math.sqrt((double) radicand);
        while (root * root > radicand) {
            root--;
        }
        while ((root + 1) * (root + 1) <= radicand) {
            root++;
        }
        return root;
    }

    /** addend + op1 × op2, rounded once. */
    int mulAdd(int addend, int op1, int op2) {
        int a = operand(addend);
        int x = operand(op1);
        int y = operand(op2);
        boolean impossible = isInfinite(x) && isZero(y) || isZero(x) && isInfinite(y);
        if (isSignalling(a) || !impossible && (isNan(a) || isNan(x) || isNan(y))) {
            return nan(a, x, y);
        }
        int sign = (x ^ y) & SIGN;
        boolean infinite = isInfinite(x) || isInfinite(y);
        if (impossible || isInfinite(a) && infinite && (a & SIGN) != sign) {
            return rounding.invalid();
        }
        if (isInfinite(a) || infinite) {
            return isInfinite(a) ? a : sign | INFINITY;
        }
        return exactSum(a & SIGN, exponent(a), significand(a),
                sign, exponent(x) + exponent(y), (long) significand(x) * significand(y));
    }

    private int nan(int a, int x, int y) {
        if (isSignalling(a) || isSignalling(x) || isSignalling(y)) {
            return rounding.quiet(isSignalling(a) ? a : isSignalling(x) ? x : y);
        }
        return rounding.quiet(isNan(a) ? a : isNan(x) ? x : y);
    }

    /** Flags N, Z, C, V in bits 31 to 28. Signalling NaNs are always invalid operands, quiet ones if one asks for it. */
    int compare(int op1, int op2, boolean quietIsInvalid) {
        int x = operand(op1);
        int y = operand(op2);
        if (isNan(x) || isNan(y)) {
            if (quietIsInvalid || isSignalling(x) || isSignalling(y)) {
                status.raise(FloatStatus.INVALID);
            }
            return Core.PSR_C | Core.PSR_V;
        }
        int left = ordered(x);
        int right = ordered(y);
        return left == right ? Core.PSR_Z | Core.PSR_C : left < right ? Core.PSR_N : Core.PSR_C;
    }

    /** The numbers in their order as the whole numbers are; both zeros alike. */
    private static int ordered(int x) {
        return x < 0 ? -(x & ~SIGN) : x;
    }

    // --- sums of two finite numbers -----------------------------------------------------------------------------------------

    private int exactSum(int sign1, int exponent1, long magnitude1, int sign2, int exponent2, long magnitude2) {
        if (magnitude1 == 0 && magnitude2 == 0) {
            return sign1 == sign2 ? sign1 : zeroOfDifference();
        }
        if (magnitude1 == 0) {
            return rounding.single(sign2, exponent2, magnitude2);
        }
        if (magnitude2 == 0) {
            return rounding.single(sign1, exponent1, magnitude1);
        }
        int up1 = Long.numberOfLeadingZeros(magnitude1) - (63 - SUM_TOP);
        int up2 = Long.numberOfLeadingZeros(magnitude2) - (63 - SUM_TOP);
        int top1 = exponent1 - up1;
        int top2 = exponent2 - up2;
        return top1 >= top2 ? aligned(sign1, top1, magnitude1 << up1, sign2, top2, magnitude2 << up2)
                : aligned(sign2, top2, magnitude2 << up2, sign1, top1, magnitude1 << up1);
    }

    private int aligned(int sign1, int exponent1, long magnitude1, int sign2, int exponent2, long magnitude2) {
        long smaller = movedDown(magnitude2, exponent1 - exponent2);
        if (sign1 == sign2) {
            return rounding.single(sign1, exponent1, magnitude1 + smaller);
        }
        long difference = magnitude1 - smaller;
        if (difference == 0) {
            return zeroOfDifference();
        }
        return difference > 0 ? rounding.single(sign1, exponent1, difference) : rounding.single(sign2, exponent1, -difference);
    }

    /** What falls out below is remembered in the lowest bit. */
    private static long movedDown(long magnitude, int places) {
        if (places > 62) {
            return 1;
        }
        long moved = magnitude >>> places;
        return moved << places == magnitude ? moved : moved | 1;
    }

    private int zeroOfDifference() {
        return status.rounding() == FloatStatus.DOWN ? SIGN : 0;
    }
}
