package io.sectorzero.figures;

import io.sectorzero.flash.FlashReport;
import io.sectorzero.flash.Phase;
import java.util.List;
import java.util.Locale;

/** How much of the time that line and flash need anyway a megabyte takes over a UART. Simulated time, the same on every machine. */
final class OverTheWire {

    private static final int BLOCK = 256;
    private static final int BLOCKS = Megabyte.BYTES / BLOCK;

    // Command 2, ACK 1, address 5, ACK 1, count 1, data 256, checksum 1, ACK 1. A read needs as many the other way round.
    // AN3155 Rev 20 "Write Memory command", "Read Memory command" [P].
    private static final int WIRE_BYTES = 268;
    // Start, eight data bits, parity, stop.
    private static final int BITS = 11;
    private static final double BAUD = 115_200;

    // A word takes as long as a byte: 16 us typical. DS11139 Rev 8 Table 49.
    private static final double PROGRAM_WORD_SECONDS = 16e-6;
    // In words, typical: four sectors of 16 KB, one of 64 KB, seven of 128 KB. DS11139 Rev 8 Table 49.
    private static final double ERASE_SECONDS = 4 * 0.250 + 0.550 + 7 * 1.000;

    private static final double WIRE_SECONDS = BLOCKS * WIRE_BYTES * BITS / BAUD;
    private static final double PROGRAM_SECONDS = WIRE_SECONDS + BLOCKS * (BLOCK / 4) * PROGRAM_WORD_SECONDS;

    private OverTheWire() {
    }

    static List<Row> rows() {
        FlashReport report = Megabyte.flash(Megabyte.image());
        return List.of(
                row(report, Phase.WRITE, "1 MB over UART, program", "≤ 1.05 × limit", PROGRAM_SECONDS,
                        "268 bytes of 11 bits for each 256 at 115200, and 16 us a word"),
                row(report, Phase.ERASE, "1 MB over UART, erase", "≤ 1.02 × limit", ERASE_SECONDS,
                        "the erase times of the twelve sectors in words"),
                row(report, Phase.VERIFY, "1 MB over UART, verify", Row.NO_TARGET, WIRE_SECONDS,
                        "268 bytes of 11 bits for each 256 at 115200"));
    }

    private static Row row(FlashReport report, Phase phase, String figure, String target, double limit, String what) {
        double taken = report.durations().get(phase).toNanos() / 1e9;
        return new Row(figure, target, String.format(Locale.ROOT, "%.4f × (%.2f s)", taken / limit, taken),
                String.format(Locale.ROOT, "simulated time; limit %.2f s: %s", limit, what));
    }
}
