package io.sectorzero.sim.fault;

/** A byte that nobody sent goes ahead of another. */
public record ExtraByte(Direction direction, long n, int value) implements LineFault {

    public ExtraByte {
        Limits.count(n);
        Limits.require(value >= 0 && value <= 0xFF, "no byte: %s", value);
    }

    @Override public String cause() {
        // Before anything else it uses up the loader's one attempt; later it is somebody else talking on the port.
        return direction == Direction.TO_BOARD && n == 0 ? "U4" : "H11";
    }

    @Override public String headline() {
        return "a stray %02X goes before byte %d %s".formatted(value, n, direction);
    }
}
