package io.sectorzero.sim.board;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.debugport.Acknowledge;
import io.sectorzero.sim.debugport.Reply;
import io.sectorzero.sim.debugport.Wire;
import io.sectorzero.sim.fault.ProbeCondition;
import io.sectorzero.sim.stlink.FirmwareHabits;
import io.sectorzero.sim.stlink.SimulatedStLink;
import io.sectorzero.sim.stlink.StLinkModel;
import io.sectorzero.sim.stlink.StLinkSettings;
import io.sectorzero.sim.stlink.StLinkVersion;
import io.sectorzero.sim.stlink.TargetCable;
import io.sectorzero.sim.stlink.TargetLine;
import io.sectorzero.sim.usb.UsbSocket;
import io.sectorzero.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** The probe that belongs to a board, and its twin if there is one. */
final class Probe {

    /** The board's own USB has port 1. */
    private static final int PORT = 2;

    private final UsbSocket socket;
    private final List<SimulatedStLink> probes = new ArrayList<>();
    private boolean in;

    Probe(World world, ProbeCondition condition, TargetCable cable, AdapterSocket line, UsbSocket socket) {
        this.socket = socket;
        if (condition.model() == ProbeCondition.Model.NONE) {
            return;
        }
        StLinkSettings settings = settings(condition);
        probes.add(new SimulatedStLink(world, settings, cable, new Line(line)));
        condition.claimedBy().ifPresent(probes.get(0)::heldBy);
        if (condition.twin()) {
            probes.add(new SimulatedStLink(world, settings, new NoTarget(), TargetLine.unconnected()));
        }
    }

    boolean isPlugged() {
        return in;
    }

    boolean isWorking() {
        return !probes.isEmpty() && probes.get(0).isWorking();
    }

    /** It has been plugged in for a while when this returns. */
    void plug() {
        if (!in) {
            in = true;
            for (int i = 0; i < probes.size(); i++) {
                probes.get(i).plugInto(socket, PORT + i);
            }
        }
    }

    void unplug() {
        if (in) {
            in = false;
            probes.forEach(SimulatedStLink::unplug);
        }
    }

    private static StLinkSettings settings(ProbeCondition condition) {
        StLinkModel model = StLinkModel.valueOf(condition.model().name());
        StLinkSettings settings = StLinkSettings.of(model)
                .withDisk(StLinkSettings.Disk.valueOf(condition.disk().name()))
                .withTemper(StLinkSettings.Temper.valueOf(condition.answers().name()), condition.answersAfter())
                .withWedge(condition.wedgeAfter())
                .withLeaving(condition.dropAfter())
                .with(habits(condition))
                .mixingUpChips(condition.cloned().contains(ProbeCondition.Clone.BROKEN_UPGRADE));
        settings = condition.serial().map(settings::withSerial).orElse(settings);
        return condition.firmware().flatMap(StLinkVersion::parse).map(settings::withVersion).orElse(settings);
    }

    private static FirmwareHabits habits(ProbeCondition condition) {
        FirmwareHabits usual = FirmwareHabits.USUAL;
        return condition.waitRetries().isPresent() ? usual.withWaitRetries(condition.waitRetries().getAsInt()) : usual;
    }

    /** The board's serial line; the probe's port hangs on it beside whatever else does. */
    private record Line(AdapterSocket socket) implements TargetLine {

        @Override public void configure(int baud, char parity) {
            socket.configure(baud, parity);
        }

        @Override public void send(Bytes bytes) {
            socket.send(bytes);
        }

        @Override public int pending() {
            return socket.pendingToBoard();
        }

        @Override public void onByte(IntConsumer taker) {
            socket.alsoTell((value, damaged) -> taker.accept(value));
        }
    }

    /** A probe that lies on the desk. */
    private static final class NoTarget implements TargetCable {

        @Override public void clock(long hertz) {
        }

        @Override public void select(Wire wire) {
        }

        @Override public void lineReset() {
        }

        @Override public Reply transfer(boolean accessPort, boolean read, int address, int data) {
            return new Reply(Acknowledge.NONE, -1, false);
        }

        @Override public boolean edge(boolean tms, boolean tdi) {
            return true;
        }

        @Override public void nrst(boolean low) {
        }

        @Override public double sensedVolts() {
            return 0;
        }
    }
}
