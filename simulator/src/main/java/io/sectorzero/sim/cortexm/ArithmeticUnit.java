package io.sectorzero.sim.cortexm;

/**
 * The arithmetic of DDI 0403 Rev E §A2.2.1 and §A5.3.2: addition with flags, the shifter, constants, and the two ways in
 * which a data-processing instruction ends.
 */
abstract class ArithmeticUnit extends RegisterFile {

    static final int LSL = 0;
    static final int LSR = 1;
    static final int ASR = 2;
    static final int ROR = 3;

    /** What C becomes if the instruction under way sets the flags; left by the shifter for {@link #logical}. */
    private int carryOut;

    /** x + y + carry with all four flags; a subtraction is {@code (x, ~y, 1)}. §A2.2.1 AddWithCarry(). */
    final int addWithFlags(int x, int y, int carryIn) {
        int sum = x + y + carryIn;
        carry = (x & y | (x | y) & ~sum) >>> 31;
        overflow = (x ^ sum) & (y ^ sum);
        negative = sum;
        zero = sum;
        return sum;
    }

    /** Rd = x + y + carry; with flags when the instruction says S. */
    final void sum(Instruction f, int x, int y, int carryIn) {
        set(f.d(), f.sets() ? addWithFlags(x, y, carryIn) : x + y + carryIn);
    }

    /** Rd = result; with N and Z, and C from the shifter, when the instruction says S. */
    final void logical(Instruction f, int result) {
        if (f.sets()) {
            flagsOf(result, carryOut);
        }
        set(f.d(), result);
    }

    /** N and Z from the result, C from the shifter. */
    final int test(int result) {
        return flagsOf(result, carryOut);
    }

    /** The modified immediate constant of the instruction. §A5.3.2 ThumbExpandImm_C(). */
    final int constant(Instruction f) {
        // Only the rotated form moves the carry: it is bit 31 of what came out.
        carryOut = f.rawImmediate() >= 0x400 ? f.i() >>> 31 : carry;
        return f.i();
    }

    /** Rm, shifted by a constant: type in the field y, amount in i. §A7.4.2 DecodeImmShift(). */
    final int shifted(Instruction f) {
        int x = r[f.m()];
        int amount = f.i();
        if (amount == 0) {
            return shiftedByZero(x, f.y());
        }
        return shift(x, f.y(), amount);
    }

    // An amount of 0 means no shift for LSL, 32 for LSR and ASR, RRX for ROR.
    private int shiftedByZero(int x, int type) {
        switch (type) {
            case LSL:
                carryOut = carry;
                return x;
            case LSR:
                carryOut = x >>> 31;
                return 0;
            case ASR:
                carryOut = x >>> 31;
                return x >> 31;
            default:
                carryOut = x & 1;
                return carry << 31 | x >>> 1;
        }
    }

    /** A shift by an amount from a register, of which the lowest byte counts. §A2.2.1 Shift_C(). */
    final int shiftedBy(int x, int type, int register) {
        int amount = register & 0xFF;
        if (amount == 0) {
            carryOut = carry;
            return x;
        }
        if (type == ROR) {
            int result = Integer.rotateRight(x, amount);
            carryOut = result >>> 31;
            return result;
        }
        return amount < 32 ? shift(x, type, amount) : shiftedOut(x, type, amount);
    }

    private int shift(int x, int type, int amount) {
        switch (type) {
            case LSL:
                carryOut = x >>> 32 - amount & 1;
                return x << amount;
            case LSR:
                carryOut = x >>> amount - 1 & 1;
                return x >>> amount;
            case ASR:
                carryOut = x >> amount - 1 & 1;
                return x >> amount;
            default:
                carryOut = x >>> amount - 1 & 1;
                return Integer.rotateRight(x, amount);
        }
    }

    private int shiftedOut(int x, int type, int amount) {
        switch (type) {
            case LSL:
                carryOut = amount == 32 ? x & 1 : 0;
                return 0;
            case LSR:
                carryOut = amount == 32 ? x >>> 31 : 0;
                return 0;
            default:
                carryOut = x >>> 31;
                return x >> 31;
        }
    }
}
