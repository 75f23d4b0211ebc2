package io.sectorzero.cli;

import java.time.Duration;
import java.util.Locale;

/** Numbers as a person says them. */
final class Quantity {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final long KILO = 1024;
    private static final long TEN_KILO = 10 * KILO;
    private static final long MEGA = KILO * KILO;

    private Quantity() {
    }

    /** "1384 bytes", "16 KB", "1.5 MB"; a K is 1024, as in the tables of the manuals. Never rounds a count that is not even. */
    static String bytes(long count) {
        if (count >= MEGA && count % (MEGA / 2) == 0) {
            return trimmed("%.1f", count / (double) MEGA) + " MB";
        }
        if (count >= KILO && count % KILO == 0) {
            return count / KILO + " KB";
        }
        return count == 1 ? "1 byte" : count + " bytes";
    }

    /** "640 of 1024 KB", "256 of 1384 bytes": how far a count has come, without jumping between units. */
    static String share(long done, long total) {
        return total >= TEN_KILO ? done / KILO + " of " + (total + KILO - 1) / KILO + " KB" : done + " of " + total + " bytes";
    }

    /** "10.4 KB/s"; empty while no time has passed. */
    static String rate(long bytes, long nanos) {
        return nanos <= 0 ? "" : text("%.1f KB/s", bytes * NANOS_PER_SECOND / nanos / KILO);
    }

    /** "0.25 s", "12.3 s", "3 min 05 s". */
    static String duration(Duration duration) {
        double seconds = seconds(duration);
        if (seconds < 9.995) {
            return text("%.2f s", seconds);
        }
        return seconds < 99.95 ? text("%.1f s", seconds) : minutes(Math.round(seconds));
    }

    /** What is left, roughly: nobody needs hundredths of a guess. */
    static String left(long nanos) {
        long seconds = Math.round(nanos / NANOS_PER_SECOND);
        return seconds < 100 ? seconds + " s left" : minutes(seconds) + " left";
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / NANOS_PER_SECOND;
    }

    private static String minutes(long seconds) {
        return text("%d min %02d s", seconds / 60, seconds % 60);
    }

    private static String trimmed(String format, double value) {
        String written = text(format, value);
        return written.endsWith(".0") ? written.substring(0, written.length() - 2) : written;
    }

    // A decimal point everywhere: scripts read these lines too.
    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
