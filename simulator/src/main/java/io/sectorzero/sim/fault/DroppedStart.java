package io.sectorzero.sim.fault;

/** The next erases are asked for and never begin: no BSY, no error flag. */
public record DroppedStart(int times) implements EraseFault {

    public DroppedStart {
        Limits.require(times >= 1, "%s starts cannot be dropped", times);
    }

    @Override public String cause() {
        return "C12";
    }

    @Override public String headline() {
        return times == 1 ? "the next erase never begins" : "the next %d erases never begin".formatted(times);
    }
}
