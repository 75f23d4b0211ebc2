package io.sectorzero.sim.fault;

/** One byte never arrives. */
public record LostByte(Direction direction, long n) implements LineFault {

    public LostByte {
        Limits.count(n);
    }

    @Override public String cause() {
        return "H7";
    }

    @Override public String headline() {
        return "byte %d %s is lost".formatted(n, direction);
    }
}
