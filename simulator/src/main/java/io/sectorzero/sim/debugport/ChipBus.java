package io.sectorzero.sim.debugport;

import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.stm32f412.Chip;

/** The chip as its access port reaches it. */
final class ChipBus implements DebugBus {

    private final Chip chip;

    ChipBus(Chip chip) {
        this.chip = chip;
    }

    @Override public int read(int address, BusWidth width) {
        return chip.bus().read(address, width, Master.DEBUGGER);
    }

    @Override public void write(int address, int value, BusWidth width) {
        chip.bus().write(address, value, width, Master.DEBUGGER);
    }

    @Override public long readyNanos(int address, boolean write) {
        return chip.bus().readyNanos(address, write);
    }

    @Override public long nanos() {
        return chip.world().nanos();
    }
}
