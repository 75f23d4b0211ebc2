package io.sectorzero.sim.fault;

/** One byte goes out twice. */
public record RepeatedByte(Direction direction, long n) implements LineFault {

    public RepeatedByte {
        Limits.count(n);
    }

    @Override public String cause() {
        return "H7";
    }

    @Override public String headline() {
        return "byte %d %s is sent twice".formatted(n, direction);
    }
}
