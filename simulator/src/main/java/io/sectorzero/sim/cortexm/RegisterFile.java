package io.sectorzero.sim.cortexm;

import java.util.Arrays;

/**
 * The registers, flags and stack pointers of the core. DDI 0403 Rev E §B1.4.
 *
 * <p>Flags are kept as the values they were computed from, because most of them are overwritten before anyone looks.
 */
abstract class RegisterFile {

    static final int SP = 13;
    static final int LR = 14;
    static final int PC = 15;

    static final int PSR_N = 1 << 31;
    static final int PSR_Z = 1 << 30;
    static final int PSR_C = 1 << 29;
    static final int PSR_V = 1 << 28;
    static final int PSR_Q = 1 << 27;
    static final int PSR_T = 1 << 24;
    static final int PSR_EXCEPTION = 0x1FF;

    static final int CONTROL_UNPRIVILEGED = 1;
    static final int CONTROL_PROCESS_STACK = 2;
    static final int CONTROL_FLOATING_POINT = 4;

    /** R15 holds what an instruction reads there: its own address plus 4. */
    final int[] r = new int[16];

    /** N is bit 31 of this. */
    int negative;
    /** Z is set when this is 0. */
    int zero = 1;
    /** C: 0 or 1. */
    int carry;
    /** V is bit 31 of this. */
    int overflow;
    /** Q: 0 or 1, never cleared by arithmetic. */
    int saturated;
    /** GE[3:0]. */
    int greaterOrEqual;
    /** IT[7:0]; 0 outside an IT block. */
    int it;
    /** IPSR: 0 in Thread mode. */
    int exceptionNumber;
    boolean thumb = true;
    int control;
    int primask;
    int faultmask;
    int basepri;
    /** Main or process stack pointer, whichever R13 is not. */
    int otherSp;

    /** As a reset leaves them. */
    final void resetRegisters() {
        xpsr(PSR_T);
        Arrays.fill(r, 0);
        otherSp = 0;
        r[LR] = -1;
        mode(0, 0);
        primask = 0;
        faultmask = 0;
        basepri = 0;
    }

    final int r(int number) {
        return r[number];
    }

    /** Bits 1 and 0 of SP are always 0. A write to R15 that is no branch is UNPREDICTABLE and has no effect. */
    final void set(int number, int value) {
        r[number] = number == SP ? value & ~3 : value;
    }

    // --- flags ------------------------------------------------------------------------------------------------------

    final int flagsOf(int result) {
        negative = result;
        zero = result;
        return result;
    }

    final int flagsOf(int result, int carryOut) {
        carry = carryOut;
        negative = result;
        zero = result;
        return result;
    }

    /** Q is sticky: it is set here and cleared by MSR only. */
    final void saturate() {
        saturated = 1;
    }

    /** §A7.3 "Conditional execution": the condition codes, EQ to AL. */
    final boolean holds(int condition) {
        boolean result = switch (condition >>> 1) {
            case 0 -> zero == 0;
            case 1 -> carry != 0;
            case 2 -> negative < 0;
            case 3 -> overflow < 0;
            case 4 -> carry != 0 && zero != 0;
            case 5 -> negative < 0 == overflow < 0;
            case 6 -> negative < 0 == overflow < 0 && zero != 0;
            default -> true;
        };
        return (condition & 1) != 0 && condition < 14 ? !result : result;
    }

    final int apsr() {
        return negative & PSR_N | (zero == 0 ? PSR_Z : 0) | carry << 29 | (overflow < 0 ? PSR_V : 0)
                | saturated << 27 | greaterOrEqual << 16;
    }

    /** N, Z, C, V and Q; GE is set by {@link #apsrGe}. */
    final void apsrNzcvq(int bits) {
        negative = bits;
        zero = ~bits & PSR_Z;
        carry = bits >>> 29 & 1;
        overflow = bits << 3;
        saturated = bits >>> 27 & 1;
    }

    final void apsrGe(int bits) {
        greaterOrEqual = bits >>> 16 & 0xF;
    }

    final int epsr() {
        return (thumb ? PSR_T : 0) | (it & 3) << 25 | (it & 0xFC) << 8;
    }

    final int xpsr() {
        return apsr() | epsr() | exceptionNumber;
    }

    /** All of it, as an exception return restores it. */
    final void xpsr(int bits) {
        apsrNzcvq(bits);
        apsrGe(bits);
        thumb = (bits & PSR_T) != 0;
        it = bits >>> 25 & 3 | bits >>> 8 & 0xFC;
        exceptionNumber = bits & PSR_EXCEPTION;
    }

    // --- modes and stacks -------------------------------------------------------------------------------------------

    final boolean isHandler() {
        return exceptionNumber != 0;
    }

    final boolean isPrivileged() {
        return exceptionNumber != 0 || (control & CONTROL_UNPRIVILEGED) == 0;
    }

    /** Whether R13 is the process stack pointer. */
    final boolean usesProcessStack() {
        return exceptionNumber == 0 && (control & CONTROL_PROCESS_STACK) != 0;
    }

    final int mainSp() {
        return usesProcessStack() ? otherSp : r[SP];
    }

    final int processSp() {
        return usesProcessStack() ? r[SP] : otherSp;
    }

    final void mainSp(int value) {
        if (usesProcessStack()) {
            otherSp = value & ~3;
        } else {
            r[SP] = value & ~3;
        }
    }

    final void processSp(int value) {
        if (usesProcessStack()) {
            r[SP] = value & ~3;
        } else {
            otherSp = value & ~3;
        }
    }

    /** Changes mode and stack selection together and puts the right stack pointer into R13. */
    final void mode(int exception, int newControl) {
        boolean before = usesProcessStack();
        exceptionNumber = exception;
        control = newControl;
        if (usesProcessStack() != before) {
            int shown = r[SP];
            r[SP] = otherSp;
            otherSp = shown;
        }
    }
}
