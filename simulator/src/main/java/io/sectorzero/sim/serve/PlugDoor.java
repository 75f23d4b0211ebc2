package io.sectorzero.sim.serve;

import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.OutputFailed;
import io.sectorzero.failure.Reason;
import io.sectorzero.sim.usb.PluggedDevice;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A door for programs that use libusb: started with the environment this door states, they find the board's devices on
 * their USB, and nothing else there. No kernel and no rights are needed.
 */
final class PlugDoor implements ServedUsb.Watcher, AutoCloseable {

    private static final String PRELOAD = "LD_PRELOAD";
    private static final String FOLDER = "UMOCKDEV_DIR";
    private static final int MOST_DEPARTED = 8;

    private final Path root;
    private final UsbfsFolder folder;
    private final PreloadLibrary library;
    private final Consumer<Runnable> onWorld;
    private final Thread.UncaughtExceptionHandler broken;
    private final Map<PluggedDevice, UsbfsNode> nodes = new HashMap<>();
    private final Deque<PluggedDevice> departed = new ArrayDeque<>();
    private boolean closed;

    private PlugDoor(Path root, PreloadLibrary library, Consumer<Runnable> onWorld, Thread.UncaughtExceptionHandler broken) {
        this.root = root;
        this.folder = new UsbfsFolder(root);
        this.library = library;
        this.onWorld = onWorld;
        this.broken = broken;
    }

    /** @throws OutputFailed when there is no room for its folder */
    static PlugDoor open(PreloadLibrary library, Consumer<Runnable> onWorld, Thread.UncaughtExceptionHandler broken) {
        try {
            // A short path: the address of a socket has room for 107 bytes.
            var door = new PlugDoor(Files.createTempDirectory("sectorzero"), library, onWorld, broken);
            door.folder.make();
            return door;
        } catch (IOException e) {
            throw failed("There is no room for the folder that shows a board on USB", e);
        }
    }

    /** What a program must find in its environment, beside what it has there already. */
    Map<String, String> environment() {
        String already = System.getenv(PRELOAD);
        return Map.of(FOLDER, root.toString(),
                PRELOAD, already == null || already.isBlank() ? library.path().toString() : library.path() + ":" + already);
    }

    @Override public synchronized void came(PluggedDevice device) {
        if (closed) {
            return;
        }
        try {
            Path socket = folder.show(device);
            var listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            listening.bind(UnixDomainSocketAddress.of(socket));
            var node = new UsbfsNode(device, listening, onWorld, broken);
            nodes.put(device, node);
            node.open();
        } catch (IOException e) {
            throw failed("A USB device cannot be shown in " + root, e);
        }
    }

    /**
     * A program that opened the node a moment ago connects to its socket now, and the library ends programs that cannot.
     * So the sockets of the last devices to leave stay, and tell whoever comes that the device has gone.
     */
    @Override public synchronized void went(PluggedDevice device) {
        UsbfsNode node = nodes.get(device);
        if (node != null) {
            node.deviceWent();
            hide(device);
            departed.add(device);
            if (departed.size() > MOST_DEPARTED) {
                forget(departed.remove());
            }
        }
    }

    @Override public synchronized void close() {
        closed = true;
        nodes.values().forEach(UsbfsNode::close);
        nodes.clear();
        try {
            folder.remove();
        } catch (IOException e) {
            throw failed("The folder " + root + " is left behind", e);
        }
    }

    private void forget(PluggedDevice device) {
        nodes.remove(device).close();
        try {
            folder.forget(device);
        } catch (IOException e) {
            throw failed("The socket of a USB device cannot be taken away in " + root, e);
        }
    }

    private void hide(PluggedDevice device) {
        try {
            folder.hide(device);
        } catch (IOException e) {
            throw failed("A USB device cannot be taken away in " + root, e);
        }
    }

    private static OutputFailed failed(String what, IOException e) {
        return new OutputFailed(Diagnosis.of(what).because("%s", Reason.of(e)).remedy("look at the free space and the rights there"), e);
    }
}
