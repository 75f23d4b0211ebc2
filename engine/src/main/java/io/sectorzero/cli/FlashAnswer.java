package io.sectorzero.cli;

import io.sectorzero.flash.FlashReport;
import io.sectorzero.image.Image;

/** An image that is on a board now. */
record FlashAnswer(FlashReport report, Image image, boolean map, String clock) implements Answer {

    @Override public void say(Outlet out) {
        out.line(out.ink(Ink.BOLD, image.name()) + ": %s, %s from %s".formatted(image.format().title(),
                Quantity.bytes(image.size()), image.span().start()));
        if (map) {
            SectorMap.of(report.sectors(), image).say(out);
        }
        boolean wrote = report.programmedBytes() > 0;
        new ReportText(out, report).say(wrote ? "the image is on the board" : "the image was on the board already", clock);
    }

    @Override public void fields(JsonObject json) {
        ReportFields.image(json, image);
        ReportFields.report(json, report);
    }
}
