package io.sectorzero.sim.cortexm;

import static io.sectorzero.sim.cortexm.Row.row;

import io.sectorzero.sim.silicon.BusWidth;

/**
 * Exclusive access. DDI 0403 Rev E §A5.3.6 and §A5.3.13 for the encodings, §A3.4 for the local monitor. The Cortex-M4's
 * monitor tags no address: any exclusive store succeeds after any exclusive load. DDI 0439 Rev D "Exclusive monitor".
 */
final class Exclusives {

    static final InstructionTable TABLE = InstructionTable.of(
            row("111010000101nnnn tttt1111iiiiiiii", "LDREX Rt, [Rn, #imm8]",
                    (core, f) -> load(core, f, core.r(f.n()) + f.i(), BusWidth.WORD))
                    .immediate(Immediate::words).neitherSpNorPc("t").unpredictable("n=15").costs(2),
            row("111010000100nnnn ttttddddiiiiiiii", "STREX Rd, Rt, [Rn, #imm8]",
                    (core, f) -> store(core, f, core.r(f.n()) + f.i(), BusWidth.WORD))
                    .immediate(Immediate::words).neitherSpNorPc("dt").unpredictable("n=15", "d=n", "d=t").costs(2),
            row("111010001101nnnn tttt111101001111", "LDREXB Rt, [Rn]",
                    (core, f) -> load(core, f, core.r(f.n()), BusWidth.BYTE))
                    .neitherSpNorPc("t").unpredictable("n=15").costs(2),
            row("111010001101nnnn tttt111101011111", "LDREXH Rt, [Rn]",
                    (core, f) -> load(core, f, core.r(f.n()), BusWidth.HALF_WORD))
                    .neitherSpNorPc("t").unpredictable("n=15").costs(2),
            row("111010001100nnnn tttt11110100dddd", "STREXB Rd, Rt, [Rn]",
                    (core, f) -> store(core, f, core.r(f.n()), BusWidth.BYTE))
                    .neitherSpNorPc("dt").unpredictable("n=15", "d=n", "d=t").costs(2),
            row("111010001100nnnn tttt11110101dddd", "STREXH Rd, Rt, [Rn]",
                    (core, f) -> store(core, f, core.r(f.n()), BusWidth.HALF_WORD))
                    .neitherSpNorPc("dt").unpredictable("n=15", "d=n", "d=t").costs(2),
            row("1111001110111111 1000111100101111", "CLREX",
                    (core, f) -> core.exclusive = false));

    private Exclusives() {
    }

    private static void load(Core core, Instruction f, int address, BusWidth width) {
        core.requireAligned(address, width.bytes() - 1);
        int value = core.read(address, width);
        core.exclusive = true;
        core.set(f.t(), value);
    }

    private static void store(Core core, Instruction f, int address, BusWidth width) {
        core.requireAligned(address, width.bytes() - 1);
        if (core.exclusive) {
            core.write(address, core.r(f.t()), width);
            core.exclusive = false;
            core.set(f.d(), 0);
        } else {
            core.set(f.d(), 1);
        }
    }
}
