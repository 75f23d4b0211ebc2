package io.sectorzero.sim.cortexm;

import static io.sectorzero.sim.cortexm.Row.row;

/**
 * Addition, subtraction, comparison. DDI 0403 Rev E §A5.2.1, §A5.2.3, §A5.3.1, §A5.3.3 and §A5.3.11 for the encodings,
 * §A7.7 for what they do.
 */
final class AddAndSubtract {

    static final InstructionTable TABLE = InstructionTable.of(
            row("0001100mmmnnnddd", "ADDS Rd, Rn, Rm",
                    (core, f) -> core.set(f.d(), core.addWithFlags(core.r(f.n()), core.r(f.m()), 0))).flagsOutsideItOnly(),
            row("0001101mmmnnnddd", "SUBS Rd, Rn, Rm",
                    (core, f) -> core.set(f.d(), core.addWithFlags(core.r(f.n()), ~core.r(f.m()), 1))).flagsOutsideItOnly(),
            row("0001110iiinnnddd", "ADDS Rd, Rn, #imm3",
                    (core, f) -> core.set(f.d(), core.addWithFlags(core.r(f.n()), f.i(), 0))).flagsOutsideItOnly(),
            row("0001111iiinnnddd", "SUBS Rd, Rn, #imm3",
                    (core, f) -> core.set(f.d(), core.addWithFlags(core.r(f.n()), ~f.i(), 1))).flagsOutsideItOnly(),
            row("00101nnniiiiiiii", "CMP Rn, #imm8",
                    (core, f) -> core.addWithFlags(core.r(f.n()), ~f.i(), 1)),
            row("00110dddiiiiiiii", "ADDS Rd, #imm8",
                    (core, f) -> core.set(f.d(), core.addWithFlags(core.r(f.d()), f.i(), 0))).flagsOutsideItOnly(),
            row("00111dddiiiiiiii", "SUBS Rd, #imm8",
                    (core, f) -> core.set(f.d(), core.addWithFlags(core.r(f.d()), ~f.i(), 1))).flagsOutsideItOnly());

    private AddAndSubtract() {
    }
}
