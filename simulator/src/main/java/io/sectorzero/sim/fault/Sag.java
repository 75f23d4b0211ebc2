package io.sectorzero.sim.fault;

import java.time.Duration;

/** The supply falls to some voltage for a while and recovers. */
public record Sag(long afterEvents, double volts, Duration lasting) implements SupplyFault {

    public Sag {
        Limits.count(afterEvents);
        Limits.require(volts >= 0 && volts <= 4, "no supply sags to %s V", volts);
    }

    @Override public String cause() {
        return "E4";
    }

    @Override public String headline() {
        return "the supply sags to %.2f V for %d us after event %d".formatted(volts, lasting.toNanos() / 1000, afterEvents);
    }
}
