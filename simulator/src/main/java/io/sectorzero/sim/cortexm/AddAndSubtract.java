package io.sectorzero.sim.cortexm;

import static io.sectorzero.sim.cortexm.Row.row;

/**
 * Addition, subtraction, comparison. DDI 0403 Rev E §A5.2.1 to §A5.2.3, §A5.3.1, §A5.3.3 and §A5.3.11 for the encodings,
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
                    (core, f) -> core.set(f.d(), core.addWithFlags(core.r(f.d()), ~f.i(), 1))).flagsOutsideItOnly(),
            row("0100000101mmmddd", "ADCS Rd, Rm",
                    (core, f) -> core.set(f.d(), core.addWithFlags(core.r(f.d()), core.r(f.m()), core.carry)))
                    .flagsOutsideItOnly(),
            row("0100000110mmmddd", "SBCS Rd, Rm",
                    (core, f) -> core.set(f.d(), core.addWithFlags(core.r(f.d()), ~core.r(f.m()), core.carry)))
                    .flagsOutsideItOnly(),
            row("0100001001nnnddd", "RSBS Rd, Rn, #0",
                    (core, f) -> core.set(f.d(), core.addWithFlags(~core.r(f.n()), 0, 1))).flagsOutsideItOnly(),
            row("0100001010mmmnnn", "CMP Rn, Rm",
                    (core, f) -> core.addWithFlags(core.r(f.n()), ~core.r(f.m()), 1)),
            row("0100001011mmmnnn", "CMN Rn, Rm",
                    (core, f) -> core.addWithFlags(core.r(f.n()), core.r(f.m()), 0)),
            row("01000100dmmmmddd", "ADD Rd, Rm",
                    (core, f) -> core.set(f.d(), core.r(f.d()) + core.r(f.m()))).unless("d=15").unpredictable("m=15 d=15"),
            row("010001001mmmm111", "ADD PC, Rm",
                    (core, f) -> core.branchTo(core.r(Core.PC) + core.r(f.m()))).unpredictable("m=15"),
            row("01000101nmmmmnnn", "CMP Rn, Rm",
                    (core, f) -> core.addWithFlags(core.r(f.n()), ~core.r(f.m()), 1))
                    .unpredictable("n=15", "m=15", "n=0|1|2|3|4|5|6|7 m=0|1|2|3|4|5|6|7"),
            row("10100dddiiiiiiii", "ADR Rd, label",
                    (core, f) -> core.set(f.d(), (core.r(Core.PC) & ~3) + f.i())).immediate(Immediate::words),
            row("10101dddiiiiiiii", "ADD Rd, SP, #imm8",
                    (core, f) -> core.set(f.d(), core.r(Core.SP) + f.i())).immediate(Immediate::words),
            row("101100000iiiiiii", "ADD SP, SP, #imm7",
                    (core, f) -> core.set(Core.SP, core.r(Core.SP) + f.i())).immediate(Immediate::words),
            row("101100001iiiiiii", "SUB SP, SP, #imm7",
                    (core, f) -> core.set(Core.SP, core.r(Core.SP) - f.i())).immediate(Immediate::words),

            row("11110i01000Snnnn 0iiiddddiiiiiiii", "ADD{S}.W Rd, Rn, #const",
                    (core, f) -> core.sum(f, core.r(f.n()), f.i(), 0)).immediate(Immediate::expanded)
                    .unless("d=15 S=1").unpredictable("d=15", "n=15").unpredictable("d=13 n=0|1|2|3|4|5|6|7|8|9|10|11|12|14"),
            row("11110i010001nnnn 0iii1111iiiiiiii", "CMN.W Rn, #const",
                    (core, f) -> core.addWithFlags(core.r(f.n()), f.i(), 0)).immediate(Immediate::expanded)
                    .unpredictable("n=15"),
            row("11110i01010Snnnn 0iiiddddiiiiiiii", "ADC{S}.W Rd, Rn, #const",
                    (core, f) -> core.sum(f, core.r(f.n()), f.i(), core.carry)).immediate(Immediate::expanded)
                    .neitherSpNorPc("dn"),
            row("11110i01011Snnnn 0iiiddddiiiiiiii", "SBC{S}.W Rd, Rn, #const",
                    (core, f) -> core.sum(f, core.r(f.n()), ~f.i(), core.carry)).immediate(Immediate::expanded)
                    .neitherSpNorPc("dn"),
            row("11110i01101Snnnn 0iiiddddiiiiiiii", "SUB{S}.W Rd, Rn, #const",
                    (core, f) -> core.sum(f, core.r(f.n()), ~f.i(), 1)).immediate(Immediate::expanded)
                    .unless("d=15 S=1").unpredictable("d=15", "n=15").unpredictable("d=13 n=0|1|2|3|4|5|6|7|8|9|10|11|12|14"),
            row("11110i011011nnnn 0iii1111iiiiiiii", "CMP.W Rn, #const",
                    (core, f) -> core.addWithFlags(core.r(f.n()), ~f.i(), 1)).immediate(Immediate::expanded)
                    .unpredictable("n=15"),
            row("11110i01110Snnnn 0iiiddddiiiiiiii", "RSB{S}.W Rd, Rn, #const",
                    (core, f) -> core.sum(f, ~core.r(f.n()), f.i(), 1)).immediate(Immediate::expanded)
                    .neitherSpNorPc("dn"),

            row("11110i100000nnnn 0iiiddddiiiiiiii", "ADDW Rd, Rn, #imm12",
                    (core, f) -> core.set(f.d(), core.r(f.n()) + f.i())).unless("n=15").unpredictable("d=15")
                    .unpredictable("d=13 n=0|1|2|3|4|5|6|7|8|9|10|11|12|14"),
            row("11110i1000001111 0iiiddddiiiiiiii", "ADR.W Rd, label after",
                    (core, f) -> core.set(f.d(), (core.r(Core.PC) & ~3) + f.i())).neitherSpNorPc("d"),
            row("11110i101010nnnn 0iiiddddiiiiiiii", "SUBW Rd, Rn, #imm12",
                    (core, f) -> core.set(f.d(), core.r(f.n()) - f.i())).unless("n=15").unpredictable("d=15")
                    .unpredictable("d=13 n=0|1|2|3|4|5|6|7|8|9|10|11|12|14"),
            row("11110i1010101111 0iiiddddiiiiiiii", "ADR.W Rd, label before",
                    (core, f) -> core.set(f.d(), (core.r(Core.PC) & ~3) - f.i())).neitherSpNorPc("d"),

            row("11101011000Snnnn 0iiiddddiiyymmmm", "ADD{S}.W Rd, Rn, Rm, shift",
                    (core, f) -> core.sum(f, core.r(f.n()), core.shifted(f), 0))
                    .unless("d=15 S=1").unpredictable("d=15", "n=15").neitherSpNorPc("m")
                    .unpredictable("d=13 n=0|1|2|3|4|5|6|7|8|9|10|11|12|14", "d=13 y=1|2|3", "d=13 i=4|5|6|7|8|9|10|11|12|13|14|15|16|17|18|19|20|21|22|23|24|25|26|27|28|29|30|31"),
            row("111010110001nnnn 0iii1111iiyymmmm", "CMN.W Rn, Rm, shift",
                    (core, f) -> core.addWithFlags(core.r(f.n()), core.shifted(f), 0)).unpredictable("n=15").neitherSpNorPc("m"),
            row("11101011010Snnnn 0iiiddddiiyymmmm", "ADC{S}.W Rd, Rn, Rm, shift",
                    (core, f) -> core.sum(f, core.r(f.n()), core.shifted(f), core.carry)).neitherSpNorPc("dnm"),
            row("11101011011Snnnn 0iiiddddiiyymmmm", "SBC{S}.W Rd, Rn, Rm, shift",
                    (core, f) -> core.sum(f, core.r(f.n()), ~core.shifted(f), core.carry)).neitherSpNorPc("dnm"),
            row("11101011101Snnnn 0iiiddddiiyymmmm", "SUB{S}.W Rd, Rn, Rm, shift",
                    (core, f) -> core.sum(f, core.r(f.n()), ~core.shifted(f), 1))
                    .unless("d=15 S=1").unpredictable("d=15", "n=15").neitherSpNorPc("m")
                    .unpredictable("d=13 n=0|1|2|3|4|5|6|7|8|9|10|11|12|14", "d=13 y=1|2|3", "d=13 i=4|5|6|7|8|9|10|11|12|13|14|15|16|17|18|19|20|21|22|23|24|25|26|27|28|29|30|31"),
            row("111010111011nnnn 0iii1111iiyymmmm", "CMP.W Rn, Rm, shift",
                    (core, f) -> core.addWithFlags(core.r(f.n()), ~core.shifted(f), 1)).unpredictable("n=15").neitherSpNorPc("m"),
            row("11101011110Snnnn 0iiiddddiiyymmmm", "RSB{S}.W Rd, Rn, Rm, shift",
                    (core, f) -> core.sum(f, ~core.r(f.n()), core.shifted(f), 1)).neitherSpNorPc("dnm"));

    private AddAndSubtract() {
    }
}
