package io.sectorzero.sim.stm32f412;

/**
 * Where a board lays trouble over the main array, like a transparency: the truth below stays, and lifting the overlay
 * brings it back. Each answer starts from what the healthy chip would do.
 */
public interface CellOverlay {

    /** An array without trouble. */
    CellOverlay NONE = new CellOverlay() { };

    /** The sector number of a mass erase in {@link #eraseNanos}. */
    int EVERY_SECTOR = -1;

    /** What a read of this byte brings. */
    default int read(int offset, int sensed) {
        return sensed;
    }

    /** What a read of this byte of the information block brings: system memory, OTP, the factory's words. */
    default int readInformation(int offset, int sensed) {
        return sensed;
    }

    /** Whether a read of any byte of this stretch brings just what is sensed. */
    default boolean leaves(int from, int to) {
        return this == NONE;
    }

    /** Differs after an answer of {@link #leaves} has changed. */
    default long changes() {
        return 0;
    }

    /** How long programming one unit takes; {@link Long#MAX_VALUE} for an operation that never ends. */
    default long programNanos(int offset, long healthyNanos) {
        return healthyNanos;
    }

    /** How long an erase takes; {@link Long#MAX_VALUE} for one that never ends. */
    default long eraseNanos(int sector, long healthyNanos) {
        return healthyNanos;
    }

    /** Whether this write of STRT gets lost on its way. Asked once for each. */
    default boolean losesStart() {
        return false;
    }
}
