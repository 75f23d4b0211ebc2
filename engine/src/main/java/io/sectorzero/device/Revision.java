package io.sectorzero.device;

/**
 * A cut of the silicon.
 *
 * @param id      REV_ID
 * @param marking what is printed on the package
 * @param erase   how far sector erase can be trusted on the sectors of the erratum
 */
public record Revision(int id, String marking, Trust erase) {

    /** How far something can be relied upon. */
    public enum Trust { GOOD, UNKNOWN, DOUBTFUL }

    @Override public String toString() {
        return "%s (0x%04X)".formatted(marking, id);
    }
}
