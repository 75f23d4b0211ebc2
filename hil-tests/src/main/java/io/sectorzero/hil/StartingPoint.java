package io.sectorzero.hil;

/** A state every bench can bring its board to. */
public enum StartingPoint {
    /** Flash erased, factory option bytes. */
    BLANK,
    /** The blinky of the fixtures is in flash. */
    FIRMWARE,
    /** Whatever it holds; the test does not care. */
    ANY
}
