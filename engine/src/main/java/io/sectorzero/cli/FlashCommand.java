package io.sectorzero.cli;

import io.sectorzero.bench.Bench;
import io.sectorzero.bench.BenchDescription;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.flash.Consent;
import io.sectorzero.flash.EraseMode;
import io.sectorzero.flash.FlashReport;
import io.sectorzero.flash.Policy;
import io.sectorzero.flash.Preflight;
import io.sectorzero.flash.Workshop;
import io.sectorzero.image.Image;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "flash", sortOptions = false,
        description = {"Write an image, read it back, compare.", "Erases only the sectors the image touches."},
        footer = {"", "Examples:",
                  "  sectorzero flash app.hex                                 a simulated board",
                  "  sectorzero flash app.elf --uart /dev/ttyUSB0 --supply 3.3",
                  "  sectorzero flash app.dfu --usb --supply 3.3              a board in DFU mode",
                  "  sectorzero flash app.hex --swd                           over an ST-LINK",
                  "  sectorzero flash app.bin --base 0x08008000 --keep --diff",
                  "  sectorzero flash app.hex --dry-run                       change nothing"})
final class FlashCommand extends BenchRequest {

    @Mixin ImageChoice image = new ImageChoice();

    @Option(names = "--dry-run", description = "Look at the board, print the plan and how long it takes, change nothing.")
    boolean dryRun;

    @Option(names = "--keep", description = "Write back what the touched sectors hold besides the image.")
    boolean keep;

    @Option(names = "--rescue", paramLabel = "FILE", defaultValue = "sectorzero-rescue.hex",
            description = "With --keep: where that content is until it is back on the board; ${DEFAULT-VALUE}.")
    Path rescue;

    @Option(names = "--diff", description = "Leave sectors alone that hold the right content already.")
    boolean diff;

    @ArgGroup(exclusive = true)
    Room room = new Room();

    @Option(names = "--lift-protection", description = "Lift write protection for the work, and put it back.")
    boolean liftProtection;

    @Option(names = "--start", description = "Start what was written.")
    boolean start;

    @Option(names = "--reserve", paramLabel = "SECTORS", description = "Refuse an image that touches these sectors, for example 0-1.")
    Typed.Sectors reserved = new Typed.Sectors(Set.of());

    @Option(names = "--tolerate", paramLabel = "ID", split = ",", description = "Let a complaint about the image pass, for example I4.")
    List<String> tolerated = List.of();

    @Mixin Consents consents = new Consents();

    @Option(names = "--map", description = "Draw the sectors, before and after.")
    boolean map;

    private Image loaded;

    FlashCommand(Session session) {
        super(session);
    }

    /** How room is made, where erasing the touched sectors is not what is wanted. */
    static final class Room {

        @Option(names = "--mass-erase", description = "Erase everything first.")
        boolean everything;

        @Option(names = "--mass-erase-if-needed", description = "Erase everything where a sector erase did not do its work.")
        boolean ifNeeded;
    }

    @Override void prepare(BenchDescription bench) {
        loaded = image.load();
        Preflight.require(loaded, choice().expected(bench), policy());
    }

    @Override Answer work(Workshop workshop, Bench bench) {
        if (dryRun) {
            return new PlanAnswer(workshop.plan(loaded, policy()), loaded, map);
        }
        var rescued = new RescueFile(rescue);
        try {
            FlashReport report = workshop.rescueInto(rescued).flash(loaded, policy());
            rescued.done();
            return new FlashAnswer(report, loaded, map, clock());
        } catch (SectorZeroException failure) {
            throw rescued.explain(failure);
        }
    }

    private Policy policy() {
        Policy policy = Policy.careful().withErase(mode()).withKeep(keep).withDiff(diff).withLiftWriteProtection(liftProtection)
                .withStartAfter(start).withReserved(reserved.numbers());
        for (String cause : tolerated) {
            policy = policy.tolerating(cause);
        }
        for (Consent consent : consents.given()) {
            policy = policy.with(consent);
        }
        return policy;
    }

    private EraseMode mode() {
        return room.everything ? EraseMode.MASS : room.ifNeeded ? EraseMode.SECTORS_OR_MASS : EraseMode.SECTORS;
    }
}
