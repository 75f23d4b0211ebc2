package io.sectorzero.sim.bench;

import io.sectorzero.failure.BoardState;
import io.sectorzero.failure.Confidence;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.LinkLost;
import io.sectorzero.failure.Suspect;
import io.sectorzero.link.SetupPacket;
import io.sectorzero.link.UsbIdentity;
import io.sectorzero.link.UsbLink;
import io.sectorzero.link.UsbTransfer;
import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.usb.PluggedDevice;
import io.sectorzero.sim.usb.Setup;
import io.sectorzero.sim.usb.Transfer;
import io.sectorzero.sim.world.World;
import io.sectorzero.time.Deadline;
import java.time.Duration;

/** An opened device of a simulated USB port. Whoever waits for a transfer turns the crank of the world. */
final class SimulatedUsbLink implements UsbLink {

    private static final int CLEAR_FEATURE = 1;
    private static final int SET_INTERFACE = 11;
    private static final int TO_INTERFACE = 0x01;
    private static final int TO_ENDPOINT = 0x02;
    // What a driver waits for one of its own requests. Linux: USB_CTRL_SET_TIMEOUT, 5 s.
    private static final Duration OWN_REQUEST = Duration.ofSeconds(5);

    private final World world;
    private final PluggedDevice device;
    private final UsbIdentity identity;
    private boolean reported;

    SimulatedUsbLink(World world, PluggedDevice device, UsbIdentity identity) {
        this.world = world;
        this.device = device;
        this.identity = identity;
    }

    @Override public String name() {
        return "simulated USB device " + identity;
    }

    @Override public UsbIdentity identity() {
        return identity;
    }

    @Override public UsbTransfer control(SetupPacket setup, Bytes out, Deadline deadline) {
        var packet = new Setup(setup.requestType(), setup.request(), setup.value(), setup.index(), setup.length());
        return carry(Transfer.control(packet, out, this::ended), deadline);
    }

    @Override public UsbTransfer bulkOut(int endpoint, Bytes bytes, Deadline deadline) {
        return carry(Transfer.out(endpoint, bytes, this::ended), deadline);
    }

    @Override public UsbTransfer bulkIn(int endpoint, int atMost, Deadline deadline) {
        return carry(Transfer.in(endpoint, atMost, this::ended), deadline);
    }

    @Override public boolean selectAlternate(int interfaceNumber, int alternate) {
        return own(new SetupPacket(TO_INTERFACE, SET_INTERFACE, alternate, interfaceNumber, 0)).isDone();
    }

    @Override public void clearHalt(int endpoint) {
        own(new SetupPacket(TO_ENDPOINT, CLEAR_FEATURE, 0, endpoint, 0));
    }

    /** Nothing to give back: what was under way has ended, one way or the other. */
    @Override public void close() {
    }

    private UsbTransfer own(SetupPacket setup) {
        return control(setup, Bytes.NONE, Deadline.in(OWN_REQUEST, world));
    }

    private void ended(Transfer transfer) {
        reported = true;
    }

    private UsbTransfer carry(Transfer transfer, Deadline deadline) {
        reported = false;
        device.submit(transfer);
        world.runUntil(() -> reported, deadline);
        if (!reported) {
            device.cancel(transfer);
        }
        return switch (transfer.ending().orElseThrow()) {
            case DONE -> UsbTransfer.done(transfer.data());
            case STALLED -> UsbTransfer.stalled();
            case CANCELLED -> UsbTransfer.timedOut();
            case GONE -> throw lost("it left the bus");
            case OVERFLOW -> throw lost("it sent more than it was asked for");
            case NO_ANSWER -> throw lost("there is no such endpoint, or nobody answers there");
        };
    }

    private LinkLost lost(String why) {
        return new LinkLost(Diagnosis.of("%s is gone", name())
                .because("%s", why)
                .suspect(new Suspect("H7", "USB cable, hub or port", Confidence.POSSIBLE))
                .leaves(BoardState.UNKNOWN)
                .remedy("wait for it to come back, or plug it in again, and look at the board before going on"));
    }
}
