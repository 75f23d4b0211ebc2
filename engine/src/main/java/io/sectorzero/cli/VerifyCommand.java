package io.sectorzero.cli;

import io.sectorzero.bench.Bench;
import io.sectorzero.bench.BenchDescription;
import io.sectorzero.flash.Workshop;
import io.sectorzero.image.Image;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "verify", sortOptions = false, description = "Compare what a board holds with an image; changes nothing.",
        footer = {"", "Examples:",
                  "  sectorzero verify app.hex --uart /dev/ttyUSB0",
                  "  sectorzero verify app.bin --base 0x08008000 --bench desk.toml"})
final class VerifyCommand extends BenchRequest {

    @Mixin ImageChoice image = new ImageChoice();

    private Image loaded;

    VerifyCommand(Session session) {
        super(session);
    }

    @Override void prepare(BenchDescription bench) {
        loaded = image.load();
    }

    @Override Answer work(Workshop workshop, Bench bench) {
        return new WorkAnswer(workshop.verify(loaded), "the board holds the image", clock());
    }
}
