package io.sectorzero.sim.serve;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.usb.PluggedDevice;
import io.sectorzero.sim.usb.Setup;
import io.sectorzero.sim.usb.Transfer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A program that has a device node open: its calls are taken on a thread of its own, its transfers end on the world's. */
final class UsbfsClient {

    private static final int URB_BYTES = 56;
    private static final int STATUS_AT = 4;
    private static final int BUFFER_AT = 16;
    private static final int LENGTH_AT = 24;
    private static final int ACTUAL_AT = 28;
    private static final int CONTROL = 2;
    private static final int ISOCHRONOUS = 0;
    private static final int BULK = 3;
    private static final int IN = 0x80;
    /** What Linux lets all programs together hand over at once: usbfs_memory_mb. */
    private static final int MOST_BYTES = 16 << 20;
    private static final int MOST_URBS = 1024;
    /** Ends with an empty packet where asked, takes a buffer of any size, can be reaped after the device has gone. */
    private static final int ABLE = 0x15;
    // The node is a plain file to the program and always "ready", so it asks again and again. Held back for a moment,
    // it asks less often; held back for long, its other threads would wait.
    private static final long HOLD_NANOS = 200_000;
    private static final long OWN_REQUEST_SECONDS = 5;
    private static final long DO_IT_NORMALLY = -100;

    /** A transfer a program has handed over. */
    private record Urb(long address, boolean control, long buffer, Transfer transfer) {
    }

    private final UsbfsWire wire;
    private final SocketChannel channel;
    private final PluggedDevice device;
    private final UsbfsNode node;
    private final Consumer<Runnable> onWorld;
    private final Map<Long, Urb> underWay = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Urb> finished = new ConcurrentLinkedQueue<>();
    /** Handed over and not fetched yet; known to the client's own thread alone. */
    private int outstanding;
    private volatile boolean gone;
    private volatile Thread thread;

    UsbfsClient(SocketChannel channel, PluggedDevice device, UsbfsNode node, Consumer<Runnable> onWorld) {
        this.wire = new UsbfsWire(channel);
        this.channel = channel;
        this.device = device;
        this.node = node;
        this.onWorld = onWorld;
    }

    /** Takes calls until the program closes the node, or the door does. */
    void serve() {
        thread = Thread.currentThread();
        try {
            while (true) {
                UsbfsWire.Call call = wire.next();
                if (call.kind() == UsbfsWire.IOCTL) {
                    take(UsbfsCall.of((int) call.request()), call.argument());
                } else {
                    wire.done(DO_IT_NORMALLY, 0);
                }
            }
        } catch (IOException e) {
            // It has closed the node, or something nobody could make sense of came. Either way it is over.
            gone = true;
        } finally {
            node.releaseAll(this);
            onWorld.accept(this::callEverythingBack);
            close();
        }
    }

