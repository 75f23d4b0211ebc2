package io.sectorzero.cli;

import io.sectorzero.time.TimeSource;

/**
 * How far the work is. On a terminal one line is rewritten: phase, bar, bytes, rate, what is left. In a pipe each phase
 * gets one plain line when it ends. Rate and rest are on the bench's clock, which in a simulation runs ahead of the wall.
 */
final class ProgressLine {

    private static final int BAR_CELLS = 24;
    private static final int FULL = 100;
    private static final String REWRITE = "\r\u001b[K";

    private final Outlet outlet;
    private final TimeSource time;
    private String phase = "";
    private long startNanos;
    private long done;
    private long total;
    private int shownPercent = -1;

    ProgressLine(Outlet outlet, TimeSource time) {
        this.outlet = outlet;
        this.time = time;
    }

    /** So many of so many bytes of this phase are done. A phase may announce itself with none done. */
    void show(String nowPhase, long nowDone, long nowTotal) {
        if (!nowPhase.equals(phase)) {
            endPhase();
            phase = nowPhase;
            startNanos = time.nanos();
            shownPercent = -1;
        }
        done = nowDone;
        total = nowTotal;
        int percent = percent();
        if (outlet.terminal() && percent != shownPercent) {
            shownPercent = percent;
            outlet.stream().print(REWRITE + fitted(bar(percent)));
            outlet.stream().flush();
        }
    }

    /** Takes the line away, for what is said next. */
    void end() {
        endPhase();
        if (outlet.terminal() && shownPercent >= 0) {
            outlet.stream().print(REWRITE);
            outlet.stream().flush();
        }
        phase = "";
    }

    private void endPhase() {
        if (!outlet.terminal() && !phase.isEmpty() && done > 0) {
            String amount = done == total ? Quantity.bytes(done) : Quantity.share(done, total);
            outlet.line((phase + ": " + amount + "  " + Quantity.rate(done, time.nanos() - startNanos)).stripTrailing());
        }
    }

    private int percent() {
        return total <= 0 ? FULL : (int) (done * FULL / total);
    }

    private String bar(int percent) {
        if (total <= 0) {
            return phase;
        }
        int filled = percent * BAR_CELLS / FULL;
        String cells = outlet.unicode()
                ? "\u2588".repeat(filled) + "\u2591".repeat(BAR_CELLS - filled)
                : "#".repeat(filled) + ".".repeat(BAR_CELLS - filled);
        long spent = time.nanos() - startNanos;
        String rest = done > 0 && done < total ? Quantity.left((long) ((double) spent / done * (total - done))) : "";
        return "%-11s %s %3d %%  %s  %s  %s".formatted(phase, cells, percent, Quantity.share(done, total),
                Quantity.rate(done, spent), rest).stripTrailing();
    }

    // A line that wraps can no longer be rewritten.
    private String fitted(String line) {
        int room = outlet.columns() - 1;
        return room > 0 && line.length() > room ? line.substring(0, room) : line;
    }
}
