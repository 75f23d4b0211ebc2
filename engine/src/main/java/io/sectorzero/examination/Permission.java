package io.sectorzero.examination;

/** What somebody must have agreed to before a rung may be climbed. */
public enum Permission {
    /** Nothing is lost that the work at hand does not replace anyway. */
    NONE,
    /** The policy of this run must allow lifting write protection. */
    LIFT_PROTECTION,
    /** Content that the image does not bring back is lost. */
    DATA_LOSS
}
