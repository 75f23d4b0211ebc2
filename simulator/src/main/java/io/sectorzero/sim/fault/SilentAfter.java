package io.sectorzero.sim.fault;

/** A wire breaks: so many bytes go through, and nothing after them. The other direction goes on. */
public record SilentAfter(Direction direction, long n) implements LineFault {

    public SilentAfter {
        Limits.count(n);
    }

    @Override public String cause() {
        return "E12";
    }

    @Override public String headline() {
        return "the wire %s breaks after %d bytes".formatted(direction, n);
    }
}