    /** The device has left the bus. What has ended can still be fetched. */
    void deviceWent() {
        gone = true;
        LockSupport.unpark(thread);
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nobody is left to be told.
            gone = true;
        }
    }

    private void take(UsbfsCall call, long argument) throws IOException {
        switch (call) {
            case REAP -> reap(argument, true);
            case REAP_NO_WAIT -> reap(argument, false);
            case RELEASE -> done(node.release(wire.read(argument, Integer.BYTES).getInt(), this) ? 0 : Errno.EINVAL);
            default -> {
                if (gone) {
                    done(Errno.ENODEV);
                } else {
                    takeWhileHere(call, argument);
                }
            }
        }
    }

    private void takeWhileHere(UsbfsCall call, long argument) throws IOException {
        switch (call) {
            case GET_CAPABILITIES -> {
                wire.writeInt(argument, ABLE);
                done(0);
            }
            case SUBMIT -> submit(argument);
            case DISCARD -> discard(argument);
            case CLAIM, DISCONNECT_CLAIM -> done(node.claim(wire.read(argument, Integer.BYTES).getInt(), this) ? 0 : Errno.EBUSY);
            case SET_INTERFACE -> {
                ByteBuffer chosen = wire.read(argument, 2 * Integer.BYTES);
                int number = chosen.getInt();
                done(asks(new Setup(0x01, 11, chosen.getInt() & 0xFFFF, number & 0xFFFF, 0)));
            }
            case SET_CONFIGURATION -> {
                int value = wire.read(argument, Integer.BYTES).getInt();
                done(asks(new Setup(0x00, 9, value & 0xFFFF, 0, 0)));
            }
            case CLEAR_HALT -> {
                int endpoint = wire.read(argument, Integer.BYTES).getInt();
                done(asks(new Setup(0x02, 1, 0, endpoint & 0xFFFF, 0)));
            }
            case RESET -> {
                inWorld(device::reset);
                done(gone ? Errno.ENODEV : 0);
            }
            case GET_SPEED -> wire.done(device.description().speed().code(), 0);
            case GET_DRIVER -> done(Errno.ENODATA);
            default -> done(Errno.ENOTTY);
        }
    }

    private void submit(long address) throws IOException {
        ByteBuffer urb = wire.read(address, URB_BYTES);
        int type = urb.get(0);
        int endpoint = urb.get(1) & 0xFF;
        long buffer = urb.getLong(BUFFER_AT);
        int length = urb.getInt(LENGTH_AT);
        boolean tooShort = type == CONTROL && length < Setup.BYTES;
        if (type <= ISOCHRONOUS || type > BULK || length < 0 || tooShort || underWay.containsKey(address)) {
            done(Errno.EINVAL);
            return;
        }
        if (length > MOST_BYTES || outstanding >= MOST_URBS) {
            done(Errno.ENOMEM);
            return;
        }
        Transfer transfer = type == CONTROL ? control(address, buffer, length) : data(address, buffer, length, endpoint);
        if (transfer == null) {
            done(Errno.EINVAL);
            return;
        }
        outstanding++;
        underWay.put(address, new Urb(address, type == CONTROL, buffer, transfer));
        onWorld.accept(() -> device.submit(transfer));
        done(0);
    }

    private Transfer control(long address, long buffer, int length) throws IOException {
        Setup setup = Setup.of(bytes(buffer, Setup.BYTES));
        if (setup.length() > length - Setup.BYTES) {
            return null;
        }
        Bytes out = setup.isIn() ? Bytes.NONE : bytes(buffer + Setup.BYTES, setup.length());
        return Transfer.control(setup, out, ended -> ended(address));
    }

    private Transfer data(long address, long buffer, int length, int endpoint) throws IOException {
        return (endpoint & IN) != 0 ? Transfer.in(endpoint, length, ended -> ended(address))
                : Transfer.out(endpoint, bytes(buffer, length), ended -> ended(address));
    }

    private Bytes bytes(long address, int length) throws IOException {
        return length == 0 ? Bytes.NONE : Bytes.copyOf(wire.read(address, length).array());
    }

    private void discard(long address) throws IOException {
        Urb urb = underWay.get(address);
        if (urb != null) {
            onWorld.accept(() -> device.cancel(urb.transfer()));
        }
        done(urb == null ? Errno.EINVAL : 0);
    }

    private void reap(long target, boolean waits) throws IOException {
        Urb urb = finished.poll();
        if (urb == null && !gone) {
            LockSupport.parkNanos(this, HOLD_NANOS);
            urb = finished.poll();
        }
        while (urb == null && waits && !gone && channel.isOpen()) {
            LockSupport.parkNanos(this, TimeUnit.SECONDS.toNanos(1));
            urb = finished.poll();
        }
        if (urb == null) {
            done(gone && outstanding == 0 ? Errno.ENODEV : Errno.EAGAIN);
            return;
        }
        outstanding--;
        Transfer transfer = urb.transfer();
        if (transfer.isIn() && !transfer.data().isEmpty()) {
            wire.write(urb.buffer() + (urb.control() ? Setup.BYTES : 0), transfer.data().toArray());
        }
        wire.writeInt(urb.address() + STATUS_AT, Errno.status(transfer.ending().orElseThrow(), Errno.ENOENT));
        wire.writeInt(urb.address() + ACTUAL_AT, transfer.carried());
        wire.writeLong(target, urb.address());
        done(0);
    }

    // On the world's thread.
    private void ended(long address) {
        finished.add(underWay.remove(address));
        LockSupport.unpark(thread);
    }

    private void callEverythingBack() {
        List<Urb> left = new ArrayList<>(underWay.values());
        left.forEach(urb -> device.cancel(urb.transfer()));
    }

    /** What the system asks of the device on a program's behalf. @return 0, or the errno of a program that is told */
    private int asks(Setup setup) {
        var answered = new CountDownLatch(1);
        var transfer = Transfer.control(setup, Bytes.NONE, ended -> answered.countDown());
        onWorld.accept(() -> device.submit(transfer));
        await(answered);
        Optional<Transfer.Ending> how = answered.getCount() == 0 ? transfer.ending() : Optional.empty();
        if (how.equals(Optional.of(Transfer.Ending.GONE))) {
            return Errno.ENODEV;
        }
        return how.equals(Optional.of(Transfer.Ending.DONE)) ? 0 : Errno.EPIPE;
    }

    private void inWorld(Runnable work) {
        var finishedWork = new CountDownLatch(1);
        onWorld.accept(() -> {
            work.run();
            finishedWork.countDown();
        });
        await(finishedWork);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(OWN_REQUEST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void done(int errno) throws IOException {
        wire.done(errno == 0 ? 0 : -1, errno);
    }
}
