package io.sectorzero.sim.cortexm;

import static io.sectorzero.sim.cortexm.Row.row;

import io.sectorzero.sim.silicon.BusWidth;

/**
 * Loads of one register. DDI 0403 Rev E §A5.2.1, §A5.2.4 and §A5.3.7 to §A5.3.9 for the encodings, §A7.7 for what they do.
 * A byte or half-word with Rt = 15 is a hint (PLD, PLI) or nothing at all.
 */
final class Loads {

    static final InstructionTable TABLE = InstructionTable.of(
            row("01001tttiiiiiiii", "LDR Rt, label",
                    (core, f) -> core.set(f.t(), core.word((core.r(Core.PC) & ~3) + f.i())))
                    .immediate(Immediate::words).costs(2),
            row("0101011mmmnnnttt", "LDRSB Rt, [Rn, Rm]",
                    (core, f) -> core.set(f.t(), (byte) core.octet(core.r(f.n()) + core.r(f.m())))).costs(2),
            row("0101100mmmnnnttt", "LDR Rt, [Rn, Rm]",
                    (core, f) -> core.set(f.t(), core.word(core.r(f.n()) + core.r(f.m())))).costs(2),
            row("0101101mmmnnnttt", "LDRH Rt, [Rn, Rm]",
                    (core, f) -> core.set(f.t(), core.half(core.r(f.n()) + core.r(f.m())))).costs(2),
            row("0101110mmmnnnttt", "LDRB Rt, [Rn, Rm]",
                    (core, f) -> core.set(f.t(), core.octet(core.r(f.n()) + core.r(f.m())))).costs(2),
            row("0101111mmmnnnttt", "LDRSH Rt, [Rn, Rm]",
                    (core, f) -> core.set(f.t(), (short) core.half(core.r(f.n()) + core.r(f.m())))).costs(2),
            row("01101iiiiinnnttt", "LDR Rt, [Rn, #imm5]",
                    (core, f) -> core.set(f.t(), core.word(core.r(f.n()) + f.i())))
                    .immediate(Immediate::words).costs(2),
            row("01111iiiiinnnttt", "LDRB Rt, [Rn, #imm5]",
                    (core, f) -> core.set(f.t(), core.octet(core.r(f.n()) + f.i()))).costs(2),
            row("10001iiiiinnnttt", "LDRH Rt, [Rn, #imm5]",
                    (core, f) -> core.set(f.t(), core.half(core.r(f.n()) + f.i())))
                    .immediate(Immediate::halfWords).costs(2),
            row("10011tttiiiiiiii", "LDR Rt, [SP, #imm8]",
                    (core, f) -> core.set(f.t(), core.word(core.r(Core.SP) + f.i())))
                    .immediate(Immediate::words).costs(2),

            row("11111000i1011111 ttttiiiiiiiiiiii", "LDR.W Rt, label",
                    (core, f) -> core.load(f.t(), core.word((core.r(Core.PC) & ~3) + f.i())))
                    .immediate(Immediate::upOrDown12).costs(2),
            row("111110001101nnnn ttttiiiiiiiiiiii", "LDR.W Rt, [Rn, #imm12]",
                    (core, f) -> core.load(f.t(), core.word(core.r(f.n()) + f.i())))
                    .unless("n=15").costs(2),
            row("111110000101nnnn tttt1100iiiiiiii", "LDR.W Rt, [Rn, #-imm8]",
                    (core, f) -> core.load(f.t(), core.word(core.r(f.n()) + f.i())))
                    .immediate(Immediate::negative).unless("n=15").costs(2),
            row("111110000101nnnn tttt11i1iiiiiiii", "LDR.W Rt, [Rn, #+/-imm8]!",
                    (core, f) -> {
                        int address = core.r(f.n()) + f.i();
                        int value = core.word(address);
                        core.set(f.n(), address);
                        core.load(f.t(), value);
                    })
                    .immediate(Immediate::upOrDown8).unless("n=15").unpredictable("n=t").costs(2),
            row("111110000101nnnn tttt10i1iiiiiiii", "LDR.W Rt, [Rn], #+/-imm8",
                    (core, f) -> {
                        int address = core.r(f.n());
                        int value = core.word(address);
                        core.set(f.n(), address + f.i());
                        core.load(f.t(), value);
                    })
                    .immediate(Immediate::upOrDown8).unless("n=15").unpredictable("n=t").costs(2),
            row("111110000101nnnn tttt1110iiiiiiii", "LDRT Rt, [Rn, #imm8]",
                    (core, f) -> core.set(f.t(), core.unprivileged(core.r(f.n()) + f.i(), BusWidth.WORD)))
                    .unless("n=15").neitherSpNorPc("t").costs(2),
            row("111110000101nnnn tttt000000iimmmm", "LDR.W Rt, [Rn, Rm, LSL #imm2]",
                    (core, f) -> core.load(f.t(), core.word(core.r(f.n()) + (core.r(f.m()) << f.i()))))
                    .unless("n=15").neitherSpNorPc("m").costs(2),
            row("11111000i0011111 ttttiiiiiiiiiiii", "LDRB.W Rt, label",
                    (core, f) -> core.set(f.t(), core.octet((core.r(Core.PC) & ~3) + f.i())))
                    .immediate(Immediate::upOrDown12).costs(2).unless("t=15").unpredictable("t=13"),
            row("111110001001nnnn ttttiiiiiiiiiiii", "LDRB.W Rt, [Rn, #imm12]",
                    (core, f) -> core.set(f.t(), core.octet(core.r(f.n()) + f.i())))
                    .unless("n=15").costs(2).unless("t=15").unpredictable("t=13"),
            row("111110000001nnnn tttt1100iiiiiiii", "LDRB.W Rt, [Rn, #-imm8]",
                    (core, f) -> core.set(f.t(), core.octet(core.r(f.n()) + f.i())))
                    .immediate(Immediate::negative).unless("n=15").costs(2).unless("t=15").unpredictable("t=13"),
            row("111110000001nnnn tttt11i1iiiiiiii", "LDRB.W Rt, [Rn, #+/-imm8]!",
                    (core, f) -> {
                        int address = core.r(f.n()) + f.i();
                        int value = core.octet(address);
                        core.set(f.n(), address);
                        core.set(f.t(), value);
                    })
                    .immediate(Immediate::upOrDown8).unless("n=15").unpredictable("n=t").neitherSpNorPc("t").costs(2),
            row("111110000001nnnn tttt10i1iiiiiiii", "LDRB.W Rt, [Rn], #+/-imm8",
                    (core, f) -> {
                        int address = core.r(f.n());
                        int value = core.octet(address);
                        core.set(f.n(), address + f.i());
                        core.set(f.t(), value);
                    })
                    .immediate(Immediate::upOrDown8).unless("n=15").unpredictable("n=t").neitherSpNorPc("t").costs(2),
            row("111110000001nnnn tttt1110iiiiiiii", "LDRBT Rt, [Rn, #imm8]",
                    (core, f) -> core.set(f.t(), core.unprivileged(core.r(f.n()) + f.i(), BusWidth.BYTE)))
                    .unless("n=15").neitherSpNorPc("t").costs(2),
            row("111110000001nnnn tttt000000iimmmm", "LDRB.W Rt, [Rn, Rm, LSL #imm2]",
                    (core, f) -> core.set(f.t(), core.octet(core.r(f.n()) + (core.r(f.m()) << f.i()))))
                    .unless("n=15").neitherSpNorPc("m").costs(2).unless("t=15").unpredictable("t=13"),
            row("11111000i0111111 ttttiiiiiiiiiiii", "LDRH.W Rt, label",
                    (core, f) -> core.set(f.t(), core.half((core.r(Core.PC) & ~3) + f.i())))
                    .immediate(Immediate::upOrDown12).costs(2).unless("t=15").unpredictable("t=13"),
            row("111110001011nnnn ttttiiiiiiiiiiii", "LDRH.W Rt, [Rn, #imm12]",
                    (core, f) -> core.set(f.t(), core.half(core.r(f.n()) + f.i())))
                    .unless("n=15").costs(2).unless("t=15").unpredictable("t=13"),
            row("111110000011nnnn tttt1100iiiiiiii", "LDRH.W Rt, [Rn, #-imm8]",
                    (core, f) -> core.set(f.t(), core.half(core.r(f.n()) + f.i())))
                    .immediate(Immediate::negative).unless("n=15").costs(2).unless("t=15").unpredictable("t=13"),
            row("111110000011nnnn tttt11i1iiiiiiii", "LDRH.W Rt, [Rn, #+/-imm8]!",
                    (core, f) -> {
                        int address = core.r(f.n()) + f.i();
                        int value = core.half(address);
                        core.set(f.n(), address);
                        core.set(f.t(), value);
                    })
                    .immediate(Immediate::upOrDown8).unless("n=15").unpredictable("n=t").neitherSpNorPc("t").costs(2),
            row("111110000011nnnn tttt10i1iiiiiiii", "LDRH.W Rt, [Rn], #+/-imm8",
                    (core, f) -> {
                        int address = core.r(f.n());
                        int value = core.half(address);
                        core.set(f.n(), address + f.i());
                        core.set(f.t(), value);
                    })
                    .immediate(Immediate::upOrDown8).unless("n=15").unpredictable("n=t").neitherSpNorPc("t").costs(2),
            row("111110000011nnnn tttt1110iiiiiiii", "LDRHT Rt, [Rn, #imm8]",
                    (core, f) -> core.set(f.t(), core.unprivileged(core.r(f.n()) + f.i(), BusWidth.HALF_WORD)))
                    .unless("n=15").neitherSpNorPc("t").costs(2),
            row("111110000011nnnn tttt000000iimmmm", "LDRH.W Rt, [Rn, Rm, LSL #imm2]",
                    (core, f) -> core.set(f.t(), core.half(core.r(f.n()) + (core.r(f.m()) << f.i()))))
                    .unless("n=15").neitherSpNorPc("m").costs(2).unless("t=15").unpredictable("t=13"),
            row("11111001i0011111 ttttiiiiiiiiiiii", "LDRSB.W Rt, label",
                    (core, f) -> core.set(f.t(), (byte) core.octet((core.r(Core.PC) & ~3) + f.i())))
                    .immediate(Immediate::upOrDown12).costs(2).unless("t=15").unpredictable("t=13"),
            row("111110011001nnnn ttttiiiiiiiiiiii", "LDRSB.W Rt, [Rn, #imm12]",
                    (core, f) -> core.set(f.t(), (byte) core.octet(core.r(f.n()) + f.i())))
                    .unless("n=15").costs(2).unless("t=15").unpredictable("t=13"),
            row("111110010001nnnn tttt1100iiiiiiii", "LDRSB.W Rt, [Rn, #-imm8]",
                    (core, f) -> core.set(f.t(), (byte) core.octet(core.r(f.n()) + f.i())))
                    .immediate(Immediate::negative).unless("n=15").costs(2).unless("t=15").unpredictable("t=13"),
            row("111110010001nnnn tttt11i1iiiiiiii", "LDRSB.W Rt, [Rn, #+/-imm8]!",
                    (core, f) -> {
                        int address = core.r(f.n()) + f.i();
                        int value = (byte) core.octet(address);
                        core.set(f.n(), address);
                        core.set(f.t(), value);
                    })
                    .immediate(Immediate::upOrDown8).unless("n=15").unpredictable("n=t").neitherSpNorPc("t").costs(2),
            row("111110010001nnnn tttt10i1iiiiiiii", "LDRSB.W Rt, [Rn], #+/-imm8",
                    (core, f) -> {
                        int address = core.r(f.n());
                        int value = (byte) core.octet(address);
                        core.set(f.n(), address + f.i());
                        core.set(f.t(), value);
                    })
                    .immediate(Immediate::upOrDown8).unless("n=15").unpredictable("n=t").neitherSpNorPc("t").costs(2),
            row("111110010001nnnn tttt1110iiiiiiii", "LDRSBT Rt, [Rn, #imm8]",
                    (core, f) -> core.set(f.t(), (byte) core.unprivileged(core.r(f.n()) + f.i(), BusWidth.BYTE)))
                    .unless("n=15").neitherSpNorPc("t").costs(2),
            row("111110010001nnnn tttt000000iimmmm", "LDRSB.W Rt, [Rn, Rm, LSL #imm2]",
                    (core, f) -> core.set(f.t(), (byte) core.octet(core.r(f.n()) + (core.r(f.m()) << f.i()))))
                    .unless("n=15").neitherSpNorPc("m").costs(2).unless("t=15").unpredictable("t=13"),
            row("11111001i0111111 ttttiiiiiiiiiiii", "LDRSH.W Rt, label",
                    (core, f) -> core.set(f.t(), (short) core.half((core.r(Core.PC) & ~3) + f.i())))
                    .immediate(Immediate::upOrDown12).costs(2).unless("t=15").unpredictable("t=13"),
            row("111110011011nnnn ttttiiiiiiiiiiii", "LDRSH.W Rt, [Rn, #imm12]",
                    (core, f) -> core.set(f.t(), (short) core.half(core.r(f.n()) + f.i())))
                    .unless("n=15").costs(2).unless("t=15").unpredictable("t=13"),
            row("111110010011nnnn tttt1100iiiiiiii", "LDRSH.W Rt, [Rn, #-imm8]",
                    (core, f) -> core.set(f.t(), (short) core.half(core.r(f.n()) + f.i())))
                    .immediate(Immediate::negative).unless("n=15").costs(2).unless("t=15").unpredictable("t=13"),
            row("111110010011nnnn tttt11i1iiiiiiii", "LDRSH.W Rt, [Rn, #+/-imm8]!",
                    (core, f) -> {
                        int address = core.r(f.n()) + f.i();
                        int value = (short) core.half(address);
                        core.set(f.n(), address);
                        core.set(f.t(), value);
                    })
                    .immediate(Immediate::upOrDown8).unless("n=15").unpredictable("n=t").neitherSpNorPc("t").costs(2),
            row("111110010011nnnn tttt10i1iiiiiiii", "LDRSH.W Rt, [Rn], #+/-imm8",
                    (core, f) -> {
                        int address = core.r(f.n());
                        int value = (short) core.half(address);
                        core.set(f.n(), address + f.i());
                        core.set(f.t(), value);
                    })
                    .immediate(Immediate::upOrDown8).unless("n=15").unpredictable("n=t").neitherSpNorPc("t").costs(2),
            row("111110010011nnnn tttt1110iiiiiiii", "LDRSHT Rt, [Rn, #imm8]",
                    (core, f) -> core.set(f.t(), (short) core.unprivileged(core.r(f.n()) + f.i(), BusWidth.HALF_WORD)))
                    .unless("n=15").neitherSpNorPc("t").costs(2),
            row("111110010011nnnn tttt000000iimmmm", "LDRSH.W Rt, [Rn, Rm, LSL #imm2]",
                    (core, f) -> core.set(f.t(), (short) core.half(core.r(f.n()) + (core.r(f.m()) << f.i()))))
                    .unless("n=15").neitherSpNorPc("m").costs(2).unless("t=15").unpredictable("t=13"),
            row("1111100gx0x11111 1111xxxxxxxxxxxx", "PLD, PLI label", (core, f) -> { }),
            row("1111100g10x1nnnn 1111xxxxxxxxxxxx", "PLD, PLI [Rn, #imm12]", (core, f) -> { }).unless("n=15"),
            row("1111100g00x1nnnn 11111100xxxxxxxx", "PLD, PLI [Rn, #-imm8]", (core, f) -> { }).unless("n=15"),
            row("1111100g00x1nnnn 1111000000xxmmmm", "PLD, PLI [Rn, Rm, LSL #imm2]", (core, f) -> { })
                    .unless("n=15").neitherSpNorPc("m"));

    private Loads() {
    }
}
