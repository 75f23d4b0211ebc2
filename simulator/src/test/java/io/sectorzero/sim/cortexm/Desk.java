package io.sectorzero.sim.cortexm;

/** A core with RAM at 0x2000_0000 and a vector table at 0, out of reset and ready for a few instructions. */
final class Desk {

    static final int CODE = 0x2000_0000;
    static final int STACK = 0x2000_8000;
    static final int RAM_BYTES = 0x1_0000;
    /** Where the vectors of the exceptions point unless a test says otherwise: 16 bytes for each. */
    static final int HANDLERS = 0x2000_4000;

    final PlainMemory memory = new PlainMemory().rom(0, 0x1000).ram(CODE, RAM_BYTES);
    final Core core = new Core(memory, CoreSettings.ordinary());
    final CoreControl control = core.debugger(DebugUnit.NONE);

    Desk() {
        memory.word(0, STACK);
        memory.word(4, CODE | 1);
        for (int exception = 2; exception < 256; exception++) {
            memory.word(4 * exception, handler(exception) | 1);
        }
        core.run(0);
    }

    static int handler(int exception) {
        return HANDLERS + 16 * exception;
    }

    Desk code(int address, int... halfWords) {
        memory.code(address, halfWords);
        core.memoryWritten(address, 2 * halfWords.length);
        return this;
    }

    /** Puts the instructions at the start of RAM and executes each of them once, as they come. */
    Desk execute(int... halfWords) {
        code(CODE, halfWords);
        core.jump(CODE);
        int end = CODE + 2 * halfWords.length;
        while (core.next >= CODE && core.next < end) {
            step();
        }
        return this;
    }

    Desk step() {
        control.step(false);
        core.run(1000);
        return this;
    }

    Desk set(int register, int value) {
        core.set(register, value);
        return this;
    }

    int r(int register) {
        return core.r(register);
    }

    /** N, Z, C, V as a number, N first. */
    int flags() {
        return core.apsr() >>> 28;
    }
}
