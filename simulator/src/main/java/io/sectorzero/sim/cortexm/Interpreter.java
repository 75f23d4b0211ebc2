package io.sectorzero.sim.cortexm;

/**
 * The dispatch: one instruction after the other, by a call through its operation. Nobody else knows how decoded instructions are
 * set going, so a faster dispatch takes the place of this class and of nothing else.
 */
final class Interpreter {

    /** Executes at least one instruction, and goes on until the core's cycles reach {@link Core#stopAt}. */
    void run(Core core) {
        do {
            int address = core.next;
            Instruction instruction = core.fetch(address);
            core.r[Core.PC] = address + 4;
            core.next = address + instruction.bytes();
            core.cycles += instruction.cycles;
            if (core.it == 0) {
                instruction.operation.execute(core, instruction);
            } else {
                conditionally(core, instruction);
            }
        } while (core.cycles < core.stopAt);
    }

    // An instruction in an IT block. IT moves on first, because an exception return puts another value there; an
    // instruction that faults is found again with the IT it had. DDI 0403 Rev E §A7.3.3 "ITSTATE".
    private static void conditionally(Core core, Instruction instruction) {
        int before = core.it;
        core.it = advanced(before);
        if (!core.holds(before >>> 4) && !instruction.row.evenInIt()) {
            return;
        }
        int flags = core.apsr();
        try {
            instruction.operation.execute(core, instruction);
        } catch (Abandoned given) {
            core.it = before;
            throw given;
        }
        if (instruction.row.quietInIt()) {
            core.apsrNzcvq(flags);
        }
    }

    static int advanced(int it) {
        return (it & 7) == 0 ? 0 : it & 0xE0 | it << 1 & 0x1F;
    }
}
