package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.world.Happening;
import io.sectorzero.sim.world.World;
import java.util.function.IntConsumer;

/** BSY: one operation at a time, from its start to a booked end. */
final class BusyTimer {

    /** What the array draws on top of everything else, by PSIZE, typical. DS11139 Rev 8 Table 48. */
    private static final int[] MILLI_AMPS = {5, 8, 12, 12};

    /** An end that is never reached. */
    static final long NEVER = Long.MAX_VALUE;

    private final World world;
    private final ArraySupply supply;
    private final OpenFlash open;
    private final Happening end = this::end;
    private FlashOperation current;
    private long startNanos;
    private long endNanos;
    private long ticket;
    private Happening waiting;
    private IntConsumer load = milliAmps -> { };
    private int toldMilliAmps;

    BusyTimer(World world, ArraySupply supply, OpenFlash open) {
        this.open = open;
        this.world = world;
        this.supply = supply;
    }

    boolean isBusy() {
        return current != null;
    }

    /** When BSY ends; a time gone by when there is none. */
    long endNanos() {
        if (current == null) {
            return 0;
        }
        if (endNanos == NEVER) {
            return NEVER;
        }
        // At the very moment at which it ends, whoever was booked before its end finds it busy still.
        return Math.max(endNanos + current.followUpNanos(), world.nanos() + 1);
    }

    void start(FlashOperation operation, long nanos) {
        if (current != null) {
            throw new IllegalStateException("two flash operations at once: " + current + " and " + operation);
        }
        current = operation;
        open.close();
        operation.supplyChanged(supply);
        startNanos = world.nanos();
        if (nanos > NEVER - startNanos) {
            endNanos = NEVER;
        } else {
            endNanos = startNanos + nanos;
            ticket = world.at(endNanos, end);
        }
        tellLoad();
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
        tellLoad();
    }

    /** Told when the array starts or stops drawing current; from one unit to the next nothing changes. */
    void onLoad(IntConsumer milliAmps) {
        load = milliAmps;
    }

    private void tellLoad() {
        int now = current == null ? 0 : MILLI_AMPS[current.psize()];
        if (now != toldMilliAmps) {
            toldMilliAmps = now;
            load.accept(now);
        }
    }

    /** Calls once when BSY has ended; not when a reset ends it. There is one who can wait. */
    void whenIdle(Happening next) {
        if (waiting != null) {
            throw new IllegalStateException("two bursts of stores at once");
        }
        waiting = next;
    }

    /** Whatever is under way never ends; only a reset frees the array. */
    void hang() {
        if (current != null && endNanos != NEVER) {
            world.cancel(ticket);
            endNanos = NEVER;
        }
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
        } else {
            world.cancel(ticket);
            long whole = Math.max(1, endNanos - startNanos);
            cut.interrupt((double) (world.nanos() - startNanos) / whole);
        }
        tellLoad();
    }
}
