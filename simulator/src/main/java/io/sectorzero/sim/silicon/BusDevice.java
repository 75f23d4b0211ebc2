package io.sectorzero.sim.silicon;

/** Something that answers on the bus. Offsets count from where it was attached. */
public interface BusDevice {

    /** @throws BusFault when silicon would answer with an error */
    int read(int offset, BusWidth width, Master master);

    /** @throws BusFault when silicon would answer with an error */
    void write(int offset, int value, BusWidth width, Master master);

    /**
     * The bytes of 4 KB from this offset on, a multiple of that, when the core may read them, or write them, without
     * asking for each access, because that has no effect, takes no time and is never refused. Null when it must ask.
     */
    default byte[] page(int offset, boolean writing) {
        return null;
    }

    /**
     * Whether reading there has no effect and brings the same again until a happening that is booked, or somebody's write.
     * A program that waits in a loop need not be followed turn by turn then.
     */
    default boolean isSteady(int offset) {
        return false;
    }

    /** When this access would complete if it were made now; not later than now unless the device stalls the bus. */
    default long readyNanos(int offset, boolean write) {
        return 0;
    }
}
