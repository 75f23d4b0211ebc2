package io.sectorzero.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs the common commands once, unheard, so that the class-data archive the launcher makes knows their classes. */
final class Rehearsal {

    private Rehearsal() {
    }

    /** @param arguments an image to flash to the simulated board */
    public static void main(String[] arguments) {
        String image = arguments[0];
        for (List<String> piece : List.of(List.of("--version"), List.of("--help"), List.of("flash", image, "--map"),
                List.of("flash", image, "--json"), List.of("verify", image), List.of("info"), List.of("misspelt"),
                List.of("flash", image, "--route", "swd"))) {
            Outlet unheard = Outlet.plain(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
            SectorZero.run(new Screen(unheard, unheard, false), new Interruption(), piece.toArray(String[]::new));
        }
    }
}
