package io.sectorzero.sim.fault;

/** Something pulls NRST low for a moment. */
public record ResetPulse(long afterEvents) implements SupplyFault {

    public ResetPulse {
        Limits.count(afterEvents);
    }

    @Override public String cause() {
        return "E9";
    }

    @Override public String headline() {
        return "NRST is pulled low after event %d".formatted(afterEvents);
    }
}
