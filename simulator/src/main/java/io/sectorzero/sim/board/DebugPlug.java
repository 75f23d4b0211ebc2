package io.sectorzero.sim.board;

import io.sectorzero.sim.debugport.Acknowledge;
import io.sectorzero.sim.debugport.DebugPort;
import io.sectorzero.sim.debugport.Reply;
import io.sectorzero.sim.debugport.SerialWireHost;
import io.sectorzero.sim.debugport.Wire;
import io.sectorzero.sim.fault.SwdWiring;
import io.sectorzero.sim.world.Dice;

/**
 * The board's debug connector, as a probe's plug sees it: the two wires, with what is wrong with them. Above
 * the clock they are good for, bits arrive wrong; a wire that ends nowhere carries nothing.
 */
public final class DebugPlug {

    private final DebugPort port;
    private final SwdWiring wiring;
    private final Dice dice;
    private final SerialWireHost bits;
    private double errorRate;

    DebugPlug(DebugPort port, SwdWiring wiring, Dice dice) {
        this.port = port;
        this.wiring = wiring;
        this.dice = dice;
        bits = new SerialWireHost(port, this::isWrong);
        errorRate = wiring.commonMode();
    }

    /** How fast the probe clocks from now on. */
    public void clock(long hz) {
        errorRate = wiring.bitErrorRate(hz);
    }

    /** As {@link DebugPort#select}. */
    public void select(Wire wire) {
        if (!wiring.lines().carry()) {
            return;
        }
        if (isClean()) {
            port.select(wire);
        } else {
            bits.select(wire);
        }
    }

    /** As {@link DebugPort#lineReset}. */
    public void lineReset() {
        if (!wiring.lines().carry()) {
            return;
        }
        if (isClean()) {
            port.lineReset();
        } else {
            bits.lineReset();
        }
    }

    /** As {@link DebugPort#transfer}. */
    public Reply transfer(boolean accessPort, boolean read, int address, int data) {
        if (!wiring.lines().carry()) {
            return new Reply(Acknowledge.NONE, 0, true);
        }
        return isClean() ? port.transfer(accessPort, read, address, data) : bits.transfer(accessPort, read, address, data);
    }

    /** A rising edge of SWCLK or TCK, with what the probe has on SWDIO or TMS, and on TDI. */
    public void edge(boolean tmsOrSwdio, boolean tdi) {
        if (wiring.lines().carry()) {
            port.clock(tmsOrSwdio ^ isWrong(), tdi ^ isWrong());
        }
    }

    /** What the probe reads on TDO before the next edge. */
    public boolean tdo() {
        return wiring.lines().carry() ? port.tdo() ^ isWrong() : wiring.lines().readsOnes();
    }

    /** What the probe reads on SWDIO before the next edge, when it does not drive the line itself. */
    public boolean swdio() {
        return wiring.lines().carry() ? port.swdio() ^ isWrong() : wiring.lines().readsOnes();
    }

    /** NJTRST goes low. */
    public void testReset() {
        port.testReset();
    }

    private boolean isClean() {
        return errorRate == 0;
    }

    private boolean isWrong() {
        return errorRate > 0 && dice.chance(errorRate);
    }
}
