package io.sectorzero.sim.cortexm;

/** FPSCR: flags of the last comparison, how to calculate, and which exceptions there were. DDI 0403 Rev E §A2.5.3. */
final class FloatStatus {

    static final int FLAGS = 0xF << 28;
    static final int ALTERNATIVE_HALF = 1 << 26;
    static final int DEFAULT_NAN = 1 << 25;
    static final int FLUSH_TO_ZERO = 1 << 24;
    private static final int ROUNDING_SHIFT = 22;

    /** The bits of FPSCR that say how to calculate; FPDSCR has them too. */
    static final int MODES = ALTERNATIVE_HALF | DEFAULT_NAN | FLUSH_TO_ZERO | 3 << ROUNDING_SHIFT;

    static final int INPUT_DENORMAL = 1 << 7;
    static final int INEXACT = 1 << 4;
    static final int UNDERFLOW = 1 << 3;
    static final int OVERFLOW = 1 << 2;
    static final int DIVISION_BY_ZERO = 1 << 1;
    static final int INVALID = 1;

    private static final int BITS = FLAGS | MODES | INPUT_DENORMAL | INEXACT | UNDERFLOW | OVERFLOW | DIVISION_BY_ZERO | INVALID;

    static final int TO_NEAREST = 0;
    static final int UP = 1;
    static final int DOWN = 2;
    static final int TO_ZERO = 3;

    private int bits;

    int bits() {
        return bits;
    }

    void bits(int value) {
        bits = value & BITS;
    }

    /** Takes over the modes from FPDSCR, and keeps the rest. */
    void modes(int value) {
        bits = bits & ~MODES | value & MODES;
    }

    /** N, Z, C, V as a comparison found them, in bits 31 to 28. */
    void flags(int nzcv) {
        bits = bits & ~FLAGS | nzcv;
    }

    /** The exceptions are never trapped on a Cortex-M4; they are only remembered. */
    void raise(int exception) {
        bits |= exception;
    }

    int rounding() {
        return bits >>> ROUNDING_SHIFT & 3;
    }

    boolean flushesToZero() {
        return (bits & FLUSH_TO_ZERO) != 0;
    }

    boolean wantsDefaultNan() {
        return (bits & DEFAULT_NAN) != 0;
    }

    boolean usesAlternativeHalf() {
        return (bits & ALTERNATIVE_HALF) != 0;
    }
}
