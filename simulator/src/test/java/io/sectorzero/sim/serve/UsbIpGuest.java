package io.sectorzero.sim.serve;

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

/** The other end of a USB/IP connection, written from the description of the protocol, as a kernel would use it. */
final class UsbIpGuest implements AutoCloseable {

    /** What comes back for a message: RET_SUBMIT is 3, RET_UNLINK 4. */
    record Reply(int command, int number, int status, int carried, Bytes data) {
    }

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private int numbers;

    UsbIpGuest(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(20_000);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16));
    }

    /** Asks for the list; returns the whole reply behind its head. */
    byte[] list() throws IOException {
        operation(0x8005);
        head(0x0005);
        byte[] rest = in.readAllBytes();
        socket.close();
        return rest;
    }

    /** @return the status of the reply; 0 when the device is ours */
    int attach(String busId) throws IOException {
        operation(0x8003);
        out.write(Arrays.copyOf(busId.getBytes(StandardCharsets.US_ASCII), 32));
        out.flush();
        int status = head(0x0003);
        if (status == 0) {
            in.readNBytes(312);
        }
        return status;
    }

    Reply control(String setup, Bytes data) throws IOException {
        Bytes bytes = Bytes.parseHex(setup);
        boolean isIn = (bytes.at(0) & 0x80) != 0;
        submit(isIn, 0, bytes.u16(6), bytes, data);
        return reply(isIn);
    }

    int submit(boolean isIn, int endpoint, int length, Bytes setup, Bytes data) throws IOException {
        header(1, ++numbers, isIn, endpoint);
        out.writeInt(0);
        out.writeInt(length);
        out.writeInt(0);
        out.writeInt(0);
        out.writeInt(0);
        out.write(setup.toArray());
        if (!isIn) {
            out.write(data.toArray());
        }
        out.flush();
        return numbers;
    }

    int unlink(int victim) throws IOException {
        header(2, ++numbers, false, 0);
        out.writeInt(victim);
        out.write(new byte[24]);
        out.flush();
        return numbers;
    }

    /** The next message; {@code isIn}: whether what it answers was to bring data. */
    Reply reply(boolean isIn) throws IOException {
        int command = in.readInt();
        int number = in.readInt();
        in.readNBytes(12);
        int status = in.readInt();
        int carried = in.readInt();
        in.readNBytes(20);
        byte[] data = command == 3 && isIn ? in.readNBytes(carried) : new byte[0];
        return new Reply(command, number, status, carried, Bytes.copyOf(data));
    }

    void raw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    boolean isHungUpOn() throws IOException {
        return in.read() < 0;
    }

    @Override public void close() throws IOException {
        socket.close();
    }

    private void operation(int code) throws IOException {
        out.writeShort(0x0111);
        out.writeShort(code);
        out.writeInt(0);
        out.flush();
    }

    private int head(int code) throws IOException {
        int version = in.readUnsignedShort();
        int got = in.readUnsignedShort();
        if (version != 0x0111 || got != code) {
            throw new AssertionError("reply %04X %04X".formatted(version, got));
        }
        return in.readInt();
    }

    private void header(int command, int number, boolean isIn, int endpoint) throws IOException {
        out.writeInt(command);
        out.writeInt(number);
        out.writeInt(1 << 16 | 2);
        out.writeInt(isIn ? 1 : 0);
        out.writeInt(endpoint);
    }
}
