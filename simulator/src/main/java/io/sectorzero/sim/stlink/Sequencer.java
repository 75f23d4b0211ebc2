package io.sectorzero.sim.stlink;

import io.sectorzero.sim.world.World;

/**
 * What the probe's processor does: one step after another, each at its own moment. A step books the next. As long as nobody
 * else has anything to do in between, the steps follow each other without a happening for each.
 */
final class Sequencer {

    private final World world;
    private Runnable next;
    private long dueNanos;
    private long ticket;
    private boolean booked;
    private boolean turning;

    Sequencer(World world) {
        this.world = world;
    }

    /** Does a step so much later. There is one next step at a time. */
    void after(long nanos, Runnable step) {
        if (next != null) {
            throw new IllegalStateException("two steps at the same time");
        }
        next = step;
        dueNanos = world.nanos() + nanos;
        if (!turning) {
            turn();
        }
    }

    boolean isWorking() {
        return next != null;
    }

    /** What was to come does not come. */
    void stop() {
        if (booked) {
            world.cancel(ticket);
            booked = false;
        }
        next = null;
    }

    private void turn() {
        turning = true;
        try {
            while (next != null) {
                if (dueNanos > world.nanos() && !world.goesOnTo(dueNanos)) {
                    ticket = world.at(dueNanos, this::wake);
                    booked = true;
                    return;
                }
                Runnable step = next;
                next = null;
                step.run();
            }
        } finally {
            turning = false;
        }
    }

    private void wake() {
        booked = false;
        turn();
    }
}
