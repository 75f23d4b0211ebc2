package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.silicon.Bus;
import io.sectorzero.sim.silicon.Unmodelled;
import io.sectorzero.sim.wire.SerialWire;
import io.sectorzero.sim.world.World;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;

/**
 * What programs use and flashing does not: pins, USARTs, timers, DMA and the rest. Most chips are flashed and never run a
 * program, so it comes into being when somebody first reaches for it.
 */
final class Periphery {

    /** Who hears what it has to say. */
    interface Listener extends ProgramPeripherals.Listener {

        /** A level on a pin, or who a pin is given to, is not what it was. */
        void pinsChanged();
    }

    private final ProgramPeripherals programs;
    private final Pins pins;
    private final Usarts usarts;

    Periphery(World world, Bus bus, ResetAndClock rcc, SystemConfiguration configuration, BooleanSupplier backupOpen,
            IntPredicate frozen, Unmodelled unmodelled, Listener listener) {
        programs = new ProgramPeripherals(world, bus, rcc, backupOpen, frozen, unmodelled, listener);
        pins = new Pins(rcc, configuration, programs.external(), unmodelled, () -> pinsChanged(listener));
        usarts = new Usarts(world, rcc, pins, programs, unmodelled, listener::interrupt);
        pins.attachTo(bus);
        usarts.attachTo(bus);
        programs.attachTo(bus);
        programs.clocksChanged();
    }

    private void pinsChanged(Listener listener) {
        if (usarts != null) {
            usarts.surroundingsChanged();
        }
        listener.pinsChanged();
    }

    Pins pins() {
        return pins;
    }

    ExternalInterrupts external() {
        return programs.external();
    }

    void connect(UsartNumber number, SerialWire rx, SerialWire tx) {
        usarts.connect(number, rx, tx);
    }

    void clocksChanged() {
        programs.clocksChanged();
        usarts.surroundingsChanged();
    }

    void forgetBackup() {
        programs.forgetBackup();
    }

    /** Reset or power gone. */
    void stop() {
        usarts.reset();
        pins.reset();
        programs.stop();
    }
}
