package io.sectorzero.sim.silicon;

/** Something that answers on the bus. Offsets count from where it was attached. */
public interface BusDevice {

    /** @throws BusFault when silicon would answer with an error */
    int read(int offset, BusWidth width, Master master);

    /** @throws BusFault when silicon would answer with an error */
    void write(int offset, int value, BusWidth width, Master master);

    /** When this access would complete if it were made now; not later than now unless the device stalls the bus. */
    default long readyNanos(int offset, boolean write) {
        return 0;
    }
}
