package io.sectorzero.sim.cortexm;

import static io.sectorzero.sim.cortexm.Row.row;

/**
 * Between the registers of the core and those of the floating-point unit. DDI 0403 Rev E §A6.6 and §A6.7 for the encodings,
 * §A7.7 for what they do. A double register is two single ones, the even one its lower half; there are 16, so that the
 * fifth bit of their number is always 0.
 */
final class FloatTransfers {

    static final InstructionTable TABLE = InstructionTable.of(
            row("111011100000nnnn tttt1010n0010000", "VMOV Sn, Rt",
                    (core, f) -> core.floatingPoint().s[f.n()] = core.r(f.t())).neitherSpNorPc("t"),
            row("111011100001nnnn tttt1010n0010000", "VMOV Rt, Sn",
                    (core, f) -> core.set(f.t(), core.floatingPoint().s[f.n()])).neitherSpNorPc("t"),
            row("1110111000i0dddd tttt101100010000", "VMOV.32 Dd[x], Rt",
                    (core, f) -> core.floatingPoint().s[2 * f.d() + f.i()] = core.r(f.t())).neitherSpNorPc("t"),
            row("1110111000i1nnnn tttt101100010000", "VMOV.32 Rt, Dn[x]",
                    (core, f) -> core.set(f.t(), core.floatingPoint().s[2 * f.n() + f.i()])).neitherSpNorPc("t"),

            row("111011000100ssss tttt101000m1mmmm", "VMOV Sm, Sm1, Rt, Rt2",
                    (core, f) -> toPair(core, f, Immediate.lowestBitFirst(f.m()))).neitherSpNorPc("ts").costs(2)
                    .unpredictable("m=31"),
            row("111011000101ssss tttt101000m1mmmm", "VMOV Rt, Rt2, Sm, Sm1",
                    (core, f) -> fromPair(core, f, Immediate.lowestBitFirst(f.m()))).neitherSpNorPc("ts").costs(2)
                    .unpredictable("m=31", "t=s"),
            row("111011000100ssss tttt10110001mmmm", "VMOV Dm, Rt, Rt2",
                    (core, f) -> toPair(core, f, 2 * f.m())).neitherSpNorPc("ts").costs(2),
            row("111011000101ssss tttt10110001mmmm", "VMOV Rt, Rt2, Dm",
                    (core, f) -> fromPair(core, f, 2 * f.m())).neitherSpNorPc("ts").costs(2).unpredictable("t=s"),

            row("1110111011110001 tttt101000010000", "VMRS Rt, FPSCR",
                    (core, f) -> core.set(f.t(), core.floatingPoint().status.bits())).unless("t=15").unpredictable("t=13"),
            row("1110111011110001 1111101000010000", "VMRS APSR_nzcv, FPSCR", (core, f) -> flagsToCore(core)),
            row("1110111011100001 tttt101000010000", "VMSR FPSCR, Rt",
                    (core, f) -> core.floatingPoint().status.bits(core.r(f.t()))).neitherSpNorPc("t"));

    private static final int LAST = 31;

    private FloatTransfers() {
    }

    private static void toPair(Core core, Instruction f, int first) {
        FloatingPointUnit fp = core.floatingPoint();
        fp.s[first] = core.r(f.t());
        fp.s[first + 1 & LAST] = core.r(f.s());
    }

    private static void fromPair(Core core, Instruction f, int first) {
        FloatingPointUnit fp = core.floatingPoint();
        core.set(f.t(), fp.s[first]);
        core.set(f.s(), fp.s[first + 1 & LAST]);
    }

    /** N, Z, C and V; Q stays. */
    private static void flagsToCore(Core core) {
        core.apsrNzcvq(core.floatingPoint().status.bits() & FloatStatus.FLAGS | core.apsr() & Core.PSR_Q);
    }
}
