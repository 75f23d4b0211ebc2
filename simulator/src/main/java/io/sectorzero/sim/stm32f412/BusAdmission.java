package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.silicon.Bus;
import io.sectorzero.sim.silicon.Master;
import java.util.function.BooleanSupplier;

/**
 * Whom the bus lets in: nobody without power or in reset, and a debugger only where the level of protection leaves it the
 * port. It knows whether one is attached, since the level may change under its feet.
 */
final class BusAdmission {

    private final Bus bus;
    private final FlashParts flash;
    private final BooleanSupplier powered;
    private boolean debuggerAttached;

    BusAdmission(Bus bus, FlashParts flash, BooleanSupplier powered) {
        this.bus = bus;
        this.flash = flash;
        this.powered = powered;
        barAll("the chip has no power");
    }

    private void barAll(String why) {
        for (Master master : Master.values()) {
            bus.bar(master, why);
        }
    }

    /** Reset keeps everybody out, but for a debugger. */
    void bar(String why) {
        barAll(why);
        decideOnDebugger();
    }

    void admit() {
        for (Master master : Master.values()) {
            bus.admit(master);
        }
        decideOnDebugger();
    }

    void debugger(boolean attached) {
        debuggerAttached = attached;
        if (attached) {
            flash.readProtection().debuggerAttached();
            flash.open().close();
        }
        decideOnDebugger();
    }

    /** Option bytes have been loaded: a debugger that is already there counts at the new level too. */
    void levelLoaded() {
        if (debuggerAttached) {
            flash.readProtection().debuggerAttached();
        }
    }

    /** What that depends on may have changed. */
    void decideOnDebugger() {
        if (!powered.getAsBoolean()) {
            bus.bar(Master.DEBUGGER, "the chip has no power");
        } else if (!debuggerAttached) {
            bus.bar(Master.DEBUGGER, "no debugger is attached");
        } else if (flash.readProtection().level() == ProtectionLevel.TWO) {
            bus.bar(Master.DEBUGGER, "the debug port is closed at level 2");
        } else {
            bus.admit(Master.DEBUGGER);
        }
    }
}
