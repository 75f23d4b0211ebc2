package io.sectorzero.sim.board;

import io.sectorzero.sim.fault.CableUnplugged;
import io.sectorzero.sim.fault.CellFault;
import io.sectorzero.sim.fault.EraseFault;
import io.sectorzero.sim.fault.ExtraByte;
import io.sectorzero.sim.fault.Fault;
import io.sectorzero.sim.fault.FlippedByte;
import io.sectorzero.sim.fault.LineFault;
import io.sectorzero.sim.fault.LineUnplugged;
import io.sectorzero.sim.fault.LostByte;
import io.sectorzero.sim.fault.RepeatedByte;
import io.sectorzero.sim.fault.SupplyFault;
import io.sectorzero.sim.wire.Mishap;
import io.sectorzero.sim.world.World;
import io.sectorzero.trace.Trace;
import java.util.function.Consumer;

/** Where faults meet reads, writes and bytes in flight. */
final class FaultLayer {

    private final World world;
    private final Trace trace;
    private final Consumer<SupplyFault> supply;
    private final AdapterSocket socket;
    private final TroubledArray array;
    private final Consumer<CableUnplugged> cable;

    FaultLayer(World world, Trace trace, Consumer<SupplyFault> supply, AdapterSocket socket, TroubledArray array,
               Consumer<CableUnplugged> cable) {
        this.world = world;
        this.trace = trace;
        this.supply = supply;
        this.socket = socket;
        this.array = array;
        this.cable = cable;
    }

    void lay(Fault fault) {
        if (fault instanceof CellFault cell) {
            array.lay(cell);
        } else if (fault instanceof EraseFault erase) {
            array.lay(erase);
        } else if (fault instanceof SupplyFault cut) {
            world.afterEvents(cut.afterEvents(), () -> {
                strikes(fault);
                supply.accept(cut);
            });
        } else if (fault instanceof LineFault line) {
            layOnLine(line);
        } else if (fault instanceof CableUnplugged pulled) {
            cable.accept(pulled);
        }
    }

    private void layOnLine(LineFault fault) {
        boolean unplugs = fault instanceof LineUnplugged;
        socket.wire(fault.direction()).mishap(fault.n(), mishap(fault), () -> {
            strikes(fault);
            if (unplugs) {
                world.in(0, socket::unplug);
            }
        });
    }

    private static Mishap mishap(LineFault fault) {
        if (fault instanceof FlippedByte flipped) {
            return Mishap.flipped(flipped.mask());
        }
        if (fault instanceof ExtraByte extra) {
            return Mishap.precededBy(extra.value());
        }
        if (fault instanceof RepeatedByte) {
            return Mishap.REPEATED;
        }
        return fault instanceof LostByte ? Mishap.LOST : Mishap.SEVERED;
    }

    private void strikes(Fault fault) {
        trace.fault("board", "%s", fault.headline());
    }
}
