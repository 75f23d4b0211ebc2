package io.sectorzero.sim.stm32f412;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.silicon.Bus;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.world.Happening;

/**
 * The loop "store, wait until not BSY" over a run of bytes: each store is an ordinary bus access, made at the moment
 * the one before it has ended. It saves its master a booking for each store, nothing else.
 */
final class StoreBurst implements Happening {

    private final Bus bus;
    private final BusyTimer busy;
    private int address;
    private Bytes data = Bytes.NONE;
    private int next;
    private BusWidth width = BusWidth.BYTE;
    private Master master = Master.LOADER;
    private Happening done = () -> { };

    StoreBurst(Bus bus, BusyTimer busy) {
        this.bus = bus;
        this.busy = busy;
    }

    void begin(int from, Bytes bytes, BusWidth each, Master who, Happening afterwards) {
        if (bytes.length() % each.bytes() != 0) {
            throw new IllegalArgumentException(
                    "%d bytes are no whole number of %s stores".formatted(bytes.length(), each));
        }
        address = from;
        data = bytes;
        width = each;
        master = who;
        done = afterwards;
        next = 0;
        happen();
    }

    @Override public void happen() {
        while (next < data.length()) {
            if (busy.isBusy()) {
                busy.whenIdle(this);
                return;
            }
            bus.write(address + next, valueAt(next), width, master);
            next += width.bytes();
        }
        if (busy.isBusy()) {
            busy.whenIdle(this);
        } else {
            done.happen();
        }
    }

    private int valueAt(int index) {
        return switch (width) {
            case BYTE -> data.at(index);
            case HALF_WORD -> data.u16(index);
            case WORD -> data.u32(index);
        };
    }
}
