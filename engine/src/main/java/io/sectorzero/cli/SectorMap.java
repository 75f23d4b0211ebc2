package io.sectorzero.cli;

import io.sectorzero.device.Sector;
import io.sectorzero.flash.SectorMark;
import io.sectorzero.flash.SectorPlan;
import io.sectorzero.image.Image;
import io.sectorzero.image.Segment;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * A picture of sectors: one row for each, sixteen cells a column. It shows what was looked at and what was done, never a guess.
 *
 * <pre>
 *   sector  address         size  before            after
 *        0  0x08000000     16 KB  ????????????????  ██··············  1384 bytes, verified
 *        1  0x08004000     16 KB                                      untouched
 *   █ image  ▒ other content  · blank  ? not looked at
 * </pre>
 */
record SectorMap(List<Row> rows) {

    private static final int CELLS = 16;
    private static final int ERASED = 0xFF;

    SectorMap {
        rows = List.copyOf(rows);
    }

    /** One row; a column that has nothing to say is empty. */
    record Row(Sector sector, List<Cell> before, List<Cell> after, String words) {

        /** Whether it was found without any content. */
        boolean isBlank() {
            return before.stream().allMatch(Cell.BLANK::equals);
        }
    }

    /** What was done. */
    static SectorMap of(List<SectorMark> marks, Image image) {
        return new SectorMap(marks.stream().map(mark -> {
            String words = mark.after().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            return new Row(mark.sector(), before(mark, image), after(mark, image), counted(mark.imageBytes(), mark.keptBytes(), words));
        }).toList());
    }

    /** What is planned. */
    static SectorMap planned(List<SectorPlan> plans, Image image) {
        return new SectorMap(plans.stream().map(plan -> {
            List<Cell> after = switch (plan.fate()) {
                case UNTOUCHED -> List.of();
                case RIGHT, WRITTEN -> cells(plan.sector(), image, plan.keptBytes() > 0 ? Cell.OTHER : Cell.BLANK);
                case ERASED -> Cell.BLANK.row();
            };
            String words = switch (plan.fate()) {
                case UNTOUCHED -> "untouched";
                case RIGHT -> "is right already";
                case WRITTEN -> "to be written";
                case ERASED -> "to be erased";
            };
            return new Row(plan.sector(), List.of(), after, counted(plan.imageBytes(), plan.keptBytes(), words));
        }).toList());
    }

    /** What a sector was found to hold. */
    static Row found(Sector sector, Bytes content, String words) {
        var row = new ArrayList<Cell>();
        int step = content.length() / CELLS;
        for (int i = 0; i < CELLS; i++) {
            row.add(content.slice(i * step, (i + 1) * step).isAll(ERASED) ? Cell.BLANK : Cell.OTHER);
        }
        return new Row(sector, row, List.of(), words);
    }

    void say(Outlet out) {
        boolean before = rows.stream().anyMatch(row -> !row.before().isEmpty());
        boolean after = rows.stream().anyMatch(row -> !row.after().isEmpty());
        out.line(out.ink(Ink.DIM, ("sector  address         size" + heading(after ? "before" : "content", before) + heading("after", after)).stripTrailing()));
        for (Row row : rows) {
            out.line("%6d  %s  %7s%s%s  %s".formatted(row.sector().number(), row.sector().range().start(),
                    Quantity.bytes(row.sector().sizeBytes()), column(out, row.before(), before), column(out, row.after(), after),
                    row.words()).stripTrailing());
        }
        out.line(legend(out));
    }

    private static List<Cell> before(SectorMark mark, Image image) {
        return switch (mark.before()) {
            case UNREAD -> mark.after() == SectorMark.After.UNTOUCHED ? List.of() : Cell.UNSEEN.row();
            case BLANK -> Cell.BLANK.row();
            case CONTENT -> Cell.OTHER.row();
            case RIGHT -> cells(mark.sector(), image, Cell.OTHER);
        };
    }

    private static List<Cell> after(SectorMark mark, Image image) {
        Cell rest = mark.keptBytes() > 0 ? Cell.OTHER : Cell.BLANK;
        return switch (mark.after()) {
            case UNTOUCHED -> List.of();
            case ERASED -> Cell.BLANK.row();
            case PARTLY_ERASED, PARTLY_WRITTEN -> Cell.UNSEEN.row();
            case WRITTEN, VERIFIED -> cells(mark.sector(), image, rest);
            case WRONG -> Cell.WRONG.row();
        };
    }

    private static List<Cell> cells(Sector sector, Image image, Cell rest) {
        var row = new ArrayList<Cell>();
        long step = sector.sizeBytes() / CELLS;
        for (int i = 0; i < CELLS; i++) {
            var range = new AddressRange(sector.range().start().plus(i * step), step);
            boolean covered = image.segments().stream().map(Segment::range).anyMatch(range::overlaps);
            row.add(covered ? Cell.IMAGE : rest);
        }
        return row;
    }

    private static String counted(long imageBytes, long keptBytes, String words) {
        String image = imageBytes == 0 ? "" : Quantity.bytes(imageBytes) + ", ";
        return image + words + (keptBytes == 0 ? "" : ", " + Quantity.bytes(keptBytes) + " kept");
    }

    private static String heading(String title, boolean shown) {
        return shown ? "  %-16s".formatted(title) : "";
    }

    private static String column(Outlet out, List<Cell> cells, boolean shown) {
        if (!shown) {
            return "";
        }
        var text = new StringBuilder("  ");
        for (int from = 0, to; from < cells.size(); from = to) {
            Cell cell = cells.get(from);
            to = from;
            while (to < cells.size() && cells.get(to) == cell) {
                to++;
            }
            text.append(out.ink(cell.ink, cell.drawn(out).repeat(to - from)));
        }
        return text.append(" ".repeat(CELLS - cells.size())).toString();
    }

    private String legend(Outlet out) {
        var used = new TreeSet<Cell>();
        for (Row row : rows) {
            used.addAll(row.before());
            used.addAll(row.after());
        }
        var legend = new StringBuilder("        ");
        used.forEach(cell -> legend.append(out.ink(cell.ink, cell.drawn(out))).append(' ').append(cell.meaning).append("  "));
        return legend.toString().stripTrailing();
    }

    /** What a sixteenth of a sector can be shown as. */
    enum Cell {
        IMAGE("#", "\u2588", "image", Ink.GREEN), OTHER("+", "\u2592", "other content", Ink.CYAN),
        BLANK(".", "\u00B7", "blank", Ink.DIM), WRONG("!", "!", "not what was written", Ink.RED),
        UNSEEN("?", "?", "not looked at", Ink.DIM);

        private final String sign;
        private final String picture;
        private final String meaning;
        private final Ink ink;

        Cell(String sign, String picture, String meaning, Ink ink) {
            this.sign = sign;
            this.picture = picture;
            this.meaning = meaning;
            this.ink = ink;
        }

        private List<Cell> row() {
            return Collections.nCopies(CELLS, this);
        }

        private String drawn(Outlet out) {
            return out.unicode() ? picture : sign;
        }
    }
}
