package io.sectorzero.sim.fault;

/** Which way a byte goes on the serial line. */
public enum Direction {
    TO_BOARD("to the board"), TO_HOST("to the host");

    private final String words;

    Direction(String words) {
        this.words = words;
    }

    @Override public String toString() {
        return words;
    }
}
