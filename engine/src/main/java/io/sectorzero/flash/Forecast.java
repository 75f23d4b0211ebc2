package io.sectorzero.flash;

import io.sectorzero.device.Span;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** How long a plan takes: as a rule, and at worst within the specification. Reset and start-up are not in it. */
public record Forecast(Map<Phase, Span> phases) {

    public Forecast {
        phases = Collections.unmodifiableMap(phases.isEmpty() ? new EnumMap<>(Phase.class) : new EnumMap<>(phases));
    }

    static Forecast of(FlashPlan plan) {
        var pace = new Pace(plan);
        var phases = new EnumMap<Phase, Span>(Phase.class);
        plan.steps().forEach(step -> phases.merge(step.phase(), step.predicted(pace), Span::plus));
        return new Forecast(phases);
    }

    public Span total() {
        return phases.values().stream().reduce(Pace.NOTHING, Span::plus);
    }
}
