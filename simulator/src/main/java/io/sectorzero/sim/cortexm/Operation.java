package io.sectorzero.sim.cortexm;

/** What one instruction does, with the values of its fields. */
@FunctionalInterface
interface Operation {

    void execute(Core core, Instruction f);

    /** Chosen once, when the instruction is decoded; for rows whose fields decide more than which registers to use. */
    @FunctionalInterface
    interface Choice {

        Operation choose(Instruction f);
    }
}
