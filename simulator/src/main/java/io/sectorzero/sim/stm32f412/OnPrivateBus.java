package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.cortexm.PrivateDevice;
import io.sectorzero.sim.silicon.BusDevice;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;

/** A device of the part among the registers of the core. It takes whole words; narrower stores are lost. */
record OnPrivateBus(BusDevice device, ProcessorBus.Pace pace) implements PrivateDevice {

    @Override public int read(int offset) {
        pace.arrive();
        return device.read(offset, BusWidth.WORD, Master.CORE);
    }

    @Override public void write(int offset, int value, int lanes) {
        if (lanes == -1) {
            pace.arrive();
            device.write(offset, value, BusWidth.WORD, Master.CORE);
            pace.depart();
        }
    }
}
