package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.silicon.BusDevice;
import io.sectorzero.sim.silicon.BusFault;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.silicon.Register;
import io.sectorzero.sim.silicon.PagedMemory;
import io.sectorzero.sim.stm32f412.FlashRegisters.Acr;
import io.sectorzero.sim.stm32f412.FlashRegisters.Cr;

/** The main array on the bus: who may read it, through which cache, and what a store becomes. */
final class FlashArray implements BusDevice {

    /** The address space kept for it, whatever the part has. What lies beyond the part's end answers with an error. */
    static final int LENGTH = 0x10_0000;

    /** What a data read of a PCROP sector brings; no document says. */
    private static final int PCROP_VALUE = 0;

    private final Register<Acr> acr;
    private final FlashStatus status;
    private final MainArray main;
    private final FlashProgramming programming;
    private final BusyTimer busy;
    private final OpenFlash open;
    private final Register<Cr> cr;
    private final ReadProtection readProtection;
    private final WriteProtection writeProtection;
    private final Geometry geometry;

    FlashArray(FlashParts parts, FlashProgramming programming) {
        this.programming = programming;
        acr = parts.registers().acr;
        status = parts.status();
        main = parts.main();
        busy = parts.busy();
        open = parts.open();
        cr = parts.registers().cr;
        readProtection = parts.readProtection();
        writeProtection = parts.writeProtection();
        geometry = parts.geometry();
    }

    @Override public int read(int offset, BusWidth width, Master master) {
        refuseBeyondEnd(offset, width);
        if (!readProtection.opensFlashTo(master)) {
            throw new BusFault("flash is read-protected and an intrusion was seen");
        }
        if (busy.isBusy()) {
            throw new IllegalStateException("a read of flash was not held back while BSY; ask readyNanos first");
        }
        noteAsked(offset, master);
        if (master == Master.FETCH) {
            return acr.is(Acr.ICEN) ? main.readThroughInstructionCache(offset, width) : main.read(offset, width);
        }
        if (writeProtection.hidesFromData(geometry.sectorAt(offset))) {
            status.readRefused();
            return PCROP_VALUE;
        }
        boolean cached = master == Master.CORE && acr.is(Acr.DCEN);
        return cached ? main.readThroughDataCache(offset, width) : main.read(offset, width);
    }

    // A program that is at programming would close the array with every store.
    // Which lines the caches hold matters to a program that unlocks the controller and is about to erase; its accesses are
    // made one by one. For every other the array and what is cached of it are the same.
    @Override public byte[] page(int offset, boolean writing) {
        boolean instructionCache = acr.is(Acr.ICEN);
        boolean dataCache = acr.is(Acr.DCEN);
        boolean exact = (instructionCache || dataCache) && !cr.is(Cr.LOCK);
        if (writing || exact || busy.isBusy() || cr.is(Cr.PG) || offset + PagedMemory.PAGE > geometry.flashBytes()
                || !readProtection.opensFlashTo(Master.CORE) || writeProtection.hidesFromData(geometry.sectorAt(offset))) {
            return null;
        }
        byte[] page = main.page(offset, instructionCache, dataCache);
        if (page != null) {
            open.open();
        }
        return page;
    }

    private void noteAsked(int offset, Master master) {
        boolean byCore = master == Master.FETCH || master == Master.CORE;
        if (byCore && open.asked() && page(offset & -PagedMemory.PAGE, false) != null) {
            open.changed();
        }
    }

    @Override public void write(int offset, int value, BusWidth width, Master master) {
        refuseBeyondEnd(offset, width);
        boolean refused = !readProtection.opensFlashTo(master) || writeProtection.refuses(geometry.sectorAt(offset));
        programming.store(main.cells(), offset, value, width, refused);
    }

    /** Everything that touches the array waits for the end of BSY. RM0090 Rev 21 §3.6 [S]. */
    @Override public long readyNanos(int offset, boolean write) {
        return busy.endNanos();
    }

    private void refuseBeyondEnd(int offset, BusWidth width) {
        if (offset + width.bytes() > geometry.flashBytes()) {
            throw new BusFault("flash ends at offset 0x%X", geometry.flashBytes());
        }
    }
}
