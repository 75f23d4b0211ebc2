package io.sectorzero.cli;

import io.sectorzero.flash.FlashReport;

/** What was done on a board, with a last line that says what it came to. */
record WorkAnswer(FlashReport report, String outcome) implements Answer {

    @Override public void say(Outlet out) {
        new ReportText(out, report).say();
        out.line(out.ink(Ink.GREEN, outcome) + ", in " + Quantity.duration(report.total()));
    }

    @Override public void fields(JsonObject json) {
        ReportFields.report(json, report);
    }
}
