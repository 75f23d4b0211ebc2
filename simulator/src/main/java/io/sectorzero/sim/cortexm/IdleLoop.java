package io.sectorzero.sim.cortexm;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Notices a program that goes in circles until something happens outside: a branch to itself, a loop that looks at a status
 * register or at a variable. When one turn has stored nothing, has looked only at what stays as it is, and has left every
 * register and flag as before, so will the next, and as many turns as fit are taken at once. Nothing else differs: the
 * cycles are counted, and the loop goes on in the same phase.
 */
final class IdleLoop {

    private static final int LONGEST = 24;
    /** Stops the interpreter after each instruction, and can be told from being asked to attend. */
    private static final int ONE_STEP = 0;
    /**
     * After a look in vain the next one is put off, twice as long each time. A program that waits for one word of flash
     * after the other waits 256 cycles each, so one that has just waited is soon looked at again.
     */
    private static final int FIRST_PAUSE = 32;
    private static final int LONGEST_PAUSE = 1 << 15;

    /** What a turn may consist of: everything that touches only registers, and loads. */
    private static final Set<Row> HARMLESS = harmless();

    private final Core core;
    private final Interpreter interpreter;
    private final int[] before = new int[Core.PC];
    private int flags;
    private long nextLook;
    private int pause = FIRST_PAUSE;

    IdleLoop(Core core, Interpreter interpreter) {
        this.core = core;
        this.interpreter = interpreter;
    }

    private static Set<Row> harmless() {
        Set<Row> rows = Collections.newSetFromMap(new IdentityHashMap<>());
        Stream.of(AddAndSubtract.TABLE, Logic.TABLE, Shifts.TABLE, BitsAndBytes.TABLE, PackAndExtend.TABLE, Loads.TABLE,
                Branches.TABLE).forEach(table -> rows.addAll(table.rows()));
        return rows;
    }

    /** When it is worth looking again, in cycles. */
    long nextLook() {
        return nextLook;
    }

    /** Executes a few instructions as the interpreter would, and lets many turns pass if they prove to be one that repeats. */
    void look() {
        long limit = core.stopAt;
        long began = core.cycles;
        int start = core.next;
        remember();
        core.memory().observe(true);
        try {
            for (int k = 0; k < LONGEST && step(limit); k++) {
                if (core.next == start && isAsBefore()) {
                    skip(core.cycles - began, Math.min(limit, core.sliceEnd));
                    return;
                }
            }
            pause = Math.min(2 * pause, LONGEST_PAUSE);
            nextLook = core.cycles + pause;
        } finally {
            core.memory().observe(false);
        }
    }

    private boolean step(long limit) {
        if (!HARMLESS.contains(core.fetch(core.next).row)) {
            return false;
        }
        core.stopAt = ONE_STEP;
        interpreter.run(core);
        return core.stopAt == ONE_STEP && core.cycles < limit && !core.memory().sawSomethingUnsteady();
    }

    private void remember() {
        System.arraycopy(core.r, 0, before, 0, Core.PC);
        flags = core.apsr();
    }

    private boolean isAsBefore() {
        return core.it == 0 && core.apsr() == flags && java.util.Arrays.equals(core.r, 0, Core.PC, before, 0, Core.PC);
    }

    private void skip(long turn, long limit) {
        if (limit > core.cycles) {
            core.cycles += (limit - core.cycles) / turn * turn;
        }
        pause = FIRST_PAUSE;
        nextLook = core.cycles + turn;
    }
}
