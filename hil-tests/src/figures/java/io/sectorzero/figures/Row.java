package io.sectorzero.figures;

import java.util.List;
import java.util.Locale;

/**
 * One line of the table.
 *
 * @param target what was promised, or a dash where the figure is only there to be compared with
 */
record Row(String figure, String target, String measured, String how) {

    static final String NO_TARGET = "–";

    private static final List<String> HEAD = List.of("Figure", "Target", "Measured", "How measured");

    /** A row that says why there is no figure. */
    static Row skipped(String figure, String reason) {
        return new Row(figure, NO_TARGET, "skipped", reason);
    }

    static String seconds(double seconds) {
        return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.1f s", seconds);
    }

    /** As a Markdown table whose columns line up. */
    static String table(List<Row> rows) {
        var lines = new StringBuilder();
        int[] widths = new int[HEAD.size()];
        for (int column = 0; column < widths.length; column++) {
            int at = column;
            widths[column] = Math.max(HEAD.get(column).length(),
                    rows.stream().mapToInt(row -> row.cells().get(at).length()).max().orElse(0));
        }
        line(lines, HEAD, widths);
        for (int width : widths) {
            lines.append("| ").append("-".repeat(width)).append(' ');
        }
        lines.append("|\n");
        rows.forEach(row -> line(lines, row.cells(), widths));
        return lines.toString();
    }

    private static void line(StringBuilder lines, List<String> cells, int[] widths) {
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.get(column);
            lines.append("| ").append(cell).append(" ".repeat(widths[column] - cell.length() + 1));
        }
        lines.append("|\n");
    }

    private List<String> cells() {
        return List.of(figure, target, measured, how);
    }
}
