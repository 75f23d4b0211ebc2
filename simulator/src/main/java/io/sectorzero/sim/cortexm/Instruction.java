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
    private final int s;
    private final int a;
    private final int y;
    private final int raw;
    private final int i;
    private final boolean sets;

    Instruction(Row row, int opcode) {
        this.row = row;
        this.opcode = opcode;
        bytes = row.pattern().bits() / 8;
        cycles = row.cycles();
        d = of('d');
        n = of('n');
        m = of('m');
        t = of('t');
        s = of('s');
        a = of('a');
        y = of('y');
        raw = of('i');
        i = row.immediate().applyAsInt(raw);
        sets = of('S') != 0;
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

    /** Rd; of a long multiplication the upper half of the result. */
    int d() {
        return d;
    }

    int n() {
        return n;
    }

    int m() {
        return m;
    }

    /** Rt, what is loaded or stored. */
    int t() {
        return t;
    }

    /** Rt2, what is loaded or stored after Rt. */
    int s() {
        return s;
    }

    /** Ra, what is added to; of a long multiplication the lower half of the result. */
    int a() {
        return a;
    }

    /** Which shift: see {@link ArithmeticUnit}. */
    int y() {
        return y;
    }

    /** The immediate as the row reads it: scaled, signed, expanded. */
    int i() {
        return i;
    }

    /** The bits of the immediate, put together as drawn. */
    int rawImmediate() {
        return raw;
    }

    /** Whether it sets the flags: the bit drawn S. */
    boolean sets() {
        return sets;
    }

    @Override public String toString() {
        return bytes == 2 ? "%04X %s".formatted(opcode, row.syntax()) : "%08X %s".formatted(opcode, row.syntax());
    }
}
