package io.sectorzero.sim.stlink;

import io.sectorzero.sim.debugport.Acknowledge;
import io.sectorzero.sim.debugport.Reply;
import io.sectorzero.sim.debugport.Wire;
import io.sectorzero.sim.world.World;
import java.util.ArrayList;
import java.util.List;

/**
 * A debug port of which every access port answers alike, so that what a probe makes of one answer can be counted. As IHI 0031
 * §B2.2 has it, a fault stands until ABORT clears it, and until then only ABORT, DPIDR and CTRL/STAT are served.
 */
final class LoneTarget implements TargetCable {

    final List<Long> resetEdgesNanos = new ArrayList<>();
    Acknowledge accessPort = Acknowledge.OK;
    int accesses;
    long clockHertz;
    boolean faultStands;

    private final World world;
    private boolean resetLow;

    LoneTarget(World world) {
        this.world = world;
    }

    @Override public Reply transfer(boolean toAccessPort, boolean read, int address, int data) {
        if (!toAccessPort && !read && address == Dap.ABORT) {
            faultStands = false;
            return new Reply(Acknowledge.OK, 0, true);
        }
        if (!toAccessPort && read && address == Dap.CONTROL_STATUS) {
            return new Reply(Acknowledge.OK, Dap.POWERED_UP | (faultStands ? Dap.STICKY_ERROR : 0), true);
        }
        if (faultStands && !(read && !toAccessPort && address == Dap.DPIDR)) {
            return new Reply(Acknowledge.FAULT, 0, true);
        }
        if (!toAccessPort) {
            return new Reply(Acknowledge.OK, 0, true);
        }
        accesses++;
        faultStands = accessPort == Acknowledge.FAULT;
        return new Reply(accessPort, 0, true);
    }

    @Override public void nrst(boolean low) {
        if (low != resetLow) {
            resetLow = low;
            resetEdgesNanos.add(world.nanos());
        }
    }

    @Override public void clock(long hertz) {
        clockHertz = hertz;
    }

    @Override public void select(Wire wire) {
    }

    @Override public void lineReset() {
    }

    @Override public boolean edge(boolean tms, boolean tdi) {
        return true;
    }

    @Override public double sensedVolts() {
        return 3.3;
    }
}
