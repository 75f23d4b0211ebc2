package io.sectorzero.sim.cortexm;

import java.util.ArrayList;
import java.util.List;

/** The rows of one chapter. Two rows that claim the same bits are a mistake in the table and fail when it is built. */
final class InstructionTable {

    private final List<Row> rows;

    private InstructionTable(List<Row> rows) {
        this.rows = List.copyOf(rows);
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (rows.get(i).overlaps(rows.get(j))) {
                    throw new IllegalStateException("two rows for the same bits:\n  %s\n  %s".formatted(rows.get(j), rows.get(i)));
                }
            }
        }
    }

    static InstructionTable of(Row... rows) {
        return new InstructionTable(List.of(rows));
    }

    /** Several chapters as one; they must not claim each other's bits either. */
    static InstructionTable joined(InstructionTable... tables) {
        var all = new ArrayList<Row>();
        for (InstructionTable table : tables) {
            all.addAll(table.rows);
        }
        return new InstructionTable(all);
    }

    List<Row> rows() {
        return rows;
    }
}
