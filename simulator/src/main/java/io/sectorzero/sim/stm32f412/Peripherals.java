package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.silicon.Bus;
import io.sectorzero.sim.silicon.Unmodelled;
import io.sectorzero.sim.world.World;

/** The blocks beside the flash that flashing touches: reset and clock, power, watchdog, CRC, debug, configuration; and those that
 * programs use. */
final class Peripherals {

    private final ResetAndClock clock;
    private final PowerControl power;
    private final Watchdog watchdog;
    private final CrcUnit crc;
    private final DebugMcu debugMcu;
    private final SystemConfiguration configuration;
    private final ProgramPeripherals forPrograms;
    private boolean coreHalted;

    /**
     * @param bite     what happens when nobody fed the watchdog
     * @param remapped something else is now seen at address 0
     * @param listener who hears of interrupts and events
     */
    Peripherals(World world, ChipSettings settings, Unmodelled unmodelled, Runnable bite, Runnable remapped, Bus bus,
            ProgramPeripherals.Listener listener) {
        clock = new ResetAndClock(unmodelled, this::clocksChanged);
        power = new PowerControl(clock, settings.switches(), unmodelled);
        watchdog = new Watchdog(world, settings.lsiHz(), unmodelled, bite);
        crc = new CrcUnit(clock, unmodelled);
        debugMcu = new DebugMcu(settings, unmodelled, this::freeze);
        configuration = new SystemConfiguration(clock, unmodelled, remapped);
        forPrograms = new ProgramPeripherals(world, bus, new HsiClocks(clock), power::opensBackup,
                bit -> coreHalted && debugMcu.stopsOnHalt(bit), unmodelled, listener);
        power.onVoltageDetector(high -> forPrograms.external().line(ExternalInterrupts.VOLTAGE_DETECTOR, high));
    }

    void attachTo(Bus bus) {
        bus.attach(ResetAndClock.BASE, ResetAndClock.LENGTH, clock);
        bus.attach(PowerControl.BASE, PowerControl.LENGTH, power);
        bus.attach(Watchdog.BASE, Watchdog.LENGTH, watchdog);
        bus.attach(CrcUnit.BASE, CrcUnit.LENGTH, crc);
        bus.attach(SystemConfiguration.BASE, SystemConfiguration.LENGTH, configuration);
        bus.attach(DebugMcu.BASE, DebugMcu.LENGTH, debugMcu);
        forPrograms.attachTo(bus);
    }

    private void clocksChanged() {
        forPrograms.clocksChanged();
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
        freeze();
    }

    private void freeze() {
        watchdog.freeze(coreHalted && debugMcu.stopsWatchdogOnHalt());
        forPrograms.clocksChanged();
    }

    /** DBGMCU knows power-on only; a system reset leaves it alone. */
    void powerOn(boolean supervised) {
        debugMcu.powerOn();
        freeze();
        forPrograms.forgetBackup();
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
        forPrograms.stop();
        forPrograms.clocksChanged();
    }

    void boot(BootMode mode, boolean hardwareWatchdog) {
        configuration.boot(mode);
        if (hardwareWatchdog) {
            watchdog.start();
        }
    }
}
