package io.sectorzero.flash;

/** How room is made for an image. */
public enum EraseMode {
    /** The sectors the image touches and no others. */
    SECTORS,
    /** As {@link #SECTORS}; where a sector erase of doubtful silicon failed, everything is erased and the work begun anew. */
    SECTORS_OR_MASS,
    /** Everything, whatever the image touches. */
    MASS
}
