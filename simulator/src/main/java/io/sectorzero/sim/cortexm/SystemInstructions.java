package io.sectorzero.sim.cortexm;

import static io.sectorzero.sim.cortexm.Row.row;

/**
 * Hints, barriers, special registers, calls into the system. DDI 0403 Rev E §A5.2.5, §A5.2.6, §A5.3.4 and §A5.3.18 for the
 * encodings, §A7.7 and §B5.2 for what they do. The core executes in order and without buffers of its own, so barriers
 * have nothing to wait for.
 */
final class SystemInstructions {

    static final InstructionTable TABLE = InstructionTable.of(
            row("10111111hhhh0000", "NOP, YIELD and hints nobody uses", (core, f) -> { }).unless("h=2|3|4"),
            row("1011111100100000", "WFE", (core, f) -> core.waitForEvent()),
            row("1011111100110000", "WFI", (core, f) -> core.waitForInterrupt()),
            row("1011111101000000", "SEV", (core, f) -> core.event()),
            row("10110110011000mm", "CPSIE iflags",
                    (core, f) -> SpecialRegisters.changeMasks(core, f.m(), 0))
                    .unpredictable("m=0"),
            row("10110110011100mm", "CPSID iflags",
                    (core, f) -> SpecialRegisters.changeMasks(core, f.m(), 1)).unpredictable("m=0"),
            row("10111110iiiiiiii", "BKPT #imm8", (core, f) -> {
                throw core.breakpoint();
            }).whateverTheCondition(),
            row("11011110iiiiiiii", "UDF #imm8", (core, f) -> {
                throw core.undefined(f);
            }),
            row("11011111iiiiiiii", "SVC #imm8", (core, f) -> core.supervisorCall()),

            row("1111001110101111 10000000hhhhhhhh", "NOP.W, YIELD.W, DBG and hints nobody uses", (core, f) -> { })
                    .unless("h=2|3|4"),
            row("1111001110101111 1000000000000010", "WFE.W", (core, f) -> core.waitForEvent()),
            row("1111001110101111 1000000000000011", "WFI.W", (core, f) -> core.waitForInterrupt()),
            row("1111001110101111 1000000000000100", "SEV.W", (core, f) -> core.event()),
            row("1111001110111111 100011110100xxxx", "DSB", (core, f) -> { }),
            row("1111001110111111 100011110101xxxx", "DMB", (core, f) -> { }),
            row("1111001110111111 100011110110xxxx", "ISB", (core, f) -> { }),
            row("1111001111101111 1000ddddiiiiiiii", "MRS Rd, special",
                    (core, f) -> core.set(f.d(), SpecialRegisters.read(core, f.i()))).neitherSpNorPc("d")
                    .unpredictableIf(SystemInstructions::noSuchRegister).costs(2),
            row("111100111000nnnn 1000aa00iiiiiiii", "MSR special, Rn",
                    (core, f) -> SpecialRegisters.write(core, f.i(), f.a(), core.r(f.n()))).neitherSpNorPc("n")
                    .unpredictableIf(SystemInstructions::noSuchRegister).unpredictable("a=0")
                    .unpredictableIf((drawn, opcode) -> (opcode & 0xFF) > 3 && drawn.extract('a', opcode) != 2).costs(2),
            row("111101111111iiii 1010iiiiiiiiiiii", "UDF.W #imm16", (core, f) -> {
                throw core.undefined(f);
            }),
            row("111x11ooooooxxxx xxxxccccxxxxxxxx", "CDP, LDC, STC, MCR, MRC, MCRR, MRRC", (core, f) -> {
                throw core.noCoprocessor();
            }).unless("c=10|11").unless("o=48|49|50|51|52|53|54|55|56|57|58|59|60|61|62|63").unless("o=0|1"));

    private SystemInstructions() {
    }

    private static boolean noSuchRegister(Pattern drawn, int opcode) {
        return !SpecialRegisters.exists(opcode & 0xFF);
    }
}
