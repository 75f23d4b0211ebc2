package io.sectorzero.flash;

import io.sectorzero.bench.Bench;
import io.sectorzero.bench.Capability;
import io.sectorzero.device.BootloaderProfile;
import java.time.Duration;

/** Into the ROM bootloader and out of it, with whatever switches the bench has. Every route that speaks to it comes in here. */
public final class BootloaderEntry {

    // The chip sees 300 ns; a usual 100 nF at NRST against its 30 to 50 kΩ pull-up needs 5 ms to rise. DS11139 Rev 8
    // Table 60. Twice that for the fall through a weak driver and for the rise.
    private static final Duration RESET_HELD = Duration.ofMillis(10);
    private static final Duration RESET_RISES = Duration.ofMillis(10);

    // Boards carry some 100 µF behind their regulator and draw a few mA: half a second lets them fall below POR.
    private static final Duration POWER_OFF = Duration.ofMillis(500);
    private static final Duration POWER_RISES = Duration.ofMillis(20);

    private final Bench bench;
    private final BootloaderProfile rom;

    public BootloaderEntry(Bench bench, BootloaderProfile rom) {
        this.bench = bench;
        this.rom = rom;
    }

    public boolean has(Capability wanted) {
        return bench.capabilities().contains(wanted);
    }

    /** Resets the board with BOOT0 high, as far as that is wired. Returns whether there was a reset. */
    public boolean enter() {
        boot0(true);
        return reset();
    }

    /** Holds BOOT0 high, so that a reset the chip makes by itself ends in its bootloader. */
    public void hold() {
        boot0(true);
    }

    /** Takes the supply away and gives it back, with BOOT0 high. */
    public void cyclePower() {
        boot0(true);
        cycle();
    }

    /** Whether the application can be started the way it will be in the field. */
    public boolean canLeave() {
        return has(Capability.BOOT0) && (has(Capability.RESET) || has(Capability.POWER));
    }

    /** Resets the board with BOOT0 low: the chip starts from its flash. */
    public void leave() {
        boot0(false);
        reset();
    }

    /** Lets go of BOOT0, so that the next reset starts the application. */
    public void release() {
        boot0(false);
    }

    /** After a reset the chip made by itself. */
    public void awaitStart() {
        bench.time().pass(RESET_RISES.plus(rom.startUp()));
    }

    private void boot0(boolean high) {
        if (has(Capability.BOOT0)) {
            bench.controls().boot0(high);
        }
    }

    private boolean reset() {
        if (has(Capability.RESET)) {
            bench.controls().reset(true);
            bench.time().pass(RESET_HELD);
            bench.controls().reset(false);
            awaitStart();
            return true;
        }
        if (has(Capability.POWER)) {
            cycle();
            return true;
        }
        return false;
    }

    private void cycle() {
        bench.controls().power(false);
        bench.time().pass(POWER_OFF);
        bench.controls().power(true);
        bench.time().pass(POWER_RISES.plus(rom.powerUp()).plus(rom.startUp()));
    }
}
