package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.world.World;

/**
 * The RTC's wake-up timer: counts down at a divided clock and begins again. RM0090 Rev 21 §26.3.5 [S]. It goes on while
 * everything else sleeps.
 */
final class WakeUpTimer {

    private static final long NOT_BOOKED = -1;

    private final World world;
    private final Ticker ticker;
    private final Runnable elapsed;
    private long ticksPerRound;
    private long nextTick;
    private long ticket = NOT_BOOKED;

    /** @param ticker the RTC's own clock */
    WakeUpTimer(World world, Ticker ticker, Runnable elapsed) {
        this.world = world;
        this.ticker = ticker;
        this.elapsed = elapsed;
    }

    /** WUCKSEL: 16, 8, 4 or 2 ticks a count, or one a second, with 0x10000 counts more in the last two. */
    static long ticksPerRound(int select, int reload, long ticksPerSecond) {
        long counts = reload + 1L + (select >= 6 ? 0x1_0000 : 0);
        return select < 4 ? counts * (16 >>> select) : counts * ticksPerSecond;
    }

    void start(long ticks) {
        ticksPerRound = ticks;
        nextTick = ticker.ticks() + ticks;
        book();
    }

    void stop() {
        ticksPerRound = 0;
        world.cancel(ticket);
    }

    /** The ticker has another rate; how far the round has come stays. */
    void book() {
        world.cancel(ticket);
        if (ticksPerRound > 0 && !ticker.isStopped()) {
            ticket = world.at(ticker.nanosAt(nextTick), this::elapse);
        }
    }

    private void elapse() {
        nextTick += ticksPerRound;
        book();
        elapsed.run();
    }
}
