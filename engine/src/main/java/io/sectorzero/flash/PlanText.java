package io.sectorzero.flash;

import io.sectorzero.device.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A plan in words: one line for each step, except that the blocks of one sector share a line. */
final class PlanText {

    private final FlashPlan plan;
    private final List<String> lines = new ArrayList<>();
    private long blocks;
    private long bytes;
    private int sector = -1;

    private PlanText(FlashPlan plan) {
        this.plan = plan;
    }

    static String of(FlashPlan plan) {
        return new PlanText(plan).text();
    }

    private String text() {
        lines.add("plan: " + plan.title());
        for (Step step : plan.steps()) {
            if (step instanceof Step.WriteBlock block) {
                collect(block);
            } else {
                flush();
                lines.add("  %-9s %s".formatted(step.phase(), step.describe()));
            }
        }
        flush();
        plan.sectors().stream().filter(planned -> planned.fate() == SectorPlan.Fate.RIGHT).forEach(planned ->
                lines.add("  leave     sector %d as it is: it holds the right content".formatted(planned.sector().number())));
        if (plan.isEmpty()) {
            lines.add("  nothing is left to do");
        }
        plan.warnings().forEach(warning -> lines.add("  warning   " + warning));
        Forecast forecast = plan.forecast();
        lines.add("predicted: %s, at worst %s%s".formatted(seconds(forecast.total().typical()),
                seconds(forecast.total().worst()), phases(forecast)));
        return String.join("\n", lines);
    }

    private void collect(Step.WriteBlock block) {
        int number = plan.chip().device().layout().sectorAt(block.address()).map(found -> found.number()).orElse(-1);
        if (number != sector) {
            flush();
        }
        sector = number;
        blocks++;
        bytes += block.data().length();
    }

    private void flush() {
        if (blocks > 0) {
            lines.add("  %-9s %d bytes in %d block%s into %s".formatted(Phase.WRITE, bytes, blocks, blocks == 1 ? "" : "s",
                    sector < 0 ? "OTP" : "sector " + sector));
        }
        blocks = 0;
        bytes = 0;
    }

    private static String phases(Forecast forecast) {
        String each = forecast.phases().entrySet().stream().filter(phase -> !phase.getValue().typical().isZero())
                .map(phase -> "%s %s".formatted(phase.getKey(), seconds(phase.getValue().typical())))
                .collect(Collectors.joining(", "));
        return each.isEmpty() ? "" : " (" + each + ")";
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toNanos() / 1e9);
    }
}
