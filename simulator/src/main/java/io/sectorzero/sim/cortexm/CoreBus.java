package io.sectorzero.sim.cortexm;

import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;

/**
 * What the core sees of the part it sits in. A refusal is a value, because a core turns it into a fault and goes on.
 *
 * <p>The private peripherals at 0xE000_0000 and the two bit-band aliases are the core's own: accesses to them never
 * arrive here. Every access is aligned to its width.
 */
public interface CoreBus {

    /** The bytes of one page, the unit in which memory may be opened for direct access. */
    int PAGE_BYTES = 4096;

    /** Answer of an access that ended in a bus error. */
    long REFUSED = -1;

    /** Answer of an access that cannot be completed at this time; the core stops and makes it again when it next runs. */
    long NOT_YET = -2;

    /** The value, from 0 up, or {@link #REFUSED} or {@link #NOT_YET}. The master is FETCH for instructions, else CORE. */
    long read(int address, BusWidth width, Master master);

    /** 0 when done, or {@link #REFUSED} or {@link #NOT_YET}. */
    long write(int address, int value, BusWidth width);

    /** Whether reading there has no effect, and brings the same again until something happens outside the core. */
    default boolean isSteady(int address) {
        return false;
    }

    /**
     * The bytes behind the page that contains the address, when a read of them is always granted, costs no time and has
     * no effect; for {@code writing}, when the same is true of a write. Null otherwise. What was answered holds until
     * {@link #generation} changes.
     */
    byte[] page(int address, boolean writing);

    /**
     * Differs from its last value when an answer of {@link #page} no longer holds, or when bytes in an opened page that
     * is not writable have changed. Asked when the core begins to run and after each access that came here.
     */
    long generation();
}
