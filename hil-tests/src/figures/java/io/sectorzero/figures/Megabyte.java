package io.sectorzero.figures;

import io.sectorzero.bench.BenchDescription;
import io.sectorzero.flash.FlashReport;
import io.sectorzero.flash.Policy;
import io.sectorzero.flash.Route;
import io.sectorzero.flash.Workshop;
import io.sectorzero.image.Image;
import io.sectorzero.sim.bench.SimulatedBench;
import io.sectorzero.sim.board.BoardSettings;
import io.sectorzero.suites.flashing.Images;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The image that fills the chip, and a healthy board at a stated 3.3 V to write it to. */
final class Megabyte {

    static final int BYTES = 1 << 20;

    private static final BenchDescription DESK = BenchDescription.parse("figures", """
            kind   = "simulator"
            name   = "figures"
            device = "STM32F412xG"
            supply = 3.3
            """);

    private static final long SEED = 0x5EC7;

    private Megabyte() {
    }

    static Image image() {
        return Images.ofSize(BYTES);
    }

    /** The same as a raw file. */
    static Path file(Path folder) {
        try {
            return Files.write(folder.resolve("megabyte.bin"), Images.content(BYTES).toArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes and verifies an image on a new board. */
    static FlashReport flash(Image image) {
        try (var desk = SimulatedBench.open(DESK, BoardSettings.healthy(), SEED);
             var workshop = Workshop.open(desk, Route.UART)) {
            FlashReport report = workshop.flash(image, Policy.careful());
            if (!report.verified()) {
                throw new IllegalStateException("a figure of something that did not work is none: " + report);
            }
            return report;
        }
    }
}
