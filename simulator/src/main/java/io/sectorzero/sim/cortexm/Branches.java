package io.sectorzero.sim.cortexm;

import static io.sectorzero.sim.cortexm.Row.row;

/** Branches and IT. DDI 0403 Rev E §A5.2.3, §A5.2.5, §A5.2.6, §A5.3.4 and §A5.3.6 for the encodings, §A7.7 for what they do. */
final class Branches {

    static final InstructionTable TABLE = InstructionTable.of(
            row("1101cccciiiiiiii", "B<c> label",
                    f -> conditional(f.of('c'))).immediate(Immediate::branch8).unless("c=14|15"),
            row("11100iiiiiiiiiii", "B label",
                    (core, f) -> core.branchTo(core.r(Core.PC) + f.i())).immediate(Immediate::branch11),
            row("010001110mmmm000", "BX Rm",
                    (core, f) -> core.branchExchange(core.r(f.m()))).unpredictable("m=15"),
            row("010001111mmmm000", "BLX Rm",
                    (core, f) -> {
                        int target = core.r(f.m());
                        core.link();
                        core.branchWithoutReturn(target);
                    }).unpredictable("m=15"),
            row("101100i1iiiiinnn", "CBZ Rn, label",
                    (core, f) -> {
                        if (core.r(f.n()) == 0) {
                            core.branchTo(core.r(Core.PC) + f.i());
                        }
                    }).immediate(Immediate::halfWords),
            row("101110i1iiiiinnn", "CBNZ Rn, label",
                    (core, f) -> {
                        if (core.r(f.n()) != 0) {
                            core.branchTo(core.r(Core.PC) + f.i());
                        }
                    }).immediate(Immediate::halfWords),
            row("10111111cccciiii", "IT{x{y{z}}} c",
                    (core, f) -> core.it = f.opcode() & 0xFF).unless("i=0")
                    .unpredictable("c=15").unpredictableIf(Branches::elseOfAlways),

            row("11110icccciiiiii 10i0iiiiiiiiiiii", "B<c>.W label",
                    f -> conditional(f.of('c'))).immediate(Immediate::branch20).unless("c=14|15"),
            row("11110iiiiiiiiiii 10i1iiiiiiiiiiii", "B.W label",
                    (core, f) -> core.branchTo(core.r(Core.PC) + f.i())).immediate(Immediate::branch24),
            row("11110iiiiiiiiiii 11i1iiiiiiiiiiii", "BL label",
                    (core, f) -> {
                        core.link();
                        core.branchTo(core.r(Core.PC) + f.i());
                    }).immediate(Immediate::branch24),
            row("111010001101nnnn 111100000000mmmm", "TBB [Rn, Rm]",
                    (core, f) -> core.branchTo(core.r(Core.PC) + 2 * core.octet(core.r(f.n()) + core.r(f.m()))))
                    .unpredictable("n=13").neitherSpNorPc("m").costs(2),
            row("111010001101nnnn 111100000001mmmm", "TBH [Rn, Rm, LSL #1]",
                    (core, f) -> core.branchTo(core.r(Core.PC) + 2 * core.half(core.r(f.n()) + 2 * core.r(f.m()))))
                    .unpredictable("n=13").neitherSpNorPc("m").costs(2));

    private Branches() {
    }

    private static Operation conditional(int condition) {
        return (core, f) -> {
            if (core.holds(condition)) {
                core.branchTo(core.r(Core.PC) + f.i());
            }
        };
    }

    /** AL has no opposite: with it every further letter is T. */
    private static boolean elseOfAlways(Pattern drawn, int opcode) {
        return drawn.extract('c', opcode) == 14 && Integer.bitCount(opcode & 0xF) != 1;
    }
}
