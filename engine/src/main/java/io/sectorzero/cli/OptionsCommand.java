package io.sectorzero.cli;

import io.sectorzero.bench.Bench;
import io.sectorzero.device.OptionByteLayout;
import io.sectorzero.device.OptionBytes;
import io.sectorzero.device.ReadProtection;
import io.sectorzero.flash.ChipIdentity;
import io.sectorzero.flash.OptionChange;
import io.sectorzero.flash.Workshop;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "options", sortOptions = false,
        description = {"Show the option bytes, or change some.", "What is not named stays as it is. A change resets the chip."},
        footer = {"", "Examples:",
                  "  sectorzero options --uart /dev/ttyUSB0",
                  "  sectorzero options --write-protect 0-1 --bor 2.29",
                  "  sectorzero options --rdp 0 --consent data-loss"})
final class OptionsCommand extends BenchRequest {

    /** Thresholds in the data sheet carry two digits. */
    private static final double CLOSE_ENOUGH_VOLTS = 0.005;

    @Option(names = "--rdp", paramLabel = "LEVEL", description = "Read protection: 0, 1 or 2. From 1 to 0 erases everything; 2 is for ever.")
    Optional<Integer> level = Optional.empty();

    @Option(names = "--write-protect", paramLabel = "SECTORS", description = "Exactly these sectors, for example 0-1; or none.")
    Optional<Typed.Sectors> writeProtected = Optional.empty();

    @Option(names = "--bor", paramLabel = "VOLTS", description = "Reset below this supply: 2.92, 2.59, 2.29, or off.")
    Optional<String> brownOut = Optional.empty();

    @Option(names = "--watchdog", paramLabel = "WHO", description = "Who starts it: software or hardware.")
    Optional<Watchdog> watchdog = Optional.empty();

    @Option(names = "--reset-on-stop", paramLabel = "BOOL", description = "true or false.")
    Optional<Boolean> resetOnStop = Optional.empty();

    @Option(names = "--reset-on-standby", paramLabel = "BOOL", description = "true or false.")
    Optional<Boolean> resetOnStandby = Optional.empty();

    @Mixin Consents consents = new Consents();

    OptionsCommand(Session session) {
        super(session);
    }

    /** Who starts the independent watchdog. */
    enum Watchdog { SOFTWARE, HARDWARE }

    @Override Answer work(Workshop workshop, Bench bench) {
        // A read-protected chip shows no option bytes, and yet its protection can be lifted.
        ChipIdentity chip = workshop.identify();
        OptionChange change = change(chip.device().options());
        if (change.equals(OptionChange.none())) {
            return new Options(workshop.options(), Optional.empty(), false);
        }
        OptionBytes now = workshop.changeOptions(change, consents.given());
        return new Options(now, chip.options(), chip.options().filter(now::sameSettings).isEmpty());
    }

    private OptionChange change(OptionByteLayout layout) {
        OptionChange change = OptionChange.none();
        if (level.isPresent()) {
            change = change.withReadProtection(readProtection(level.get()));
        }
        if (writeProtected.isPresent()) {
            requireSectors(writeProtected.get().numbers(), layout.sectorCount());
            change = change.withWriteProtected(writeProtected.get().numbers());
        }
        if (brownOut.isPresent()) {
            change = change.withBrownOutField(brownOutField(brownOut.get(), layout.brownOutVolts()));
        }
        if (watchdog.isPresent()) {
            change = change.withWatchdogInSoftware(watchdog.get() == Watchdog.SOFTWARE);
        }
        if (resetOnStop.isPresent()) {
            change = change.withResetOnStop(resetOnStop.get());
        }
        return resetOnStandby.isPresent() ? change.withResetOnStandby(resetOnStandby.get()) : change;
    }

    private void requireSectors(Set<Integer> numbers, int count) {
        numbers.stream().filter(number -> number >= count).findFirst().ifPresent(number -> {
            throw misuse("--write-protect: this chip has sectors 0 to %d, and no sector %d", count - 1, number);
        });
    }

    private ReadProtection readProtection(int number) {
        if (number < 0 || number >= ReadProtection.values().length) {
            throw misuse("--rdp takes 0, 1 or 2, not %d", number);
        }
        return ReadProtection.values()[number];
    }

    private int brownOutField(String written, List<Double> volts) {
        for (int field = 0; field < volts.size(); field++) {
            boolean off = volts.get(field) == 0;
            if (off ? written.equals("off") : matches(written, volts.get(field))) {
                return field;
            }
        }
        throw misuse("--bor takes off or one of %s, not \"%s\"",
                volts.stream().filter(v -> v != 0).map(String::valueOf).collect(Collectors.joining(", ")), written);
    }

    private static boolean matches(String written, double volts) {
        try {
            return Math.abs(Double.parseDouble(written) - volts) < CLOSE_ENOUGH_VOLTS;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private record Options(OptionBytes now, Optional<OptionBytes> before, boolean isChanged) implements Answer {

        @Override public void say(Outlet out) {
            if (isChanged && before.isEmpty()) {
                out.line("erased    everything, as lifting read protection does");
            }
            List<String> old = before.map(ChipText::options).orElse(List.of());
            for (String line : ChipText.options(now)) {
                boolean changed = before.isPresent() && !old.contains(line);
                out.line(changed ? out.ink(Ink.BOLD, line) + "  (changed)" : line);
            }
        }

        @Override public void fields(JsonObject json) {
            ReportFields.options(json, now);
            json.field("changed", isChanged);
        }
    }
}
