package io.sectorzero.sim.board;

/** Somebody at the adapter's plug who takes the bytes that come from the board. */
@FunctionalInterface
public interface ByteSink {

    /** A byte has arrived now. {@code damaged}: its parity or its stop bit was wrong. */
    void arrived(int value, boolean damaged);
}
