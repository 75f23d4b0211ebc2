package io.sectorzero.sim.serve;

import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.LinkUnavailable;
import io.sectorzero.failure.Reason;
import io.sectorzero.sim.usb.PluggedDevice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A door for Linux machines: a USB/IP server, from which their kernel takes the board's devices as if they were plugged in. */
final class UsbIpDoor implements ServedUsb.Watcher, AutoCloseable {

    private static final int MOST_CLIENTS = 32;
    private static final int BACKLOG = 16;

    private final ServerSocket listening;
    private final Consumer<Runnable> world;
    private final Thread.UncaughtExceptionHandler broken;
    private final List<PluggedDevice> present = new ArrayList<>();
    private final Map<PluggedDevice, UsbIpClient> taken = new HashMap<>();
    private final Set<UsbIpClient> clients = new HashSet<>();
    private boolean closed;

    private UsbIpDoor(ServerSocket listening, Consumer<Runnable> world, Thread.UncaughtExceptionHandler broken) {
        this.listening = listening;
        this.world = world;
        this.broken = broken;
    }

    /**
     * Has the address, and lets nobody in yet: who knocks meanwhile waits.
     *
     * @throws LinkUnavailable when nobody can listen there
     */
    static UsbIpDoor open(String address, int port, Consumer<Runnable> world, Thread.UncaughtExceptionHandler broken) {
        try {
            return new UsbIpDoor(new ServerSocket(port, BACKLOG, InetAddress.getByName(address)), world, broken);
        } catch (IOException e) {
            throw new LinkUnavailable(Diagnosis.of("Nobody can listen at %s:%d", address, port)
                    .because("%s", Reason.of(e))
                    .remedy("choose another port (0 lets the system choose), or an address of this computer"), e);
        }
    }

    /** Lets clients in. What they ask for is the world's work, so the world must be turning. */
    void start() {
        start(this::accept, "door usbip");
    }

    int port() {
        return listening.getLocalPort();
    }

    @Override public synchronized void came(PluggedDevice device) {
        present.add(device);
    }

    @Override public synchronized void went(PluggedDevice device) {
        present.remove(device);
        UsbIpClient client = taken.get(device);
        if (client != null) {
            client.hangUp();
        }
    }

    @Override public void close() {
        List<UsbIpClient> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(clients);
        }
        try {
            listening.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        left.forEach(UsbIpClient::close);
    }

    // --- for its clients --------------------------------------------------------------------------------------------

    synchronized List<PluggedDevice> devices() {
        return present.stream().sorted(Comparator.comparingInt(PluggedDevice::port)).toList();
    }

    /** Null when there is none of that name. */
    synchronized PluggedDevice find(String busId) {
        return present.stream().filter(device -> UsbIpOperation.busId(device).equals(busId)).findFirst().orElse(null);
    }

    /** A device belongs to one client at a time. */
    synchronized boolean take(PluggedDevice device, UsbIpClient client) {
        return present.contains(device) && taken.computeIfAbsent(device, free -> client) == client;
    }

    void onWorld(Runnable work) {
        world.accept(work);
    }

    /** A client hangs up; {@code device} is null when it never had one. */
    void left(UsbIpClient client, PluggedDevice device) {
        if (device != null) {
            world.accept(() -> {
                client.callEverythingBack();
                release(device, client);
            });
        }
        synchronized (this) {
            clients.remove(client);
        }
    }

    private synchronized void release(PluggedDevice device, UsbIpClient client) {
        taken.remove(device, client);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                admit(listening.accept());
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private synchronized void admit(Socket socket) throws IOException {
        if (closed || clients.size() == MOST_CLIENTS) {
            socket.close();
            return;
        }
        socket.setTcpNoDelay(true);
        var client = new UsbIpClient(socket, this);
        clients.add(client);
        start(client::read, "usbip reader");
        start(client::write, "usbip writer");
    }

    private void start(Runnable work, String name) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler(broken);
        thread.start();
    }
}
