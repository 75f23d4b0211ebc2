package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.silicon.Bus;
import io.sectorzero.sim.silicon.Unmodelled;
import io.sectorzero.sim.world.World;

/** The blocks beside the flash that flashing touches: reset and clock, power, watchdog, CRC, debug, configuration. */
final class Peripherals {

    private final ResetAndClock clock;
    private final PowerControl power;
    private final Watchdog watchdog;
    private final CrcUnit crc;
    private final DebugMcu debugMcu;
    private final SystemConfiguration configuration;
    private boolean coreHalted;

    /**
     * @param bite     what happens when nobody fed the watchdog
     * @param remapped something else is now seen at address 0
     */
    Peripherals(World world, ChipSettings settings, Unmodelled unmodelled, Runnable bite, Runnable remapped) {
        clock = new ResetAndClock(unmodelled);
        power = new PowerControl(clock, settings.switches(), unmodelled);
        watchdog = new Watchdog(world, settings.lsiHz(), unmodelled, bite);
        crc = new CrcUnit(clock, unmodelled);
        debugMcu = new DebugMcu(settings, unmodelled, this::freezeWatchdog);
        configuration = new SystemConfiguration(clock, unmodelled, remapped);
    }

    void attachTo(Bus bus) {
        bus.attach(ResetAndClock.BASE, ResetAndClock.LENGTH, clock);
        bus.attach(PowerControl.BASE, PowerControl.LENGTH, power);
        bus.attach(Watchdog.BASE, Watchdog.LENGTH, watchdog);
        bus.attach(CrcUnit.BASE, CrcUnit.LENGTH, crc);
        bus.attach(SystemConfiguration.BASE, SystemConfiguration.LENGTH, configuration);
        bus.attach(DebugMcu.BASE, DebugMcu.LENGTH, debugMcu);
    }

    ResetAndClock clock() {
        return clock;
    }

    DebugMcu debugMcu() {
        return debugMcu;
    }

    SystemConfiguration configuration() {
        return configuration;
    }

    void volts(double now) {
        power.volts(now);
    }

    void coreHalted(boolean halted) {
        coreHalted = halted;
        freezeWatchdog();
    }

    private void freezeWatchdog() {
        watchdog.freeze(coreHalted && debugMcu.stopsWatchdogOnHalt());
    }

    /** DBGMCU knows power-on only; a system reset leaves it alone. */
    void powerOn(boolean supervised) {
        debugMcu.powerOn();
        freezeWatchdog();
        if (supervised) {
            clock.reset(ResetCause.POWER_ON);
        } else {
            clock.unsupervisedStart();
        }
    }

    /** Reset or power gone: everything stops and takes its reset value; the flags are the clock's own business. */
    void stop() {
        power.reset();
        crc.reset();
        watchdog.reset();
    }

    void boot(BootMode mode, boolean hardwareWatchdog) {
        configuration.boot(mode);
        if (hardwareWatchdog) {
            watchdog.start();
        }
    }
}
