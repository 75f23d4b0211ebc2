package io.sectorzero.cli;

import io.sectorzero.failure.Diagnosis;

/** A diagnosis for a person: the words of {@link Diagnosis#render()}, on a terminal with the finding and the labels inked. */
final class DiagnosisText {

    private static final int LABEL_COLUMNS = 12;

    private DiagnosisText() {
    }

    static void say(Outlet outlet, Diagnosis diagnosis) {
        String[] lines = diagnosis.render().split("\n");
        outlet.line(outlet.ink(Ink.RED, lines[0]));
        for (int i = 1; i < lines.length; i++) {
            outlet.line(labelled(outlet, lines[i]));
        }
    }

    private static String labelled(Outlet outlet, String line) {
        if (!line.startsWith("  ") || line.length() <= LABEL_COLUMNS) {
            return line;
        }
        return outlet.ink(Ink.DIM, line.substring(0, LABEL_COLUMNS)) + line.substring(LABEL_COLUMNS);
    }
}
