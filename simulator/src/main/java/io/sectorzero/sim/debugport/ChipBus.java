package io.sectorzero.sim.debugport;

import io.sectorzero.sim.cortexm.Core;
import io.sectorzero.sim.silicon.BusFault;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.stm32f412.Chip;
import io.sectorzero.sim.stm32f412.Switch;

/**
 * The chip as its access port reaches it: the core's private bus, where DBGMCU is too, and everything else through the bus
 * matrix. The former answers in reset and in sleep, the latter only when it has its clock.
 */
final class ChipBus implements DebugBus {

    private static final int PRIVATE = 0xE000_0000;
    private static final int DBGMCU = 0xE004_2000;
    private static final int DBGMCU_LENGTH = 0x400;
    private static final int DBGMCU_CR = DBGMCU + 4;
    private static final int DBG_SLEEP = 1;
    private static final int DBG_STOP = 1 << 1;

    private static final int DHCSR = 0xE000_EDF0;
    private static final int C_HALT = 1 << 1;
    private static final long NOT_BOOKED = -1;

    private final Chip chip;
    private final long haltDelayNanos;
    private long lateHalt = NOT_BOOKED;
    /** Of a core that has come into being; a chip that is only flashed has none. */
    private DebugLogic logic;

    ChipBus(Chip chip, long haltDelayNanos) {
        this.chip = chip;
        this.haltDelayNanos = haltDelayNanos;
        chip.onCore(core -> logic = new DebugLogic(core, new Around()));
    }

    /** The chip was reset. */
    void reset() {
        forgetHalt();
        if (logic != null) {
            logic.reset();
        }
    }

    void powerOn() {
        forgetHalt();
        if (logic != null) {
            logic.powerOn();
        }
    }

    @Override public int read(int address, BusWidth width) {
        if (isCore(address)) {
            return logic().read(address, width);
        }
        requireClock(address);
        if (isBitBand(address)) {
            return chip.bus().read(byteOf(address), BusWidth.BYTE, Master.DEBUGGER) >>> bitOf(address) & 1;
        }
        return chip.bus().read(address, width, Master.DEBUGGER);
    }

    @Override public void write(int address, int value, BusWidth width) {
        if (address == DHCSR && haltDelayNanos > 0) {
            haltLate(value, width);
            return;
        }
        if (isCore(address)) {
            logic().write(address, value, width);
            return;
        }
        requireClock(address);
        if (isBitBand(address)) {
            int before = chip.bus().read(byteOf(address), BusWidth.BYTE, Master.DEBUGGER);
            int bit = 1 << bitOf(address);
            chip.bus().write(byteOf(address), (value & 1) != 0 ? before | bit : before & ~bit, BusWidth.BYTE, Master.DEBUGGER);
        } else {
            chip.bus().write(address, value, width, Master.DEBUGGER);
        }
    }

    // Asked again meanwhile, it is no earlier; told to run after all, it forgets that it was to halt.
    private void haltLate(int value, BusWidth width) {
        boolean halts = (value & C_HALT) != 0 && !chip.core().isHalted();
        logic().write(DHCSR, halts ? value & ~C_HALT : value, width);
        if (halts && lateHalt == NOT_BOOKED) {
            lateHalt = chip.world().in(haltDelayNanos, () -> {
                lateHalt = NOT_BOOKED;
                logic().write(DHCSR, value, width);
            });
        } else if (!halts) {
            forgetHalt();
        }
    }

    private void forgetHalt() {
        if (lateHalt != NOT_BOOKED) {
            chip.world().cancel(lateHalt);
            lateHalt = NOT_BOOKED;
        }
    }

    /** Without its clock the matrix never answers; the private bus of a core in stop mode has none either. */
    @Override public long readyNanos(int address, boolean write) {
        if (isStopped()) {
            return Long.MAX_VALUE;
        }
        return isPrivate(address) ? 0 : chip.bus().readyNanos(isBitBand(address) ? byteOf(address) : address, write);
    }

    @Override public long nanos() {
        return chip.world().nanos();
    }

    private DebugLogic logic() {
        chip.core();
        chip.catchUp();
        return logic;
    }

    private static boolean isPrivate(int address) {
        return address - PRIVATE >>> 20 == 0;
    }

    private static boolean isCore(int address) {
        return isPrivate(address) && Integer.compareUnsigned(address - DBGMCU, DBGMCU_LENGTH) >= 0;
    }

    private void requireClock(int address) {
        if (isPrivate(address)) {
            return;
        }
        if (!chip.isRunning() && !chip.settings().switches().on(Switch.DEBUGGER_REACHES_MEMORY_IN_RESET)) {
            throw new BusFault("0x%08X: the bus matrix is in reset", address);
        }
        if (isAsleep() && !debugs(DBG_SLEEP) && chip.settings().switches().on(Switch.SLEEP_HIDES_MEMORY_FROM_DEBUGGER)) {
            throw new BusFault("0x%08X: the bus matrix sleeps with the core", address);
        }
    }

    private boolean isAsleep() {
        if (logic == null) {
            return false;
        }
        chip.catchUp();
        return chip.core().isAsleep();
    }

    private boolean isStopped() {
        return isAsleep() && chip.core().isInDeepSleep() && !debugs(DBG_STOP);
    }

    private boolean debugs(int mode) {
        return (chip.bus().read(DBGMCU_CR, BusWidth.WORD, Master.DEBUGGER) & mode) != 0;
    }

    // A word of 0x2200_0000 and 0x4200_0000 on is one bit of the megabyte from 0x2000_0000 and 0x4000_0000 on; RM0402
    // Rev 6 §2.5. The access port passes through the same logic as the core. DDI 0439 Rev D §3.
    private static boolean isBitBand(int address) {
        int region = address >>> 25;
        return region == 0x2200_0000 >>> 25 || region == 0x4200_0000 >>> 25;
    }

    private static int byteOf(int address) {
        return address & 0xF000_0000 | (address & 0x01FF_FFFF) >>> 5;
    }

    private static int bitOf(int address) {
        return address >>> 2 & 7;
    }

    /** What the core's debug logic sees of the chip. */
    private final class Around implements DebugLogic.Surroundings {

        @Override public boolean isInReset() {
            return !chip.isRunning();
        }

        @Override public void halted(boolean yes) {
            chip.coreHalted(yes);
        }

        @Override public void unmodelled(String what) {
            chip.noteUnmodelled(what);
        }

        @Override public RomTable romTable() {
            return new RomTable(chip.settings().jep106(), chip.settings().devId());
        }
    }
}
