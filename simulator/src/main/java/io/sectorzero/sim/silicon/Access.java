package io.sectorzero.sim.silicon;

/** What a write does to a field, in the words of the reference manuals' register pages. */
public enum Access {
    READ_WRITE,
    READ_ONLY,
    /** Software may write it; a read brings 0. */
    WRITE_ONLY,
    /** rc_w1: a 1 clears the bit, a 0 leaves it. */
    WRITE_ONE_TO_CLEAR,
    /** rs: a 1 sets the bit, a 0 leaves it; only the hardware clears it. */
    SET_ONLY
}
