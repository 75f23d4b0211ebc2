package io.sectorzero.sim.serve;

import io.sectorzero.sim.usb.PluggedDevice;
import io.sectorzero.sim.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A door for programs that speak with a probe through its maker's server instead of USB. The server is one more program on
 * the computer: what it does with the probe goes over USB. Everything but {@link #welcome} belongs to the world's thread.
 */
final class StLinkDoor implements TcpDoor, ServedUsb.Watcher {

    private static final int MOST_CLIENTS = 16;
    private static final int VENDOR = 0x0483;
    private static final Set<Integer> PROBES = Set.of(0x3748, 0x374A, 0x374B, 0x3752, 0x374E, 0x374F, 0x3753, 0x3754, 0x3757);

    private final World world;
    private final Consumer<Runnable> onWorld;
    private final List<PluggedDevice> present = new ArrayList<>();
    private final Map<PluggedDevice, StLinkClient> open = new HashMap<>();
    private int clients;
    private int connections;

    StLinkDoor(World world, Consumer<Runnable> onWorld) {
        this.world = world;
        this.onWorld = onWorld;
    }

    @Override public Conversation welcome(Peer peer) {
        if (clients == MOST_CLIENTS) {
            return TurnedAway.with(peer, "");
        }
        clients++;
        return new StLinkClient(peer, this);
    }

    @Override public void came(PluggedDevice device) {
        if (device.description().vendor() == VENDOR && PROBES.contains(device.description().product())) {
            present.add(device);
        }
    }

    @Override public void went(PluggedDevice device) {
        present.remove(device);
        open.remove(device);
    }

    // --- for its clients --------------------------------------------------------------------------------------------

    void onWorld(Runnable work) {
        onWorld.accept(work);
    }

    World world() {
        return world;
    }

    int count() {
        return present.size();
    }

    /** Null when there are not that many. */
    PluggedDevice at(int index) {
        return index < present.size() ? present.get(index) : null;
    }

    boolean isOpen(PluggedDevice device) {
        return open.containsKey(device);
    }

    /** A probe belongs to one client at a time. @return the number of the connection, 0 when it cannot be had */
    int open(int id, StLinkClient client) {
        PluggedDevice wanted = present.stream().filter(device -> device.address() == id).findFirst().orElse(null);
        if (wanted == null || open.putIfAbsent(wanted, client) != null) {
            return 0;
        }
        connections++;
        client.has(connections, wanted);
        return connections;
    }

    boolean isHere(PluggedDevice device) {
        return present.contains(device);
    }

    void close(PluggedDevice device, StLinkClient client) {
        open.remove(device, client);
    }

    /** On the thread of {@link Sockets}. */
    void left() {
        clients--;
    }
}
