package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.silicon.BusDevice;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;

/** A peripheral behind its clock: without it, it reads as 0 and hears nothing. RM0090 Rev 21 §7.3 [S]. */
record Gate(PeripheralClock clock, BusDevice device) implements BusDevice {

    @Override public int read(int offset, BusWidth width, Master master) {
        return clock.isOn() ? device.read(offset, width, master) : 0;
    }

    @Override public boolean isSteady(int offset) {
        return !clock.isOn() || device.isSteady(offset);
    }

    @Override public void write(int offset, int value, BusWidth width, Master master) {
        if (clock.isOn()) {
            device.write(offset, value, width, master);
        }
    }
}
