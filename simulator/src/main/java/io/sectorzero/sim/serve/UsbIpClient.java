package io.sectorzero.sim.serve;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.usb.PluggedDevice;
import io.sectorzero.sim.usb.Setup;
import io.sectorzero.sim.usb.Transfer;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One connection of a USB/IP client: one operation, and after an import the transfers of one device until either side
 * hangs up. It is read on one thread and written on another; transfers end on the world's.
 */
final class UsbIpClient {

    private static final int MOST_TRANSFERS = 1024;
    private static final long MOST_WAITING_BYTES = 64L << 20;
    private static final byte[] LAST = {};
    // A client that says nothing is not waited for; one that has a device may be silent for days.
    private static final int SAYS_SOMETHING_MILLIS = 10_000;

    private final Socket socket;
    private final UsbIpDoor door;
    private final LinkedBlockingQueue<byte[]> outgoing = new LinkedBlockingQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    /** Belongs to the world's thread. */
    private final Map<Integer, Transfer> underWay = new HashMap<>();
    private Transfer calledBack;
    private PluggedDevice device;

    UsbIpClient(Socket socket, UsbIpDoor door) {
        this.socket = socket;
        this.door = door;
    }

    /** Reads until the client hangs up or says what makes no sense. */
    void read() {
        try {
            // Not closed here: that would close the other direction as well, and with it what is still being said.
            var in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
            socket.setSoTimeout(SAYS_SOMETHING_MILLIS);
            if (operation(in)) {
                socket.setSoTimeout(0);
                serve(in);
            }
        } catch (IOException e) {
            // It has gone, or was never worth talking to.
            close();
        } finally {
            hangUp();
            door.left(this, device);
        }
    }

    /** Writes what has been said, until the last of it. */
    void write() {
        try (var out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16)) {
            write(out);
        } catch (IOException e) {
            close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    /** Says what is left to say, then hangs up. */
    void hangUp() {
        outgoing.add(LAST);
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        outgoing.add(LAST);
    }

    private void write(OutputStream out) throws IOException, InterruptedException {
        for (byte[] next = outgoing.take(); next != LAST; next = outgoing.take()) {
            out.write(next);
            waitingBytes.addAndGet(-next.length);
            if (outgoing.isEmpty()) {
                out.flush();
            }
        }
        out.flush();
    }

    private boolean operation(DataInputStream in) throws IOException {
        int version = in.readUnsignedShort();
        int code = in.readUnsignedShort();
        in.readInt();
        if (version != UsbIpOperation.VERSION) {
            return false;
        }
        if (code == UsbIpOperation.LIST) {
            say(UsbIpOperation.list(door.devices()));
            return false;
        }
        if (code != UsbIpOperation.IMPORT) {
            return false;
        }
        String busId = UsbIpOperation.text(in.readNBytes(UsbIpOperation.BUS_ID_BYTES));
        PluggedDevice wanted = door.find(busId);
        if (wanted == null || !door.take(wanted, this)) {
            say(UsbIpOperation.refused(wanted == null ? UsbIpOperation.NOT_FOUND : UsbIpOperation.BUSY));
            return false;
        }
        device = wanted;
        say(UsbIpOperation.imported(wanted));
        return true;
    }

    private void serve(DataInputStream in) throws IOException {
        byte[] bytes = new byte[UsbIpHeader.BYTES];
        while (true) {
            in.readFully(bytes);
            UsbIpHeader header = UsbIpHeader.of(bytes);
            if (!header.makesSense()) {
                return;
            }
            byte[] data = in.readNBytes(header.dataBytes());
            if (data.length < header.dataBytes()) {
                return;
            }
            door.onWorld(() -> {
                if (header.command() == UsbIpHeader.SUBMIT) {
                    submit(header, Bytes.copyOf(data));
                } else {
                    unlink(header);
                }
            });
        }
    }

    // --- on the world's thread --------------------------------------------------------------------------------------

    private void submit(UsbIpHeader header, Bytes data) {
        Transfer transfer = transfer(header, data);
        if (transfer == null || underWay.containsKey(header.number())) {
            say(UsbIpHeader.submitted(header.number(), -Errno.EINVAL, 0, Bytes.NONE));
        } else if (underWay.size() >= MOST_TRANSFERS) {
            say(UsbIpHeader.submitted(header.number(), -Errno.ENOMEM, 0, Bytes.NONE));
        } else {
            underWay.put(header.number(), transfer);
            device.submit(transfer);
        }
    }

    private Transfer transfer(UsbIpHeader header, Bytes data) {
        int number = header.number();
        if (header.endpoint() != 0) {
            return header.in() ? Transfer.in(header.endpoint(), header.length(), ended -> ended(number, ended))
                    : Transfer.out(header.endpoint(), data, ended -> ended(number, ended));
        }
        Setup setup = Setup.of(header.setup());
        boolean fits = setup.isIn() == header.in() || setup.length() == 0;
        if (!fits || header.length() < setup.length()) {
            return null;
        }
        return Transfer.control(setup, setup.isIn() ? Bytes.NONE : data.slice(0, setup.length()), ended -> ended(number, ended));
    }

    private void ended(int number, Transfer transfer) {
        underWay.remove(number);
        Transfer.Ending how = transfer.ending().orElseThrow();
        if (transfer == calledBack && how == Transfer.Ending.CANCELLED) {
            return;
        }
        Bytes data = how == Transfer.Ending.DONE ? transfer.data() : Bytes.NONE;
        int carried = how == Transfer.Ending.DONE ? transfer.carried() : 0;
        say(UsbIpHeader.submitted(number, Errno.status(how, Errno.ECONNRESET), carried, data));
    }

    private void unlink(UsbIpHeader header) {
        Transfer victim = underWay.get(header.third());
        calledBack = victim;
        if (victim != null) {
            device.cancel(victim);
        }
        boolean cancelled = victim != null && victim.ending().filter(how -> how == Transfer.Ending.CANCELLED).isPresent();
        calledBack = null;
        say(UsbIpHeader.unlinked(header.number(), cancelled ? -Errno.ECONNRESET : 0));
    }

    /** The client has gone: nothing it asked for is wanted any more. */
    void callEverythingBack() {
        List<Transfer> left = new ArrayList<>(underWay.values());
        left.forEach(device::cancel);
    }

    private void say(byte[] bytes) {
        if (waitingBytes.addAndGet(bytes.length) > MOST_WAITING_BYTES) {
            close();
        } else {
            outgoing.add(bytes);
        }
    }
}
