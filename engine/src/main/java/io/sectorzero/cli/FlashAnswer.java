package io.sectorzero.cli;

import io.sectorzero.flash.FlashReport;
import io.sectorzero.image.Image;

/** An image that is on a board now. */
record FlashAnswer(FlashReport report, Image image, boolean map) implements Answer {

    @Override public void say(Outlet out) {
        out.line(out.ink(Ink.BOLD, image.name()) + ": %s, %s from %s".formatted(image.format().title(),
                Quantity.bytes(image.size()), image.span().start()));
        new ReportText(out, report).say();
        if (map) {
            SectorMap.of(report.sectors(), image).say(out);
        }
        out.line(out.ink(Ink.GREEN, report.erasedSectors().isEmpty() ? "it was on the board already" : "it is on the board")
                + ", in " + Quantity.duration(report.total()));
    }

    @Override public void fields(JsonObject json) {
        ReportFields.image(json, image);
        ReportFields.report(json, report);
    }
}
