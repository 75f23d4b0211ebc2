package io.sectorzero.sim.cortexm;

import static io.sectorzero.sim.cortexm.Row.row;

import io.sectorzero.sim.silicon.BusWidth;

/**
 * Stores of one register. DDI 0403 Rev E §A5.2.4 and §A5.3.10 for the encodings, §A7.7 for what they do. They cost one
 * cycle, because they leave through the write buffer. DDI 0439 Rev D §3.3.2.
 */
final class Stores {

    static final InstructionTable TABLE = InstructionTable.of(
            row("0101000mmmnnnttt", "STR Rt, [Rn, Rm]",
                    (core, f) -> core.word(core.r(f.n()) + core.r(f.m()), core.r(f.t()))),
            row("0101001mmmnnnttt", "STRH Rt, [Rn, Rm]",
                    (core, f) -> core.half(core.r(f.n()) + core.r(f.m()), core.r(f.t()))),
            row("0101010mmmnnnttt", "STRB Rt, [Rn, Rm]",
                    (core, f) -> core.octet(core.r(f.n()) + core.r(f.m()), core.r(f.t()))),
            row("01100iiiiinnnttt", "STR Rt, [Rn, #imm5]",
                    (core, f) -> core.word(core.r(f.n()) + f.i(), core.r(f.t()))).immediate(Immediate::words),
            row("01110iiiiinnnttt", "STRB Rt, [Rn, #imm5]",
                    (core, f) -> core.octet(core.r(f.n()) + f.i(), core.r(f.t()))),
            row("10000iiiiinnnttt", "STRH Rt, [Rn, #imm5]",
                    (core, f) -> core.half(core.r(f.n()) + f.i(), core.r(f.t()))).immediate(Immediate::halfWords),
            row("10010tttiiiiiiii", "STR Rt, [SP, #imm8]",
                    (core, f) -> core.word(core.r(Core.SP) + f.i(), core.r(f.t()))).immediate(Immediate::words),

            row("111110001100nnnn ttttiiiiiiiiiiii", "STR.W Rt, [Rn, #imm12]",
                    (core, f) -> core.word(core.r(f.n()) + f.i(), core.r(f.t())))
                    .unless("n=15").unpredictable("t=15"),
            row("111110000100nnnn tttt1100iiiiiiii", "STR.W Rt, [Rn, #-imm8]",
                    (core, f) -> core.word(core.r(f.n()) + f.i(), core.r(f.t())))
                    .immediate(Immediate::negative).unless("n=15").unpredictable("t=15"),
            row("111110000100nnnn tttt11i1iiiiiiii", "STR.W Rt, [Rn, #+/-imm8]!",
                    (core, f) -> {
                        int address = core.r(f.n()) + f.i();
                        core.word(address, core.r(f.t()));
                        core.set(f.n(), address);
                    })
                    .immediate(Immediate::upOrDown8).unless("n=15").unpredictable("n=t").unpredictable("t=15"),
            row("111110000100nnnn tttt10i1iiiiiiii", "STR.W Rt, [Rn], #+/-imm8",
                    (core, f) -> {
                        int address = core.r(f.n());
                        core.word(address, core.r(f.t()));
                        core.set(f.n(), address + f.i());
                    })
                    .immediate(Immediate::upOrDown8).unless("n=15").unpredictable("n=t").unpredictable("t=15"),
            row("111110000100nnnn tttt1110iiiiiiii", "STRT Rt, [Rn, #imm8]",
                    (core, f) -> core.unprivileged(core.r(f.n()) + f.i(), core.r(f.t()), BusWidth.WORD))
                    .unless("n=15").neitherSpNorPc("t"),
            row("111110000100nnnn tttt000000iimmmm", "STR.W Rt, [Rn, Rm, LSL #imm2]",
                    (core, f) -> core.word(core.r(f.n()) + (core.r(f.m()) << f.i()), core.r(f.t())))
                    .unless("n=15").neitherSpNorPc("m").unpredictable("t=15"),
            row("111110001000nnnn ttttiiiiiiiiiiii", "STRB.W Rt, [Rn, #imm12]",
                    (core, f) -> core.octet(core.r(f.n()) + f.i(), core.r(f.t())))
                    .unless("n=15").neitherSpNorPc("t"),
            row("111110000000nnnn tttt1100iiiiiiii", "STRB.W Rt, [Rn, #-imm8]",
                    (core, f) -> core.octet(core.r(f.n()) + f.i(), core.r(f.t())))
                    .immediate(Immediate::negative).unless("n=15").neitherSpNorPc("t"),
            row("111110000000nnnn tttt11i1iiiiiiii", "STRB.W Rt, [Rn, #+/-imm8]!",
                    (core, f) -> {
                        int address = core.r(f.n()) + f.i();
                        core.octet(address, core.r(f.t()));
                        core.set(f.n(), address);
                    })
                    .immediate(Immediate::upOrDown8).unless("n=15").unpredictable("n=t").neitherSpNorPc("t"),
            row("111110000000nnnn tttt10i1iiiiiiii", "STRB.W Rt, [Rn], #+/-imm8",
                    (core, f) -> {
                        int address = core.r(f.n());
                        core.octet(address, core.r(f.t()));
                        core.set(f.n(), address + f.i());
                    })
                    .immediate(Immediate::upOrDown8).unless("n=15").unpredictable("n=t").neitherSpNorPc("t"),
            row("111110000000nnnn tttt1110iiiiiiii", "STRBT Rt, [Rn, #imm8]",
                    (core, f) -> core.unprivileged(core.r(f.n()) + f.i(), core.r(f.t()), BusWidth.BYTE))
                    .unless("n=15").neitherSpNorPc("t"),
            row("111110000000nnnn tttt000000iimmmm", "STRB.W Rt, [Rn, Rm, LSL #imm2]",
                    (core, f) -> core.octet(core.r(f.n()) + (core.r(f.m()) << f.i()), core.r(f.t())))
                    .unless("n=15").neitherSpNorPc("m").neitherSpNorPc("t"),
            row("111110001010nnnn ttttiiiiiiiiiiii", "STRH.W Rt, [Rn, #imm12]",
                    (core, f) -> core.half(core.r(f.n()) + f.i(), core.r(f.t())))
                    .unless("n=15").neitherSpNorPc("t"),
            row("111110000010nnnn tttt1100iiiiiiii", "STRH.W Rt, [Rn, #-imm8]",
                    (core, f) -> core.half(core.r(f.n()) + f.i(), core.r(f.t())))
                    .immediate(Immediate::negative).unless("n=15").neitherSpNorPc("t"),
            row("111110000010nnnn tttt11i1iiiiiiii", "STRH.W Rt, [Rn, #+/-imm8]!",
                    (core, f) -> {
                        int address = core.r(f.n()) + f.i();
                        core.half(address, core.r(f.t()));
                        core.set(f.n(), address);
                    })
                    .immediate(Immediate::upOrDown8).unless("n=15").unpredictable("n=t").neitherSpNorPc("t"),
            row("111110000010nnnn tttt10i1iiiiiiii", "STRH.W Rt, [Rn], #+/-imm8",
                    (core, f) -> {
                        int address = core.r(f.n());
                        core.half(address, core.r(f.t()));
                        core.set(f.n(), address + f.i());
                    })
                    .immediate(Immediate::upOrDown8).unless("n=15").unpredictable("n=t").neitherSpNorPc("t"),
            row("111110000010nnnn tttt1110iiiiiiii", "STRHT Rt, [Rn, #imm8]",
                    (core, f) -> core.unprivileged(core.r(f.n()) + f.i(), core.r(f.t()), BusWidth.HALF_WORD))
                    .unless("n=15").neitherSpNorPc("t"),
            row("111110000010nnnn tttt000000iimmmm", "STRH.W Rt, [Rn, Rm, LSL #imm2]",
                    (core, f) -> core.half(core.r(f.n()) + (core.r(f.m()) << f.i()), core.r(f.t())))
                    .unless("n=15").neitherSpNorPc("m").neitherSpNorPc("t"));

    private Stores() {
    }
}
