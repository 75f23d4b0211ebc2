package io.sectorzero.sim.board;

import io.sectorzero.sim.fault.FlashCondition;
import io.sectorzero.sim.silicon.Bus;
import io.sectorzero.sim.silicon.BusFault;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;

/**
 * The state that earlier code left the flash interface in: error flags, a control register that is open and not empty, a
 * lock that takes no key, caches that are on and full. Each is brought about by the accesses that bring it about on a
 * chip, made by the core before anything else runs; where the chip refuses one, it is not left behind. The code ran once, after
 * power-on: a debugger that resets the chip and halts the core at its vector finds nothing of it.
 */
final class Leftovers {

    private static final int ACR = 0x4002_3C00;
    private static final int KEYR = 0x4002_3C04;
    private static final int CR = 0x4002_3C10;
    private static final int FLASH = 0x0800_0000;

    private static final int KEY1 = 0x4567_0123;
    private static final int KEY2 = 0xCDEF_89AB;
    private static final int NO_KEY = 0x0000_0000;

    private static final int PG = 1;
    private static final int SER = 1 << 1;
    private static final int NO_SECTOR = 15 << 3;
    private static final int WORDS = 2 << 8;
    private static final int STRT = 1 << 16;
    private static final int LOCK = 1 << 31;
    private static final int CACHES_ON = 0b111 << 8;
    /** As much as both caches hold. RM0090 Rev 21 §3.5.2 [S]. */
    private static final int CACHED_BYTES = 64 * 16;

    private static final int WRPERR = 1 << 4;
    private static final int PGAERR = 1 << 5;
    private static final int PGPERR = 1 << 6;
    private static final int PGSERR = 1 << 7;

    private final Bus bus;
    private final FlashCondition flash;

    Leftovers(Bus bus, FlashCondition flash) {
        this.bus = bus;
        this.flash = flash;
    }

    void leave() {
        if (flash.srInitial() != 0) {
            open();
            leaveFlags(flash.srInitial());
            control(LOCK);
        }
        if (flash.crInitial() != 0) {
            open();
            control(flash.crInitial());
        }
        switch (flash.keys()) {
            case IDLE -> { }
            case HALF -> key(KEY1);
            case DEAD -> key(NO_KEY);
        }
        if (flash.cached()) {
            fillCaches();
        }
    }

    // One refused operation for each flag that is wanted and raises no other. RM0090 Rev 21 §3.9 [S].
    private void leaveFlags(int flags) {
        if ((flags & WRPERR) != 0) {
            control(SER | NO_SECTOR | STRT);
        }
        if ((flags & PGAERR) != 0) {
            control(PG | WORDS);
            store(FLASH + 13, BusWidth.WORD);
        }
        if ((flags & PGPERR) != 0) {
            control(PG);
            store(FLASH, BusWidth.WORD);
        }
        if ((flags & PGSERR) != 0) {
            control(0);
            store(FLASH, BusWidth.BYTE);
        }
    }

    private void fillCaches() {
        bus.write(ACR, CACHES_ON, BusWidth.WORD, Master.CORE);
        for (int at = CACHED_BYTES - 4; at >= 0; at -= 4) {
            read(FLASH + at, Master.CORE);
            read(FLASH + at, Master.FETCH);
        }
    }

    private void open() {
        key(KEY1);
        key(KEY2);
    }

    private void key(int key) {
        try {
            bus.write(KEYR, key, BusWidth.WORD, Master.CORE);
        } catch (BusFault wrongKey) {
            // The fault is what the code that wrote it got; the closed lock is what it left.
        }
    }

    private void control(int value) {
        bus.write(CR, value, BusWidth.WORD, Master.CORE);
    }

    private void store(int address, BusWidth width) {
        bus.write(address, 0, width, Master.CORE);
    }

    private void read(int address, Master master) {
        try {
            bus.read(address, BusWidth.WORD, master);
        } catch (BusFault protectedFlash) {
            // Nothing is cached of what cannot be read.
        }
    }
}
