package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.silicon.BusDevice;
import io.sectorzero.sim.silicon.BusFault;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.stm32f412.ReadProtectionRules.Area;

/** The option sector on the bus: readable as it is stored, never writable by a store. RM0090 Rev 21 §3.7 [S]. */
final class OptionArea implements BusDevice {

    private final OptionByteStore store;
    private final FlashProgramming programming;
    private final FlashCells nowhere;
    private final BusyTimer busy;
    private final ReadProtection readProtection;

    OptionArea(FlashParts parts, FlashProgramming programming, OptionByteStore store) {
        this.programming = programming;
        this.store = store;
        nowhere = parts.main().cells();
        busy = parts.busy();
        readProtection = parts.readProtection();
    }

    @Override public int read(int offset, BusWidth width, Master master) {
        if (!readProtection.allows(Area.OPTION_BYTES, master)) {
            throw new BusFault("option bytes are closed at level 2");
        }
        if (busy.isBusy()) {
            throw new IllegalStateException("a read of flash was not held back while BSY; ask readyNanos first");
        }
        int value = 0;
        for (int i = width.bytes() - 1; i >= 0; i--) {
            value = value << 8 | store.bytes().at(offset + i);
        }
        return value;
    }

    @Override public void write(int offset, int value, BusWidth width, Master master) {
        programming.store(nowhere, offset, value, width, true);
    }

    @Override public long readyNanos(int offset, boolean write) {
        return busy.endNanos();
    }
}
