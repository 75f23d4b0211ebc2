package io.sectorzero.cli;

import io.sectorzero.flash.FlashReport;

/** What was done on a board, with a last line that says what it came to. */
record WorkAnswer(FlashReport report, String outcome, String clock) implements Answer {

    @Override public void say(Outlet out) {
        new ReportText(out, report).say(outcome, clock);
    }

    @Override public void fields(JsonObject json) {
        ReportFields.report(json, report);
    }
}
