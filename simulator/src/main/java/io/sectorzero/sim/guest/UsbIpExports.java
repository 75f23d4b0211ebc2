package io.sectorzero.sim.guest;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Who is exported at a USB/IP port of this computer, asked as anybody may. Most significant byte first;
 * Documentation/usb/usbip_protocol.rst of the Linux kernel, OP_REQ_DEVLIST.
 */
final class UsbIpExports {

    private static final int PATIENCE_MILLIS = 5_000;
    private static final int VERSION = 0x0111;
    private static final int LIST = 0x8005;
    private static final int HEAD_BYTES = 8;
    private static final int PATH_BYTES = 256;
    private static final int BUS_ID_BYTES = 32;
    private static final int REST_BYTES = 24;
    private static final int INTERFACE_BYTES = 4;

    private final int port;

    UsbIpExports(int port) {
        this.port = port;
    }

    /**
     * A device as it is exported now. One that leaves and comes back has another number.
     *
     * @param port   where it is exported
     * @param id     what it is asked for by
     * @param number bus and device, as the kernel shows them
     */
    record Exported(int port, String id, String number) {
    }

    /** In the order of the server. Nobody, when there is no server any more. */
    Set<Exported> now() {
        var found = new LinkedHashSet<Exported>();
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(ByteBuffer.allocate(HEAD_BYTES).putShort((short) VERSION).putShort((short) LIST).array());
            var in = new DataInputStream(socket.getInputStream());
            in.skipNBytes(HEAD_BYTES);
            for (int left = in.readInt(); left > 0; left--) {
                found.add(device(in));
            }
        } catch (IOException e) {
            // The board is being closed, and its devices with it; the kernel notices by itself.
            return Set.of();
        }
        return found;
    }

    private Exported device(DataInputStream in) throws IOException {
        in.skipNBytes(PATH_BYTES);
        String id = new String(in.readNBytes(BUS_ID_BYTES), StandardCharsets.ISO_8859_1).split("\0", 2)[0];
        int number = in.readInt() << 16 | in.readInt();
        in.skipNBytes(REST_BYTES - 1 - 2 * Integer.BYTES);
        in.skipNBytes((long) in.readUnsignedByte() * INTERFACE_BYTES);
        return new Exported(port, id, "%08x".formatted(number));
    }
}
