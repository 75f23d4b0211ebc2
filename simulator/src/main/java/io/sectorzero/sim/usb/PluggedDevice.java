package io.sectorzero.sim.usb;

import io.sectorzero.sim.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A device that is plugged in and enumerated: what a driver on the computer holds. Adds to each transfer the time it
 * spends on the wire.
 */
public final class PluggedDevice {

    private static final long NOT_BOOKED = -1;

    private final UsbSocket socket;
    private final World world;
    private final UsbDevice device;
    private final UsbSpeed speed;
    private final int port;
    private final int address;
    /** Every transfer that has not been reported, with the ticket of what is booked for it. */
    private final Map<Transfer, Long> underWay = new LinkedHashMap<>();
    private boolean here = true;

    PluggedDevice(UsbSocket socket, UsbDevice device, int port, int address) {
        this.socket = socket;
        this.world = socket.world();
        this.device = device;
        this.speed = device.description().speed();
        this.port = port;
        this.address = address;
    }

    public UsbDevice device() {
        return device;
    }

    public UsbDescription description() {
        return device.description();
    }

    /** What the computer calls it; no two devices at a time have the same. */
    public int address() {
        return address;
    }

    /** Which of the computer's ports it is in: the lowest that was free when it came. */
    public int port() {
        return port;
    }

    public boolean isHere() {
        return here;
    }

    /** Hands a transfer over. It is told when it has ended, which for one to a device that is gone is at once. */
    public void submit(Transfer transfer) {
        socket.transferBegins();
        if (!here) {
            transfer.end(Transfer.Ending.GONE);
            return;
        }
        transfer.carriedBy(this::answered);
        long arrives = socket.startNanos(speed);
        if (transfer.isControl()) {
            arrives = socket.occupy(arrives, speed.setupNanos() + (transfer.isIn() ? 0 : dataNanos(transfer, transfer.length())));
        } else if (!transfer.isIn()) {
            arrives = socket.occupy(arrives, dataNanos(transfer, transfer.length()));
        }
        underWay.put(transfer, world.at(arrives, () -> {
            underWay.put(transfer, NOT_BOOKED);
            device.submit(transfer);
        }));
    }

    /** Calls a transfer back. If the device has answered already, it ends as it was answered. */
    public void cancel(Transfer transfer) {
        Long ticket = underWay.get(transfer);
        if (ticket == null) {
            return;
        }
        if (ticket != NOT_BOOKED) {
            world.cancel(ticket);
        }
        if (transfer.ending().isPresent()) {
            report(transfer);
        } else if (ticket == NOT_BOOKED) {
            device.cancel(transfer);
        } else {
            transfer.end(Transfer.Ending.CANCELLED);
        }
    }

    /**
     * Resets the bus under it and sets it up again, as a driver asks for when nothing else helps. What was under way is
     * called back. A device that does not come back leaves.
     */
    public void reset() {
        if (here) {
            List.copyOf(underWay.keySet()).forEach(this::cancel);
            if (!UsbSocket.setUp(device, address)) {
                socket.unplug(device);
            }
        }
    }

    boolean isWorking() {
        for (Map.Entry<Transfer, Long> one : underWay.entrySet()) {
            if (one.getKey().isControl() || one.getValue() != NOT_BOOKED) {
                return true;
            }
        }
        return false;
    }

    void leave() {
        here = false;
        for (Transfer transfer : List.copyOf(underWay.keySet())) {
            long ticket = underWay.getOrDefault(transfer, NOT_BOOKED);
            if (ticket != NOT_BOOKED) {
                world.cancel(ticket);
            }
            if (transfer.ending().isPresent()) {
                report(transfer);
            }
        }
        device.gone();
        for (Transfer transfer : List.copyOf(underWay.keySet())) {
            transfer.end(Transfer.Ending.GONE);
        }
    }

    // The device has said its last word; the host hears it when the wire has carried it.
    private void answered(Transfer transfer) {
        boolean atOnce = !here || transfer.ending().filter(how -> how == Transfer.Ending.CANCELLED || how == Transfer.Ending.GONE).isPresent();
        if (atOnce) {
            report(transfer);
            return;
        }
        long answer = transfer.isIn() && transfer.ending().filter(how -> how == Transfer.Ending.DONE).isPresent()
                ? dataNanos(transfer, transfer.carried()) : 0;
        long status = transfer.isControl() || answer == 0 ? speed.statusNanos() : 0;
        underWay.put(transfer, world.at(socket.occupy(world.nanos(), answer + status), () -> report(transfer)));
    }

    private void report(Transfer transfer) {
        if (underWay.remove(transfer) != null) {
            transfer.report();
        }
    }

    private long dataNanos(Transfer transfer, int length) {
        return length == 0 && transfer.isControl() ? 0 : speed.dataNanos(length, packetBytes(transfer));
    }

    private int packetBytes(Transfer transfer) {
        return transfer.isControl() ? description().packetBytes() : description().endpoints().stream()
                .filter(endpoint -> endpoint.address() == transfer.endpoint())
                .mapToInt(UsbEndpoint::packetBytes).findFirst().orElse(description().packetBytes());
    }
}
