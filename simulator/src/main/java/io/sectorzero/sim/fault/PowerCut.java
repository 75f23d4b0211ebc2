package io.sectorzero.sim.fault;

/** The supply disappears after so many things have happened on the board, and stays away until somebody restores it. */
public record PowerCut(long afterEvents) implements SupplyFault {

    public PowerCut {
        Limits.count(afterEvents);
    }

    @Override public String cause() {
        return "C15";
    }

    @Override public String headline() {
        return "power is lost after event %d".formatted(afterEvents);
    }
}
