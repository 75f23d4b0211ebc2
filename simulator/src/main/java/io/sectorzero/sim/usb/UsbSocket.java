package io.sectorzero.sim.usb;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A computer's USB port, or a hub at one: devices are plugged in, enumerated, used and unplugged. All devices here share
 * one stretch of wire.
 */
public final class UsbSocket {

    /**
     * From a device's first sign of life to its being there for programs: 100 ms for the contacts to settle and 50 ms of
     * reset with 10 ms to recover, USB Rev 2.0 §7.1.7.3 and §7.1.7.5; 2 ms after SET_ADDRESS, USB Rev 2.0 §9.2.6.3.
     */
    public static final long ENUMERATION_NANOS = 162_000_000;

    private static final int MOST_ADDRESSES = 127;
    private static final int LOWEST_FREE = 0;
    private static final int SET_ADDRESS = 5;
    private static final int SET_CONFIGURATION = 9;

    private final World world;
    /** Devices on their way, with the ticket of their enumeration. */
    private final Map<UsbDevice, Long> settling = new LinkedHashMap<>();
    private final List<PluggedDevice> present = new ArrayList<>();
    private final List<Runnable> watchers = new ArrayList<>();
    private final Map<Long, Runnable> interruptions = new HashMap<>();
    private long transfers;
    private int lastAddress = 1;
    private long wireFreeNanos;

    public UsbSocket(World world) {
        this.world = world;
    }

    /** Told each time a device has come or gone. */
    public void onChange(Runnable watcher) {
        watchers.add(watcher);
    }

    /** A device pulls its line up so much later. It is there when it has been enumerated after that. */
    public void plug(UsbDevice device, long delayNanos) {
        plug(device, delayNanos, LOWEST_FREE);
    }

    /** The same, at a certain one of the computer's ports. A negative delay is a device that was plugged in that long ago. */
    public void plug(UsbDevice device, long delayNanos, int port) {
        unplug(device);
        if (delayNanos <= -ENUMERATION_NANOS) {
            enumerate(device, port);
        } else {
            settling.put(device, world.in(delayNanos + ENUMERATION_NANOS, () -> enumerate(device, port)));
        }
    }

    /** When the computer asks for its nth transfer from now, this happens first. */
    public void atTransfer(long n, Runnable happening) {
        interruptions.put(transfers + n, happening);
    }

    /** It is gone, and with it everything that was asked of it. */
    public void unplug(UsbDevice device) {
        Long ticket = settling.remove(device);
        if (ticket != null) {
            world.cancel(ticket);
        }
        for (PluggedDevice plugged : List.copyOf(present)) {
            if (plugged.device() == device) {
                present.remove(plugged);
                plugged.leave();
                changed();
            }
        }
    }

    /** Every device that is there, in the order in which they came. */
    public List<PluggedDevice> present() {
        return List.copyOf(present);
    }

    /** Whether something happens here by itself: a device settles in, a transfer is on the wire, a request waits for its answer. */
    public boolean isWorking() {
        return !settling.isEmpty() || present.stream().anyMatch(PluggedDevice::isWorking);
    }

    World world() {
        return world;
    }

    /** The computer asks for a transfer. */
    void transferBegins() {
        Runnable first = interruptions.remove(++transfers);
        if (first != null) {
            first.run();
        }
    }

    /** When a transfer that is handed over now can begin. */
    long startNanos(UsbSpeed speed) {
        return Math.max(speed.nextFrameNanos(world.nanos()), wireFreeNanos);
    }

    /** Takes the wire for so long, from now or from when it is free. @return when that will be over */
    long occupy(long fromNanos, long nanos) {
        wireFreeNanos = Math.max(fromNanos, wireFreeNanos) + nanos;
        return wireFreeNanos;
    }

    private void enumerate(UsbDevice device, int port) {
        settling.remove(device);
        lastAddress = lastAddress % MOST_ADDRESSES + 1;
        if (setUp(device, lastAddress)) {
            present.add(new PluggedDevice(this, device, port == LOWEST_FREE ? freePort() : port, lastAddress));
            changed();
        }
    }

    private int freePort() {
        int port = 1;
        for (int taken : present.stream().mapToInt(PluggedDevice::port).sorted().toArray()) {
            port += taken == port ? 1 : 0;
        }
        return port;
    }

    /** Reset, address, configuration: what a computer does before a program hears of the device. */
    static boolean setUp(UsbDevice device, int address) {
        device.reset();
        return takes(device, new Setup(0, SET_ADDRESS, address, 0, 0)) && takes(device, new Setup(0, SET_CONFIGURATION, 1, 0, 0));
    }

    private static boolean takes(UsbDevice device, Setup setup) {
        Transfer transfer = Transfer.control(setup, Bytes.NONE, ended -> { });
        device.submit(transfer);
        return transfer.ending().filter(how -> how == Transfer.Ending.DONE).isPresent();
    }

    private void changed() {
        List.copyOf(watchers).forEach(Runnable::run);
    }
}
