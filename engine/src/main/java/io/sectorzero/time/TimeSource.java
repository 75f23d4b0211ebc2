package io.sectorzero.time;

import java.time.Duration;

/**
 * What time it is, and a way to let some pass. On a desk this is the wall clock; in the simulator it is the world, and
 * letting time pass is what makes things happen there.
 */
public interface TimeSource {

    /** Nanoseconds since an arbitrary start; never goes back. */
    long nanos();

    /** Lets this much time pass. */
    void pass(Duration duration);
}
