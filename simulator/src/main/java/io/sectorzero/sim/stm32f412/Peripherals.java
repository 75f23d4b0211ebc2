package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.silicon.Bus;
import io.sectorzero.sim.silicon.Unmodelled;
import io.sectorzero.sim.wire.SerialWire;
import io.sectorzero.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The blocks beside the flash: those that flashing touches, and the {@link Periphery} once somebody reaches for it. */
final class Peripherals {

    /** What they do to the rest of the chip. */
    interface Surroundings extends Periphery.Listener {

        void watchdogBites();

        /** Something else is now seen at address 0. */
        void remapped();

        /** HCLK, as RCC makes it, is another. */
        void hclk(long hz);
    }

    private final World world;
    private final Bus bus;
    private final Unmodelled unmodelled;
    private final Surroundings chip;
    private final ResetAndClock clock;
    private final PowerControl power;
    private final Watchdog watchdog;
    private final CrcUnit crc;
    private final DebugMcu debugMcu;
    private final SystemConfiguration configuration;
    private final List<Consumer<Periphery>> wiring = new ArrayList<>();
    private Periphery periphery;
    private boolean coreHalted;
    private long hclkHz = Frequencies.HSI_HZ;

    Peripherals(World world, Bus bus, ChipSettings settings, Unmodelled unmodelled, Surroundings chip) {
        this.world = world;
        this.bus = bus;
        this.unmodelled = unmodelled;
        this.chip = chip;
        clock = new ResetAndClock(world, settings.lsiHz(), unmodelled, new Clocks());
        power = new PowerControl(clock, settings.switches(), unmodelled);
        watchdog = new Watchdog(world, settings.lsiHz(), unmodelled, chip::watchdogBites);
        clock.lsiForcedBy(watchdog::isRunning);
        crc = new CrcUnit(clock, unmodelled);
        debugMcu = new DebugMcu(settings, unmodelled, this::freeze);
        configuration = new SystemConfiguration(clock, unmodelled, new Configuration());
        power.onVoltageDetector(this::voltageDetected);
        attach();
    }

    private void attach() {
        bus.attach(ResetAndClock.BASE, ResetAndClock.LENGTH, clock);
        bus.attach(PowerControl.BASE, PowerControl.LENGTH, power);
        bus.attach(Watchdog.BASE, Watchdog.LENGTH, watchdog);
        bus.attach(CrcUnit.BASE, CrcUnit.LENGTH, crc);
        bus.attach(SystemConfiguration.BASE, SystemConfiguration.LENGTH, configuration);
        bus.attach(DebugMcu.BASE, DebugMcu.LENGTH, debugMcu);
        bus.otherwise(this::periphery);
    }

    /** Makes it, if nobody has reached for it before. */
    Periphery periphery() {
        if (periphery == null) {
            periphery = new Periphery(world, bus, clock, configuration, power::opensBackup, this::isFrozen, unmodelled, chip);
            wiring.forEach(wire -> wire.accept(periphery));
            voltageDetected(power.detectsLowVoltage());
        }
        return periphery;
    }

    /** The board's wires end here; joined when there is something to join them to. */
    void connect(UsartNumber number, SerialWire rx, SerialWire tx) {
        if (periphery != null) {
            periphery.connect(number, rx, tx);
        }
        wiring.add(made -> made.connect(number, rx, tx));
    }

    private void voltageDetected(boolean low) {
        if (periphery != null) {
            periphery.external().line(ExternalInterrupts.VOLTAGE_DETECTOR, low);
        }
    }

    boolean hasDebugPins() {
        return periphery == null || periphery.pins().areForDebug();
    }

    ResetAndClock clock() {
        return clock;
    }

    PowerControl power() {
        return power;
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

    private boolean isFrozen(int bit) {
        return coreHalted && debugMcu.stopsOnHalt(bit);
    }

    private void freeze() {
        watchdog.freeze(coreHalted && debugMcu.stopsWatchdogOnHalt());
        if (periphery != null) {
            periphery.clocksChanged();
        }
    }

    /** DBGMCU knows power-on only; a system reset leaves it alone. The backup domain has no battery of its own. */
    void powerOn(boolean supervised) {
        debugMcu.powerOn();
        freeze();
        if (periphery != null) {
            periphery.forgetBackup();
        }
        if (supervised) {
            clock.reset(ResetCause.POWER_ON);
        } else {
            clock.unsupervisedStart();
        }
    }

    /** Reset or power gone: everything stops and takes its reset value; the flags are the clock's own business. */
    void stop() {
        power.reset();
        watchdog.reset();
        forget();
    }

    /** What Standby takes: all but the watchdog, the RTC and PWR_CSR. */
    void enterStandby() {
        clock.enterStandby();
        power.enterStandby();
        forget();
    }

    private void forget() {
        crc.reset();
        if (periphery != null) {
            periphery.stop();
        }
        hclkHz = Frequencies.HSI_HZ;
    }

    void boot(BootMode mode, boolean hardwareWatchdog) {
        configuration.boot(mode);
        if (hardwareWatchdog) {
            watchdog.start();
        }
    }

    private final class Clocks implements ResetAndClock.Listener {

        @Override public void clocksChanged() {
            if (clock.hclkHz() != hclkHz && clock.hclkHz() != 0) {
                hclkHz = clock.hclkHz();
                chip.hclk(hclkHz);
            }
            if (periphery != null) {
                periphery.clocksChanged();
            }
        }

        @Override public void backupReset() {
            if (periphery != null) {
                periphery.forgetBackup();
            }
        }
    }

    private final class Configuration implements SystemConfiguration.Listener {

        @Override public void remapped() {
            chip.remapped();
        }

        @Override public void rewired() {
            periphery().pins().look();
        }
    }
}
