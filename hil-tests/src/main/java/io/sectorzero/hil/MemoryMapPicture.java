package io.sectorzero.hil;

import io.sectorzero.flash.SectorMark;
import java.util.List;

/** The sectors of a chip as a picture: one bar each, its width by size, its colour by what became of it. */
final class MemoryMapPicture {

    private static final int WIDTH = 960;
    private static final int BAR = 56;
    private static final int NARROWEST = 22;

    private MemoryMapPicture() {
    }

    static String of(List<SectorMark> marks) {
        long all = marks.stream().mapToLong(mark -> mark.sector().range().length()).sum();
        int spare = WIDTH - NARROWEST * marks.size();
        var svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="11">
                """.formatted(WIDTH, BAR + 34));
        double x = 0;
        for (SectorMark mark : marks) {
            double width = NARROWEST + spare * (double) mark.sector().range().length() / all;
            svg.append("""
                      <g><title>sector %d, %s, before %s, after %s, %d image bytes</title>
                      <rect x="%.1f" y="0" width="%.1f" height="%d" fill="%s" stroke="#333"/>
                      <text x="%.1f" y="%d" text-anchor="middle">%d</text></g>
                    """.formatted(mark.sector().number(), mark.sector().range(), mark.before(), mark.after(), mark.imageBytes(),
                    x, width, BAR, colour(mark.after()), x + width / 2, BAR + 14, mark.sector().number()));
            x += width;
        }
        return svg.append("  <text x=\"0\" y=\"%d\">%s</text>%n</svg>%n".formatted(BAR + 30, legend())).toString();
    }

    private static String colour(SectorMark.After after) {
        return switch (after) {
            case UNTOUCHED -> "#e8e8e8";
            case PARTLY_ERASED -> "#f5c26b";
            case ERASED -> "#ffffff";
            case PARTLY_WRITTEN -> "#f0a030";
            case WRITTEN -> "#a8c8f0";
            case VERIFIED -> "#7ac47a";
            case WRONG -> "#d9534f";
        };
    }

    private static String legend() {
        return "grey untouched, white erased, blue written, green verified, orange unfinished, red wrong";
    }
}
