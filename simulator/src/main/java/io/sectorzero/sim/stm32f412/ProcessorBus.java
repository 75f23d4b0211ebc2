package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.cortexm.CoreBus;
import io.sectorzero.sim.silicon.Bus;
import io.sectorzero.sim.silicon.BusFault;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import java.util.function.LongSupplier;

/** The chip's bus as its core sees it: at the core's own time, refusals and waits as values. */
final class ProcessorBus implements CoreBus {

    private static final int EXTERNAL_AND_PERIPHERALS = 0x4000_0000;
    private static final int PRIVATE = 0xE000_0000;

    /** Before an access the world comes to the core's time, and after it the core may have to stop earlier. */
    interface Pace {

        /** Answers what time it is now. */
        long arrive();

        void depart();

        /** The access must be made again at this time. */
        void await(long readyNanos);
    }

    private final Bus bus;
    private final Pace pace;
    private final LongSupplier generation;

    ProcessorBus(Bus bus, Pace pace, LongSupplier generation) {
        this.bus = bus;
        this.pace = pace;
        this.generation = generation;
    }

    @Override public long read(int address, BusWidth width, Master master) {
        if (isNothing(address)) {
            return REFUSED;
        }
        if (!isReady(address, false)) {
            return NOT_YET;
        }
        try {
            return Integer.toUnsignedLong(bus.read(address, width, master) & width.mask());
        } catch (BusFault fault) {
            return REFUSED;
        } finally {
            pace.depart();
        }
    }

    @Override public long write(int address, int value, BusWidth width) {
        if (isNothing(address)) {
            return REFUSED;
        }
        if (!isReady(address, true)) {
            return NOT_YET;
        }
        try {
            bus.write(address, value, width, Master.CORE);
            return 0;
        } catch (BusFault fault) {
            return REFUSED;
        } finally {
            pace.depart();
        }
    }

    private boolean isReady(int address, boolean writing) {
        long now = pace.arrive();
        long ready = bus.readyNanos(address, writing);
        if (ready > now) {
            pace.await(ready);
        }
        return ready <= now;
    }

    // Below the peripherals the part has memories and gaps, and the model knows them all: DS11139 Rev 8 Figure 18. A
    // program that strays into a gap says nothing about the model.
    private boolean isNothing(int address) {
        boolean isMemory = Integer.compareUnsigned(address, EXTERNAL_AND_PERIPHERALS) < 0;
        boolean isSystem = Integer.compareUnsigned(address, PRIVATE) >= 0;
        return (isMemory || isSystem) && !bus.reaches(address);
    }

    @Override public boolean isSteady(int address) {
        return bus.isSteady(address);
    }

    @Override public byte[] page(int address, boolean writing) {
        return bus.page(address, writing);
    }

    @Override public long generation() {
        return generation.getAsLong();
    }
}
