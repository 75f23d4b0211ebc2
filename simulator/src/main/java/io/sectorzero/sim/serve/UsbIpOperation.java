package io.sectorzero.sim.serve;

import io.sectorzero.sim.usb.PluggedDevice;
import io.sectorzero.sim.usb.UsbDescription;
import io.sectorzero.sim.usb.UsbInterface;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a USB/IP client says before it has a device: which are there, and give me that one. Most significant byte first. */
final class UsbIpOperation {

    static final int VERSION = 0x0111;
    static final int LIST = 0x8005;
    static final int IMPORT = 0x8003;
    static final int HEAD_BYTES = 8;
    static final int BUS_ID_BYTES = 32;

    /** "Device busy (exported)" and "Device not found", as the client prints them. */
    static final int BUSY = 2;
    static final int NOT_FOUND = 4;

    private static final int LIST_REPLY = 0x0005;
    private static final int IMPORT_REPLY = 0x0003;
    private static final int PATH_BYTES = 256;
    private static final int DEVICE_BYTES = 312;
    private static final int INTERFACE_BYTES = 4;

    private UsbIpOperation() {
    }

    static byte[] list(List<PluggedDevice> devices) {
        int interfaces = devices.stream().mapToInt(device -> device.description().interfaceCount()).sum();
        ByteBuffer reply = head(LIST_REPLY, 0, Integer.BYTES + devices.size() * DEVICE_BYTES + interfaces * INTERFACE_BYTES);
        reply.putInt(devices.size());
        for (PluggedDevice device : devices) {
            put(reply, device);
            device.description().interfaces().stream().filter(setting -> setting.alternate() == 0)
                    .mapToInt(UsbInterface::classCode).forEach(code -> reply.putInt(code << 8));
        }
        return reply.array();
    }

    static byte[] imported(PluggedDevice device) {
        ByteBuffer reply = head(IMPORT_REPLY, 0, DEVICE_BYTES);
        put(reply, device);
        return reply.array();
    }

    static byte[] refused(int status) {
        return head(IMPORT_REPLY, status, 0).array();
    }

    /** The name under which a device is asked for, and attached. */
    static String busId(PluggedDevice device) {
        return "1-" + device.port();
    }

    /** A name in a field of fixed length, ended by a zero unless it fills it. */
    static String text(byte[] field) {
        int length = 0;
        while (length < field.length && field[length] != 0) {
            length++;
        }
        return new String(field, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static ByteBuffer head(int code, int status, int room) {
        return ByteBuffer.allocate(HEAD_BYTES + room).putShort((short) VERSION).putShort((short) code).putInt(status);
    }

    private static void put(ByteBuffer reply, PluggedDevice device) {
        UsbDescription says = device.description();
        int code = says.classCode();
        text(reply, "/sys/devices/sim/usb1/" + busId(device), PATH_BYTES);
        text(reply, busId(device), BUS_ID_BYTES);
        reply.putInt(1).putInt(device.address()).putInt(says.speed().code());
        reply.putShort((short) says.vendor()).putShort((short) says.product()).putShort((short) says.release());
        reply.put((byte) (code >> 16)).put((byte) (code >> 8)).put((byte) code);
        reply.put((byte) 1).put((byte) 1).put((byte) says.interfaceCount());
    }

    private static void text(ByteBuffer reply, String text, int room) {
        byte[] field = new byte[room];
        byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(content, 0, field, 0, content.length);
        reply.put(field);
    }
}
