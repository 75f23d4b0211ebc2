package io.sectorzero.flash;

import io.sectorzero.device.Sector;

/**
 * What a plan does to one sector.
 *
 * @param imageBytes content the image has for it
 * @param keptBytes  other content that is written back
 */
public record SectorPlan(Sector sector, Fate fate, long imageBytes, long keptBytes) {

    /** What becomes of a sector. */
    public enum Fate {
        /** Nobody touches it. */
        UNTOUCHED,
        /** It holds the right content already. */
        RIGHT,
        /** It is erased and stays blank. */
        ERASED,
        /** It is erased, where it was not blank already, and written. */
        WRITTEN
    }
}
