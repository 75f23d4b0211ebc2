package io.sectorzero.figures;

import io.sectorzero.memory.Bytes;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** As much of a USB/IP client as takes a device and keeps it busy. Most significant byte first. */
final class UsbIpClient implements AutoCloseable {

    private static final int IMPORT = 0x0111_8003;
    private static final int SUBMIT = 1;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private int numbers;

    UsbIpClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16));
    }

    void attach(String busId) throws IOException {
        out.writeInt(IMPORT);
        out.writeInt(0);
        out.write(Arrays.copyOf(busId.getBytes(StandardCharsets.US_ASCII), 32));
        out.flush();
        in.readInt();
        if (in.readInt() != 0) {
            throw new IOException("device " + busId + " is refused");
        }
        in.skipNBytes(312);
    }

    void submit(boolean isIn, int endpoint, int length, Bytes setup, Bytes data) throws IOException {
        for (int word : new int[] {SUBMIT, ++numbers, 0, isIn ? 1 : 0, endpoint, 0, length, 0, 0, 0}) {
            out.writeInt(word);
        }
        out.write(setup.toArray());
        out.write(data.toArray());
        out.flush();
    }

    void reply(boolean isIn) throws IOException {
        in.skipNBytes(20);
        int status = in.readInt();
        int carried = in.readInt();
        in.skipNBytes(20 + (isIn ? carried : 0));
        if (status != 0) {
            throw new IOException("a transfer ended with " + status);
        }
    }

    @Override public void close() throws IOException {
        socket.close();
    }
}
