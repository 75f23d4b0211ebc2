package io.sectorzero.flash;

import io.sectorzero.device.Sector;

/**
 * One sector before and after, for a map.
 *
 * @param imageBytes content the image has for it
 * @param keptBytes  other content that was written back
 */
public record SectorMark(Sector sector, Before before, After after, long imageBytes, long keptBytes) {

    /** What was found, as far as somebody looked. */
    public enum Before {
        UNREAD, BLANK, CONTENT,
        /** What the image wants was there already. */
        RIGHT
    }

    /** What it was left like. */
    public enum After {
        UNTOUCHED,
        /** An erase was begun and is not known to have ended. */
        PARTLY_ERASED,
        ERASED,
        PARTLY_WRITTEN,
        /** Written, not read back yet. */
        WRITTEN,
        /** Read back, and right. */
        VERIFIED,
        /** Read back, and not right. */
        WRONG
    }
}
