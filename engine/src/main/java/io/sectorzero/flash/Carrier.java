package io.sectorzero.flash;

import java.time.Duration;
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

    /** Whether turning from erasing to reading costs so much that all erases come first, and then all looks at what they did. */
    default boolean turnsSlowly() {
        return false;
    }

    /** The line speed, for a route that has one. */
    default OptionalInt baud() {
        return OptionalInt.empty();
    }
}
