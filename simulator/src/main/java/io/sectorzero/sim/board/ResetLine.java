package io.sectorzero.sim.board;

import io.sectorzero.sim.fault.ResetWiring;
import io.sectorzero.sim.fault.ResetWiring.Pull;
import io.sectorzero.sim.world.World;
import java.util.function.Consumer;

/** NRST outside the chip: everybody who pulls at it, and the capacitor that hangs on it. */
final class ResetLine {

    private static final long NOT_BOOKED = -1;

    private final World world;
    private final ResetWiring wiring;
    private final boolean probeHasWire;
    private final Consumer<Boolean> pin;

    private boolean switchLow;
    private int probesPulling;
    private boolean probeConnected;
    private boolean low;
    private long riseTicket = NOT_BOOKED;

    /** @param pin told each time the level changes: whether it is low */
    ResetLine(World world, ResetWiring wiring, boolean probeHasWire, Consumer<Boolean> pin) {
        this.world = world;
        this.wiring = wiring;
        this.probeHasWire = probeHasWire;
        this.pin = pin;
    }

    boolean isLow() {
        return low;
    }

    /** Power comes: the capacitor is empty, and what is stuck was so before. */
    void powered() {
        if (wiring.riseNanos() > 0) {
            level(true);
        }
        settle();
    }

    /** The bench's switch, or somebody's finger on the button. */
    void held(boolean now) {
        switchLow = now;
        settle();
    }

    /** One of the probes pulls its reset wire, or lets it go again, wherever that ends. */
    void probe(boolean pulls) {
        probesPulling += pulls ? 1 : -1;
        if (probesPulling < 0) {
            throw new IllegalStateException("a reset wire is let go that nobody pulled");
        }
        settle();
    }

    /** A probe is connected to the board, or taken off. */
    void probeConnected(boolean now) {
        probeConnected = now;
        settle();
    }

    private void settle() {
        if (isPulled()) {
            forgetRise();
            level(true);
        } else if (low && riseTicket == NOT_BOOKED) {
            rise();
        }
    }

    private boolean isPulled() {
        boolean somebody = switchLow || probesPulling > 0 && wiring.nrstWired() && probeHasWire;
        return wiring.nrst() == Pull.STUCK_LOW || wiring.nrst() == Pull.FIGHT && probeConnected || somebody && wiring.yields();
    }

    private void rise() {
        if (wiring.riseNanos() == 0) {
            level(false);
        } else {
            riseTicket = world.in(wiring.riseNanos(), () -> {
                riseTicket = NOT_BOOKED;
                level(false);
            });
        }
    }

    private void forgetRise() {
        if (riseTicket != NOT_BOOKED) {
            world.cancel(riseTicket);
            riseTicket = NOT_BOOKED;
        }
    }

    private void level(boolean now) {
        if (now != low) {
            low = now;
            pin.accept(now);
        }
    }
}
