package io.sectorzero.cli;

import io.sectorzero.device.OptionBytes;
import io.sectorzero.flash.ChipIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** A chip and its options for a person, one fact a line. */
final class ChipText {

    private ChipText() {
    }

    static List<String> lines(ChipIdentity chip) {
        var lines = new ArrayList<String>();
        lines.add(line("chip", "%s, product id 0x%03X".formatted(chip.device().name(), chip.device().productId())));
        chip.revision().ifPresent(revision -> lines.add(line("revision", revision.toString())));
        chip.flashKilobytes().ifPresent(kilobytes -> lines.add(line("flash", "%d KB in %d sectors".formatted(kilobytes,
                chip.device().layout().sectors().size()))));
        if (!chip.uniqueId().isEmpty()) {
            lines.add(line("unique id", chip.uniqueId().hex().replace(" ", "")));
        }
        chip.bootloaderId().ifPresent(id -> lines.add(line("loader",
                chip.device().bootloader().versions().getOrDefault(id, "0x%02X".formatted(id)))));
        if (chip.readProtected()) {
            lines.add(line("protected", "the chip shows no memory: read-out protection"));
        }
        chip.options().ifPresent(options -> lines.addAll(options(options)));
        return lines;
    }

    static List<String> options(OptionBytes options) {
        var lines = new ArrayList<String>();
        lines.add(line("read", "protection " + options.readProtection()));
        lines.add(line("write", options.writeProtected().isEmpty() ? "no sector is protected"
                : sectors(options.writeProtected()) + " protected"));
        if (options.codeProtectionMode()) {
            lines.add(line("code", options.codeProtected().isEmpty() ? "SPRMOD is set, no sector is protected"
                    : sectors(options.codeProtected()) + " for execution only"));
        }
        lines.add(line("brown-out", options.brownOutVolts() == 0 ? "off"
                : String.format(Locale.ROOT, "reset below %.2f V", options.brownOutVolts())));
        lines.add(line("watchdog", options.watchdogInSoftware() ? "started by software" : "started by hardware"));
        if (options.resetOnStop() || options.resetOnStandby()) {
            lines.add(line("reset on", (options.resetOnStop() ? "Stop " : "") + (options.resetOnStandby() ? "Standby" : "")));
        }
        return lines;
    }

    private static String sectors(Set<Integer> numbers) {
        return ReportText.sectors(List.copyOf(new TreeSet<>(numbers)));
    }

    static String line(String label, String text) {
        return "%-9s %s".formatted(label, text).stripTrailing();
    }
}
