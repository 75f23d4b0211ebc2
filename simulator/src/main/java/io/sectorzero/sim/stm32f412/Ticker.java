package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.world.World;
import java.util.function.LongSupplier;

/**
 * Counts the ticks of a clock whose rate may change. Nothing happens at a tick; the number is worked out when somebody
 * asks. A change of rate restarts the tick under way.
 */
final class Ticker {

    private static final long SECOND = 1_000_000_000L;

    private final World world;
    private final LongSupplier hz;
    private long rate;
    private long sinceNanos;
    private long ticksBefore;

    Ticker(World world, LongSupplier hz) {
        this.world = world;
        this.hz = hz;
        sinceNanos = world.nanos();
    }

    /** Ticks since it was made. */
    long ticks() {
        long nanos = world.nanos() - sinceNanos;
        return ticksBefore + nanos / SECOND * rate + nanos % SECOND * rate / SECOND;
    }

    /** The rate may be another one from now on. */
    void clockChanged() {
        long now = hz.getAsLong();
        if (now != rate) {
            ticksBefore = ticks();
            sinceNanos = world.nanos();
            rate = now;
        }
    }

    boolean isStopped() {
        return rate == 0;
    }

    /** When so many ticks will have been, if the rate stays; {@link Long#MAX_VALUE} when the clock stands still. */
    long nanosAt(long tick) {
        if (rate == 0) {
            return Long.MAX_VALUE;
        }
        long ahead = tick - ticksBefore;
        long rest = ahead % rate * SECOND;
        return sinceNanos + ahead / rate * SECOND + (rest + rate - 1) / rate;
    }
}
