package io.sectorzero.figures;

import io.sectorzero.bench.BenchDescription;
import io.sectorzero.description.DescriptionFile;
import io.sectorzero.flash.FlashReport;
import io.sectorzero.flash.Phase;
import io.sectorzero.flash.Policy;
import io.sectorzero.flash.Route;
import io.sectorzero.flash.Workshop;
import io.sectorzero.sim.bench.SimulatedBench;
import io.sectorzero.sim.board.BoardFile;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** How near a megabyte over a simulated ST-LINK comes to what the flash needs anyway. Simulated time, the same on every machine. */
final class OverTheDebugWires {

    private static final BenchDescription DESK = BenchDescription.parse("figures", """
            kind   = "simulator"
            name   = "figures"
            device = "STM32F412xG"
            """);

    private static final long SEED = 0x5EC7;

    // Nobody can begin to program before the first block has arrived; the first sector is 16 KB.
    private static final int FIRST_BLOCK = 16 * 1024;
    // Eight clocks of request, four of turn and acknowledge, 34 of data, parity and turn. Arm IHI 0031 "Serial Wire Debug".
    private static final double CLOCKS_PER_WORD = 46;

    // In words, typical: erase of four sectors of 16 KB, one of 64 KB, seven of 128 KB; 16 us a word. DS11139 Rev 8 Table 49.
    private static final double FLASH_SECONDS = 4 * 0.250 + 0.550 + 7 * 1.000 + Megabyte.BYTES / 4.0 * 16e-6;

    private OverTheDebugWires() {
    }

    /** A probe, the fastest clock it has, and what its USB carries: nineteen packets of 64 in a millisecond, thirteen of 512 in 125 us. */
    private enum Probe {
        V2_1("v2-1", "ST-LINK/V2-1 at 4 MHz", 4e6, 19 * 64 / 1e-3, "≤ 1.10 × limit"),
        V3("v3e", "ST-LINK V3 at 24 MHz", 24e6, 13 * 512 / 125e-6, "≤ 1.05 × limit");

        private final String model;
        private final String name;
        private final double clock;
        private final double usbBytesPerSecond;
        private final String target;

        Probe(String model, String name, double clock, double usbBytesPerSecond, String target) {
            this.model = model;
            this.name = name;
            this.clock = clock;
            this.usbBytesPerSecond = usbBytesPerSecond;
            this.target = target;
        }

        private double limit() {
            return FLASH_SECONDS + FIRST_BLOCK / 4.0 * CLOCKS_PER_WORD / clock + FIRST_BLOCK / usbBytesPerSecond;
        }
    }

    static List<Row> rows() {
        return List.of(row(Probe.V2_1), row(Probe.V3));
    }

    private static Row row(Probe probe) {
        FlashReport report = flash(probe);
        double taken = seconds(report.total());
        return new Row("1 MB over %s, erase, write, verify".formatted(probe.name), probe.target,
                String.format(Locale.ROOT, "%.4f × (%.2f s)", taken / probe.limit(), taken),
                String.format(Locale.ROOT, "simulated time; limit %.2f s: flash %.2f s and the first 16 KB on their way;"
                        + " erase %.2f s, write %.2f s, verify %.2f s", probe.limit(), FLASH_SECONDS,
                        seconds(report.durations().get(Phase.ERASE)), seconds(report.durations().get(Phase.WRITE)),
                        seconds(report.durations().get(Phase.VERIFY))));
    }

    private static FlashReport flash(Probe probe) {
        var board = BoardFile.of(DescriptionFile.parse("figures", "probe.model = \"%s\"".formatted(probe.model)));
        try (var desk = SimulatedBench.open(DESK, board, SEED);
             var workshop = Workshop.open(desk, Route.SWD)) {
            FlashReport report = workshop.flash(Megabyte.image(), Policy.careful());
            if (!report.verified()) {
                throw new IllegalStateException("a figure of something that did not work is none: " + report);
            }
            return report;
        }
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
