package io.sectorzero.sim.fault;

/** The adapter is pulled from the computer when so many bytes have gone one way. Until then nothing is wrong. */
public record LineUnplugged(Direction direction, long n) implements LineFault {

    public LineUnplugged {
        Limits.count(n);
    }

    @Override public String cause() {
        return "H7";
    }

    @Override public String headline() {
        return "the adapter is unplugged at byte %d %s".formatted(n, direction);
    }
}
