package io.sectorzero.sim.fault;

/** A byte that nobody sent goes ahead of another. */
public record ExtraByte(Direction direction, long n, int value) implements LineFault {

    public ExtraByte {
        Limits.count(n);
        Limits.require(value >= 0 && value <= 0xFF, "no byte: %s", value);
    }

    @Override public String cause() {
        return "H11";
    }

    @Override public String headline() {
        return "a stray %02X goes before byte %d %s".formatted(value, n, direction);
    }
}
