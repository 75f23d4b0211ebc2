package io.sectorzero.flash;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What carries the work to the chip over a route, and what that costs: plans are cut and forecast by it. Its text is what
 * a person calls it.
 */
public interface Carrier {

    Route route();

    /** Most bytes in one read or write. */
    int blockBytes();

    /** Blank parts at either end of a block are left out in multiples of this. */
    int grainBytes();

    /** What one write of so many bytes costs besides the programming. */
    Duration writing(int bytes);

    /** What one read of so many bytes costs. */
    Duration reading(int bytes);

    /** What one erase costs besides the erasing. */
    Duration erasing();

    /** What it costs to find out whether so many bytes are what they should be. */
    default Duration checking(long bytes) {
        int rest = (int) (bytes % blockBytes());
        return reading(blockBytes()).multipliedBy(bytes / blockBytes()).plus(rest == 0 ? Duration.ZERO : reading(rest));
    }

    /** What it costs to begin working this way. */
    default Duration starting() {
        return Duration.ZERO;
    }

    /** Whether a block travels while the flash is still at work on the one before it. */
    default boolean writesAhead() {
        return false;
    }

    /** The same way, with a loader of our own in the chip's RAM; empty where none can be put, or one is there already. */
    default Optional<Carrier> withLoader() {
        return Optional.empty();
    }

    /** Whether turning from erasing to reading costs so much that all erases come first, and then all looks at what they did. */
    default boolean turnsSlowly() {
        return false;
    }

    /** The line speed, for a route that has one. */
    default OptionalInt baud() {
        return OptionalInt.empty();
    }
}
