package io.sectorzero.flash;

/** Something that is not done unless somebody agreed to it by name. */
public enum Consent {
    /** Content of the flash that the image does not replace may be lost: read protection can only be lifted that way. */
    DATA_LOSS,
    /** Read protection level 2, for ever. Needs an expendable chip besides. */
    RDP_LEVEL_2,
    /** One-time-programmable memory may be written. */
    OTP
}
