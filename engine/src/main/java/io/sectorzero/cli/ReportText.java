package io.sectorzero.cli;

import io.sectorzero.flash.FlashReport;
import io.sectorzero.flash.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What was done, for a person: one line for each thing that happened, none for what did not.
 *
 * <pre>
 *   chip      STM32F412xG, 1024 KB, bootloader V9.1, on simulated board
 *   erased    sector 0                        0.25 s
 *   written   1384 bytes, 10.6 KB/s           0.13 s
 *   verified  1384 bytes, every one right     0.13 s
 *   done      the image is on the board       0.53 s of simulated time
 * </pre>
 */
final class ReportText {

    private static final String ROW = "%-40s %12s";

    private final Outlet out;
    private final FlashReport report;

    ReportText(Outlet out, FlashReport report) {
        this.out = out;
        this.report = report;
    }

    /**
     * @param outcome what it came to
     * @param clock   whose time it is, where it is not the wall's
     */
    void say(String outcome, String clock) {
        report.chip().ifPresent(chip -> line("chip", chip.describe() + ", on " + report.bench()));
        if (!report.erasedSectors().isEmpty()) {
            timed("erased", report.massErased() ? "everything" : sectors(report.erasedSectors()), Phase.ERASE);
        }
        if (report.programmedBytes() > 0) {
            timed("written", moved(report.programmedBytes(), Phase.WRITE), Phase.WRITE);
        }
        if (report.verifiedBytes() > 0) {
            timed("verified", Quantity.bytes(report.verifiedBytes()) + (report.verified() ? " read back, every one right" : ""), Phase.VERIFY);
        }
        report.recoveries().forEach(recovery -> line("recovered", recovery));
        report.warnings().forEach(warning -> out.line(out.ink(Ink.YELLOW, "warning   ") + warning));
        out.line(out.ink(Ink.GREEN, "done      ") + ROW.formatted(outcome, Quantity.duration(report.total())) + clock);
    }

    /** "sector 0", "sectors 0-3 5". */
    static String sectors(List<Integer> numbers) {
        var sorted = numbers.stream().sorted().toList();
        var runs = new ArrayList<String>();
        for (int i = 0; i < sorted.size(); i++) {
            int first = sorted.get(i);
            while (i + 1 < sorted.size() && sorted.get(i + 1) == sorted.get(i) + 1) {
                i++;
            }
            runs.add(first == sorted.get(i) ? Integer.toString(first) : first + "-" + sorted.get(i));
        }
        return (sorted.size() == 1 ? "sector " : "sectors ") + String.join(" ", runs);
    }

    private String moved(long bytes, Phase phase) {
        String rate = Quantity.rate(bytes, took(phase).toNanos());
        return Quantity.bytes(bytes) + (rate.isEmpty() ? "" : ", " + rate);
    }

    private Duration took(Phase phase) {
        return report.durations().getOrDefault(phase, Duration.ZERO);
    }

    // Sectors that were right already were compared while looking, which is no phase of its own here.
    private void timed(String label, String what, Phase phase) {
        line(label, took(phase).isZero() ? what : ROW.formatted(what, Quantity.duration(took(phase))));
    }

    private void line(String label, String what) {
        out.line(out.ink(Ink.DIM, "%-10s".formatted(label)) + what);
    }
}
