package io.sectorzero.sim.cortexm;

/**
 * An instruction as decoded: the row it belongs to and the values of its fields. It does not know its address, so one
 * may stand at many. The fields that nearly every row has are read once; the rest is asked by letter while decoding.
 */
final class Instruction {

    final Row row;
    final Operation operation;
    final int cycles;

    private final int opcode;
    private final int bytes;
    private final int d;
    private final int n;
    private final int m;
    private final int t;
    private final int a;
    private final int i;

    Instruction(Row row, int opcode) {
        this.row = row;
        this.opcode = opcode;
        bytes = row.pattern().bits() / 8;
        cycles = row.cycles();
        d = of('d');
        n = of('n');
        m = of('m');
        t = of('t');
        a = of('a');
        i = of('i');
        operation = row.choice().choose(this);
    }

    /** The bits that the row's pattern marks with this letter, put together in the order in which they are drawn. */
    int of(char letter) {
        return row.pattern().extract(letter, opcode);
    }

    /** A 32-bit instruction has its first half-word in the upper half. */
    int opcode() {
        return opcode;
    }

    /** 2 or 4. */
    int bytes() {
        return bytes;
    }

    int d() {
        return d;
    }

    int n() {
        return n;
    }

    int m() {
        return m;
    }

    int t() {
        return t;
    }

    int a() {
        return a;
    }

    /** The immediate, as drawn: unscaled, unsigned. */
    int i() {
        return i;
    }

    @Override public String toString() {
        return bytes == 2 ? "%04X %s".formatted(opcode, row.syntax()) : "%08X %s".formatted(opcode, row.syntax());
    }
}
