package io.sectorzero.sim.cortexm;

import static io.sectorzero.sim.cortexm.ArithmeticUnit.ASR;
import static io.sectorzero.sim.cortexm.ArithmeticUnit.LSL;
import static io.sectorzero.sim.cortexm.ArithmeticUnit.LSR;
import static io.sectorzero.sim.cortexm.ArithmeticUnit.ROR;
import static io.sectorzero.sim.cortexm.Row.row;

/** Shifts on their own. DDI 0403 Rev E §A5.2.1, §A5.2.2, §A5.3.11 and §A5.3.12 for the encodings, §A7.7 for what they do. */
final class Shifts {

    static final InstructionTable TABLE = InstructionTable.of(
            row("000yyiiiiimmmddd", "LSLS, LSRS, ASRS Rd, Rm, #imm5",
                    (core, f) -> core.set(f.d(), core.test(core.shifted(f)))).unless("y=3").unless("y=0 i=0").flagsOutsideItOnly(),
            row("0100000010mmmddd", "LSLS Rd, Rm",
                    (core, f) -> core.set(f.d(), core.test(core.shiftedBy(core.r(f.d()), LSL, core.r(f.m())))))
                    .flagsOutsideItOnly(),
            row("0100000011mmmddd", "LSRS Rd, Rm",
                    (core, f) -> core.set(f.d(), core.test(core.shiftedBy(core.r(f.d()), LSR, core.r(f.m())))))
                    .flagsOutsideItOnly(),
            row("0100000100mmmddd", "ASRS Rd, Rm",
                    (core, f) -> core.set(f.d(), core.test(core.shiftedBy(core.r(f.d()), ASR, core.r(f.m())))))
                    .flagsOutsideItOnly(),
            row("0100000111mmmddd", "RORS Rd, Rm",
                    (core, f) -> core.set(f.d(), core.test(core.shiftedBy(core.r(f.d()), ROR, core.r(f.m())))))
                    .flagsOutsideItOnly(),

            row("11101010010S1111 0iiiddddiiyymmmm", "LSL{S}, LSR{S}, ASR{S}, ROR{S}, RRX{S} Rd, Rm, #imm5",
                    (core, f) -> core.logical(f, core.shifted(f))).unless("y=0 i=0").neitherSpNorPc("dm"),
            row("11111010000Snnnn 1111dddd0000mmmm", "LSL{S}.W Rd, Rn, Rm",
                    (core, f) -> core.logical(f, core.shiftedBy(core.r(f.n()), LSL, core.r(f.m())))).neitherSpNorPc("dnm"),
            row("11111010001Snnnn 1111dddd0000mmmm", "LSR{S}.W Rd, Rn, Rm",
                    (core, f) -> core.logical(f, core.shiftedBy(core.r(f.n()), LSR, core.r(f.m())))).neitherSpNorPc("dnm"),
            row("11111010010Snnnn 1111dddd0000mmmm", "ASR{S}.W Rd, Rn, Rm",
                    (core, f) -> core.logical(f, core.shiftedBy(core.r(f.n()), ASR, core.r(f.m())))).neitherSpNorPc("dnm"),
            row("11111010011Snnnn 1111dddd0000mmmm", "ROR{S}.W Rd, Rn, Rm",
                    (core, f) -> core.logical(f, core.shiftedBy(core.r(f.n()), ROR, core.r(f.m())))).neitherSpNorPc("dnm"));

    private Shifts() {
    }
}
