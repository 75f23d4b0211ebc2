package io.sectorzero.sim.cortexm;

import java.util.ArrayList;
import java.util.List;

/** Every chapter, and the way from bits to a row. What no row claims is UNDEFINED. */
final class InstructionSet {

    static final InstructionTable ALL = InstructionTable.joined(
            AddAndSubtract.TABLE, Logic.TABLE, Shifts.TABLE, BitsAndBytes.TABLE, PackAndExtend.TABLE,
            Saturation.TABLE, ParallelArithmetic.TABLE, Multiply.TABLE, DspMultiply.TABLE, Loads.TABLE, Stores.TABLE,
            MultipleTransfers.TABLE, Exclusives.TABLE, Branches.TABLE, SystemInstructions.TABLE, FloatDataProcessing.TABLE,
            FloatTransfers.TABLE, FloatLoadsAndStores.TABLE);

    private static final String ANY_16 = "xxxxxxxxxxxxxxxx";
    private static final String ANY_32 = ANY_16 + ANY_16;
    private static final Operation UNDEFINED = (core, f) -> {
        throw core.undefined(f);
    };
    private static final Operation BREAKPOINT = (core, f) -> {
        throw core.breakpoint();
    };
    private static final Row UNDEFINED_16 = Row.row(ANY_16, "undefined", UNDEFINED);
    private static final Row UNDEFINED_32 = Row.row(ANY_32, "undefined", UNDEFINED);
    private static final Row BREAKPOINT_16 = Row.row(ANY_16, "stopped by a comparator", BREAKPOINT);
    private static final Row BREAKPOINT_32 = Row.row(ANY_32, "stopped by a comparator", BREAKPOINT);

    // Which rows could match, by the bits of a 32-bit encoding that tell most: 28 to 20.
    private static final int DISTINCT = 0x1FF;
    private static final int DISTINCT_SHIFT = 20;
    private static final Row[] NARROW = new Row[1 << 16];
    private static final Row[][] WIDE = new Row[DISTINCT + 1][];

    static {
        for (Row row : ALL.rows()) {
            if (row.pattern().bits() == 16) {
                fill(row);
            }
        }
        for (int key = 0; key <= DISTINCT; key++) {
            WIDE[key] = candidates(key);
        }
    }

    private InstructionSet() {
    }

    private static void fill(Row row) {
        int open = ~row.pattern().mask() & 0xFFFF;
        int chosen = 0;
        do {
            int opcode = row.pattern().value() | chosen;
            if (row.matches(opcode)) {
                NARROW[opcode] = row;
            }
            chosen = chosen - open & open;
        } while (chosen != 0);
    }

    private static Row[] candidates(int key) {
        var found = new ArrayList<Row>();
        for (Row row : ALL.rows()) {
            int mask = row.pattern().mask() & DISTINCT << DISTINCT_SHIFT;
            if (row.pattern().bits() == 32 && (row.pattern().value() & mask) == (key << DISTINCT_SHIFT & mask)) {
                found.add(row);
            }
        }
        return found.toArray(Row[]::new);
    }

    /** Whether this half-word is the first of two. DDI 0403 Rev E §A5.1. */
    static boolean isWide(int halfWord) {
        return halfWord >>> 11 >= 0b11101;
    }

    static Instruction narrow(int opcode) {
        Row row = NARROW[opcode];
        return new Instruction(row == null ? UNDEFINED_16 : row, opcode);
    }

    static Instruction wide(int opcode) {
        for (Row row : WIDE[opcode >>> DISTINCT_SHIFT & DISTINCT]) {
            if (row.matches(opcode)) {
                return new Instruction(row, opcode);
            }
        }
        return new Instruction(UNDEFINED_32, opcode);
    }

    /** Stands where a debugger's comparator stops the core, whatever the instruction is. */
    static Instruction breakpoint(int opcode, boolean wide) {
        return new Instruction(wide ? BREAKPOINT_32 : BREAKPOINT_16, opcode);
    }

    static List<Row> rows() {
        return ALL.rows();
    }
}
