package io.sectorzero.sim.serve;

import io.sectorzero.sim.usb.PluggedDevice;
import io.sectorzero.sim.usb.UsbDescription;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A folder that umockdev's preload library shows to a program in place of /dev and /sys: for each device a node, and
 * beside it the attributes that Linux would show. Every attribute ends with a line feed, as in a true sysfs.
 */
final class UsbfsFolder {

    private static final int MAJOR = 189;
    private static final String BUS = "001";
    private static final int PORTS = 8;

    private final Path root;

    UsbfsFolder(Path root) {
        this.root = root;
    }

    /** The empty folder: a computer with USB and nothing plugged in. */
    void make() throws IOException {
        Files.createDirectories(root.resolve("dev/bus/usb").resolve(BUS));
        Files.createDirectories(root.resolve("ioctl/dev/bus/usb").resolve(BUS));
        Files.createDirectories(root.resolve("sys/bus/usb/devices"));
        Files.createDirectories(root.resolve("sys/class"));
    }

    /** Shows a device. @return where the socket of its node belongs */
    Path show(PluggedDevice device) throws IOException {
        byte[] descriptors = device.device().descriptors().device().then(device.device().descriptors().configuration()).toArray();
        Path home = home(device);
        Files.createDirectories(home);
        Files.createSymbolicLink(home.resolve("subsystem"), Path.of("../../../../bus/usb"));
        Files.write(home.resolve("descriptors"), descriptors);
        for (Map.Entry<String, String> attribute : attributes(device).entrySet()) {
            Files.writeString(home.resolve(attribute.getKey()), attribute.getValue() + "\n");
        }
        Files.write(root.resolve("dev").resolve(node(device)), descriptors);
        Files.createSymbolicLink(link(device), Path.of("../../../devices/sim/usb1").resolve(name(device)));
        return root.resolve("ioctl/dev").resolve(node(device));
    }

    /** Takes a device away, what a program looks for first before the rest. Where its socket was stays. */
    void hide(PluggedDevice device) throws IOException {
        Files.deleteIfExists(link(device));
        Files.deleteIfExists(root.resolve("dev").resolve(node(device)));
        delete(home(device));
    }

    /** Takes away the place of a socket. */
    void forget(PluggedDevice device) throws IOException {
        Files.deleteIfExists(root.resolve("ioctl/dev").resolve(node(device)));
    }

    /** Takes the whole folder away. */
    void remove() throws IOException {
        delete(root);
    }

    private Map<String, String> attributes(PluggedDevice device) {
        UsbDescription says = device.description();
        int number = device.address();
        int code = says.classCode();
        var all = new LinkedHashMap<String, String>();
        all.put("busnum", "1");
        all.put("devnum", Integer.toString(number));
        all.put("speed", says.speed().megabits());
        all.put("version", " 2.00");
        all.put("idVendor", "%04x".formatted(says.vendor()));
        all.put("idProduct", "%04x".formatted(says.product()));
        all.put("bcdDevice", "%04x".formatted(says.release()));
        all.put("bDeviceClass", "%02x".formatted(code >> 16));
        all.put("bDeviceSubClass", "%02x".formatted(code >> 8 & 0xFF));
        all.put("bDeviceProtocol", "%02x".formatted(code & 0xFF));
        all.put("bMaxPacketSize0", Integer.toString(says.packetBytes()));
        all.put("bConfigurationValue", "1");
        all.put("bNumConfigurations", "1");
        all.put("bNumInterfaces", "%2d".formatted(says.interfaceCount()));
        putUnlessEmpty(all, "manufacturer", says.manufacturer());
        putUnlessEmpty(all, "product", says.name());
        putUnlessEmpty(all, "serial", says.serial());
        all.put("dev", "%d:%d".formatted(MAJOR, number - 1));
        all.put("uevent", String.join("\n", "MAJOR=" + MAJOR, "MINOR=" + (number - 1), "DEVNAME=" + node(device),
                "DEVTYPE=usb_device", "PRODUCT=%x/%x/%x".formatted(says.vendor(), says.product(), says.release()),
                "TYPE=%d/%d/%d".formatted(code >> 16, code >> 8 & 0xFF, code & 0xFF), "BUSNUM=" + BUS, "DEVNUM=%03d".formatted(number)));
        return all;
    }

    private static void putUnlessEmpty(Map<String, String> all, String key, String value) {
        if (!value.isEmpty()) {
            all.put(key, value);
        }
    }

    private Path home(PluggedDevice device) {
        return root.resolve("sys/devices/sim/usb1").resolve(name(device));
    }

    private Path link(PluggedDevice device) {
        return root.resolve("sys/bus/usb/devices").resolve(name(device));
    }

    // Programs that take any device of a maker's for the one they look for, as st-flash 1.7 does, walk libusb's list from its
    // end, and that is where the name goes that sorts first. So a probe is found before the bootloader of the board it is on.
    private static String name(PluggedDevice device) {
        return "1-" + (PORTS - device.port());
    }

    private static String node(PluggedDevice device) {
        return "bus/usb/%s/%03d".formatted(BUS, device.address());
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override public FileVisitResult postVisitDirectory(Path left, IOException failed) throws IOException {
                Files.delete(left);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
