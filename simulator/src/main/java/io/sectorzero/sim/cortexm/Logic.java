package io.sectorzero.sim.cortexm;

import static io.sectorzero.sim.cortexm.Row.row;

/**
 * AND, OR, their relatives, moves. DDI 0403 Rev E §A5.2.1 to §A5.2.3, §A5.3.1, §A5.3.3 and §A5.3.11 for the encodings,
 * §A7.7 for what they do.
 */
final class Logic {

    static final InstructionTable TABLE = InstructionTable.of(
            row("00100dddiiiiiiii", "MOVS Rd, #imm8",
                    (core, f) -> core.set(f.d(), core.flagsOf(f.i()))).flagsOutsideItOnly(),
            row("0000000000mmmddd", "MOVS Rd, Rm",
                    (core, f) -> core.set(f.d(), core.flagsOf(core.r(f.m())))),
            row("0100000000mmmddd", "ANDS Rd, Rm",
                    (core, f) -> core.set(f.d(), core.flagsOf(core.r(f.d()) & core.r(f.m())))).flagsOutsideItOnly(),
            row("0100000001mmmddd", "EORS Rd, Rm",
                    (core, f) -> core.set(f.d(), core.flagsOf(core.r(f.d()) ^ core.r(f.m())))).flagsOutsideItOnly(),
            row("0100001000mmmnnn", "TST Rn, Rm",
                    (core, f) -> core.flagsOf(core.r(f.n()) & core.r(f.m()))),
            row("0100001100mmmddd", "ORRS Rd, Rm",
                    (core, f) -> core.set(f.d(), core.flagsOf(core.r(f.d()) | core.r(f.m())))).flagsOutsideItOnly(),
            row("0100001110mmmddd", "BICS Rd, Rm",
                    (core, f) -> core.set(f.d(), core.flagsOf(core.r(f.d()) & ~core.r(f.m())))).flagsOutsideItOnly(),
            row("0100001111mmmddd", "MVNS Rd, Rm",
                    (core, f) -> core.set(f.d(), core.flagsOf(~core.r(f.m())))).flagsOutsideItOnly(),
            row("01000110dmmmmddd", "MOV Rd, Rm",
                    (core, f) -> core.set(f.d(), core.r(f.m()))).unless("d=15"),
            row("010001101mmmm111", "MOV PC, Rm",
                    (core, f) -> core.branchTo(core.r(f.m()))),

            row("11110i00000Snnnn 0iiiddddiiiiiiii", "AND{S}.W Rd, Rn, #const",
                    (core, f) -> core.logical(f, core.r(f.n()) & core.constant(f))).immediate(Immediate::expanded)
                    .unless("d=15 S=1").neitherSpNorPc("dn"),
            row("11110i000001nnnn 0iii1111iiiiiiii", "TST.W Rn, #const",
                    (core, f) -> core.test(core.r(f.n()) & core.constant(f))).immediate(Immediate::expanded)
                    .neitherSpNorPc("n"),
            row("11110i00001Snnnn 0iiiddddiiiiiiii", "BIC{S}.W Rd, Rn, #const",
                    (core, f) -> core.logical(f, core.r(f.n()) & ~core.constant(f))).immediate(Immediate::expanded)
                    .neitherSpNorPc("dn"),
            row("11110i00010Snnnn 0iiiddddiiiiiiii", "ORR{S}.W Rd, Rn, #const",
                    (core, f) -> core.logical(f, core.r(f.n()) | core.constant(f))).immediate(Immediate::expanded)
                    .unless("n=15").neitherSpNorPc("dn"),
            row("11110i00010S1111 0iiiddddiiiiiiii", "MOV{S}.W Rd, #const",
                    (core, f) -> core.logical(f, core.constant(f))).immediate(Immediate::expanded)
                    .neitherSpNorPc("d"),
            row("11110i00011Snnnn 0iiiddddiiiiiiii", "ORN{S} Rd, Rn, #const",
                    (core, f) -> core.logical(f, core.r(f.n()) | ~core.constant(f))).immediate(Immediate::expanded)
                    .unless("n=15").neitherSpNorPc("dn"),
            row("11110i00011S1111 0iiiddddiiiiiiii", "MVN{S} Rd, #const",
                    (core, f) -> core.logical(f, ~core.constant(f))).immediate(Immediate::expanded)
                    .neitherSpNorPc("d"),
            row("11110i00100Snnnn 0iiiddddiiiiiiii", "EOR{S}.W Rd, Rn, #const",
                    (core, f) -> core.logical(f, core.r(f.n()) ^ core.constant(f))).immediate(Immediate::expanded)
                    .unless("d=15 S=1").neitherSpNorPc("dn"),
            row("11110i001001nnnn 0iii1111iiiiiiii", "TEQ Rn, #const",
                    (core, f) -> core.test(core.r(f.n()) ^ core.constant(f))).immediate(Immediate::expanded)
                    .neitherSpNorPc("n"),

            row("11110i100100iiii 0iiiddddiiiiiiii", "MOVW Rd, #imm16",
                    (core, f) -> core.set(f.d(), f.i())).immediate(Immediate::sixteen).neitherSpNorPc("d"),
            row("11110i101100iiii 0iiiddddiiiiiiii", "MOVT Rd, #imm16",
                    (core, f) -> core.set(f.d(), core.r(f.d()) & 0xFFFF | f.i() << 16)).immediate(Immediate::sixteen)
                    .neitherSpNorPc("d"),

            row("11101010000Snnnn 0iiiddddiiyymmmm", "AND{S}.W Rd, Rn, Rm, shift",
                    (core, f) -> core.logical(f, core.r(f.n()) & core.shifted(f)))
                    .unless("d=15 S=1").neitherSpNorPc("dnm"),
            row("111010100001nnnn 0iii1111iiyymmmm", "TST.W Rn, Rm, shift",
                    (core, f) -> core.test(core.r(f.n()) & core.shifted(f))).neitherSpNorPc("nm"),
            row("11101010001Snnnn 0iiiddddiiyymmmm", "BIC{S}.W Rd, Rn, Rm, shift",
                    (core, f) -> core.logical(f, core.r(f.n()) & ~core.shifted(f))).neitherSpNorPc("dnm"),
            row("11101010010Snnnn 0iiiddddiiyymmmm", "ORR{S}.W Rd, Rn, Rm, shift",
                    (core, f) -> core.logical(f, core.r(f.n()) | core.shifted(f))).unless("n=15").neitherSpNorPc("dnm"),
            row("1110101001001111 0000dddd0000mmmm", "MOV.W Rd, Rm",
                    (core, f) -> core.set(f.d(), core.r(f.m()))).unpredictable("d=15", "m=15", "d=13 m=13"),
            row("1110101001011111 0000dddd0000mmmm", "MOVS.W Rd, Rm",
                    (core, f) -> core.set(f.d(), core.flagsOf(core.r(f.m())))).neitherSpNorPc("dm"),
            row("11101010011Snnnn 0iiiddddiiyymmmm", "ORN{S} Rd, Rn, Rm, shift",
                    (core, f) -> core.logical(f, core.r(f.n()) | ~core.shifted(f))).unless("n=15").neitherSpNorPc("dnm"),
            row("11101010011S1111 0iiiddddiiyymmmm", "MVN{S}.W Rd, Rm, shift",
                    (core, f) -> core.logical(f, ~core.shifted(f))).neitherSpNorPc("dm"),
            row("11101010100Snnnn 0iiiddddiiyymmmm", "EOR{S}.W Rd, Rn, Rm, shift",
                    (core, f) -> core.logical(f, core.r(f.n()) ^ core.shifted(f)))
                    .unless("d=15 S=1").neitherSpNorPc("dnm"),
            row("111010101001nnnn 0iii1111iiyymmmm", "TEQ Rn, Rm, shift",
                    (core, f) -> core.test(core.r(f.n()) ^ core.shifted(f))).neitherSpNorPc("nm"));

    private Logic() {
    }
}
