package io.sectorzero.sim.debugport;

import io.sectorzero.sim.silicon.BusFault;
import io.sectorzero.sim.silicon.BusWidth;

/** What the access port sees of the chip: every address, with the rights of a debugger. */
interface DebugBus {

    /** @throws BusFault when the chip answers with an error */
    int read(int address, BusWidth width);

    /** @throws BusFault when the chip answers with an error */
    void write(int address, int value, BusWidth width);

    /** When this access would complete if it were made now; {@link Long#MAX_VALUE} is never. */
    long readyNanos(int address, boolean write);

    long nanos();
}
