package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.world.Happening;
import io.sectorzero.sim.world.World;

/** BSY: one operation at a time, from its start to a booked end. */
final class BusyTimer {

    /** An end that is never reached. */
    static final long NEVER = Long.MAX_VALUE;

    private final World world;
    private final ArraySupply supply;
    private final Happening end = this::end;
    private FlashOperation current;
    private long startNanos;
    private long endNanos;
    private long ticket;
    private Happening waiting;

    BusyTimer(World world, ArraySupply supply) {
        this.world = world;
        this.supply = supply;
    }

    boolean isBusy() {
        return current != null;
    }

    /** When BSY ends; a time gone by when there is none. */
    long endNanos() {
        return current == null ? 0 : endNanos;
    }

    void start(FlashOperation operation, long nanos) {
        if (current != null) {
            throw new IllegalStateException("two flash operations at once: " + current + " and " + operation);
        }
        current = operation;
        operation.supplyChanged(supply);
        startNanos = world.nanos();
        if (nanos > NEVER - startNanos) {
            endNanos = NEVER;
            return;
        }
        endNanos = startNanos + nanos;
        ticket = world.at(endNanos, end);
    }

    private void end() {
        FlashOperation over = current;
        current = null;
        over.complete();
        if (current == null && waiting != null) {
            Happening next = waiting;
            waiting = null;
            next.happen();
        }
    }

    /** Calls once when BSY has ended; not when a reset ends it. There is one who can wait. */
    void whenIdle(Happening next) {
        waiting = next;
    }

    void supplyChanged() {
        if (current != null) {
            current.supplyChanged(supply);
        }
    }

    /** Reset or power loss in the middle. */
    void interrupt() {
        waiting = null;
        if (current == null) {
            return;
        }
        FlashOperation cut = current;
        current = null;
        if (endNanos == NEVER) {
            cut.interrupt(1.0);
            return;
        }
        world.cancel(ticket);
        long whole = Math.max(1, endNanos - startNanos);
        cut.interrupt((double) (world.nanos() - startNanos) / whole);
    }
}
