package io.sectorzero.sim.serve;

import io.sectorzero.sim.usb.PluggedDevice;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The node of one device: programs open it, each is a client, and an interface belongs to one of them at a time. */
final class UsbfsNode {

    private static final int MOST_CLIENTS = 32;

    private final PluggedDevice device;
    private final ServerSocketChannel listening;
    private final Consumer<Runnable> onWorld;
    private final Thread.UncaughtExceptionHandler broken;
    private final Set<UsbfsClient> clients = new HashSet<>();
    private final Map<Integer, UsbfsClient> claimed = new HashMap<>();
    private boolean closed;
    private boolean gone;

    UsbfsNode(PluggedDevice device, ServerSocketChannel listening, Consumer<Runnable> onWorld, Thread.UncaughtExceptionHandler broken) {
        this.device = device;
        this.listening = listening;
        this.onWorld = onWorld;
        this.broken = broken;
    }

    void open() {
        start(this::accept, "usb node");
    }

    /** The device has left the bus: whoever has it open is told, and so is whoever was just about to. */
    synchronized void deviceWent() {
        gone = true;
        clients.forEach(UsbfsClient::deviceWent);
    }

    /** Hangs up on everybody. */
    synchronized void close() {
        shut();
        clients.forEach(UsbfsClient::close);
    }

    synchronized boolean claim(int interfaceNumber, UsbfsClient by) {
        boolean held = interfaceNumber == 0 && device.device().holder().isPresent();
        return !held && claimed.computeIfAbsent(interfaceNumber, number -> by) == by;
    }

    synchronized boolean release(int interfaceNumber, UsbfsClient by) {
        return claimed.remove(interfaceNumber, by);
    }

    synchronized void releaseAll(UsbfsClient by) {
        claimed.values().removeIf(owner -> owner == by);
        clients.remove(by);
    }

    private void accept() {
        try {
            while (listening.isOpen()) {
                admit(listening.accept());
            }
        } catch (ClosedChannelException e) {
            // The door closes, or the device has been gone for long. Who has the node open still fetches what has ended.
            deviceWent();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized void admit(SocketChannel channel) throws IOException {
        if (closed || clients.size() == MOST_CLIENTS) {
            channel.close();
            return;
        }
        var client = new UsbfsClient(channel, device, this, onWorld);
        clients.add(client);
        if (gone) {
            client.deviceWent();
        }
        start(client::serve, "usb client");
    }

    private void shut() {
        closed = true;
        try {
            listening.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void start(Runnable work, String name) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler(broken);
        thread.start();
    }
}
