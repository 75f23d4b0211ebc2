package io.sectorzero.sim.serve;

import io.sectorzero.sim.usb.PluggedDevice;
import io.sectorzero.sim.usb.UsbSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * The computer's end of the USB cable, and the doors that show it to programs. Belongs to the world's thread, where
 * devices come and go.
 */
final class ServedUsb {

    /** A door that shows devices. Called on the world's thread; returns at once. */
    interface Watcher {

        void came(PluggedDevice device);

        void went(PluggedDevice device);
    }

    private final UsbSocket socket;
    private final List<Watcher> watchers = new ArrayList<>();
    private List<PluggedDevice> known = List.of();

    ServedUsb(UsbSocket socket) {
        this.socket = socket;
        known = socket.present();
        socket.onChange(this::compare);
    }

    /** From now on the door is told of every device, those that are there included. */
    void watch(Watcher watcher) {
        watchers.add(watcher);
        known.forEach(watcher::came);
    }

    private void compare() {
        List<PluggedDevice> before = known;
        known = socket.present();
        for (PluggedDevice device : before) {
            if (!known.contains(device)) {
                watchers.forEach(watcher -> watcher.went(device));
            }
        }
        for (PluggedDevice device : known) {
            if (!before.contains(device)) {
                watchers.forEach(watcher -> watcher.came(device));
            }
        }
    }
}
