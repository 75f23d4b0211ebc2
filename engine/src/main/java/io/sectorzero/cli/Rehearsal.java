package io.sectorzero.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs the common commands once, unheard, so that the class-data archive the launcher makes knows their classes. */
final class Rehearsal {

    private static final List<String[]> PIECES = List.of(
            new String[] {"--version"},
            new String[] {"--help"});

    private Rehearsal() {
    }

    public static void main(String[] arguments) {
        Outlet unheard = Outlet.plain(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        for (String[] piece : PIECES) {
            SectorZero.run(new Screen(unheard, unheard, false), new Interruption(), piece);
        }
    }
}
