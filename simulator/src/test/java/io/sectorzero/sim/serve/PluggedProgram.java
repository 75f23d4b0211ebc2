package io.sectorzero.sim.serve;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * A program under the preload library, with a memory of its own that the server reads and writes. Written from the
 * description of the library's messages, not from the server.
 */
final class PluggedProgram implements AutoCloseable {

    static final long MEMORY = 0x7000_0000_0000L;

    private static final int MEMORY_BYTES = 1 << 17;

    /** What an ioctl came to: its result, and errno when that is -1. */
    record Result(long value, int errno) {

        boolean isDone() {
            return value >= 0;
        }
    }

    final ByteBuffer memory = ByteBuffer.allocate(MEMORY_BYTES).order(ByteOrder.nativeOrder());
    private final SocketChannel channel;

    PluggedProgram(Path socket) throws IOException {
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
    }

    Result ioctl(long request, long argument) throws IOException {
        say(1, request, argument);
        while (true) {
            ByteBuffer words = take(24);
            long kind = words.getLong();
            long first = words.getLong();
            long second = words.getLong();
            if (kind == 3) {
                return new Result(first, (int) second);
            } else if (kind == 5) {
                give(ByteBuffer.wrap(memory.array(), at(first), (int) second));
            } else if (kind == 6) {
                take((int) second).get(memory.array(), at(first), (int) second);
            } else {
                throw new AssertionError("a server says 3, 5 or 6, not " + kind);
            }
        }
    }

    /** read() or write() on the node. */
    long readOrWrite(long kind) throws IOException {
        say(kind, MEMORY, 16);
        ByteBuffer words = take(24);
        words.getLong();
        return words.getLong();
    }

    /** Puts a transfer at an offset of the memory, its data behind it. */
    void urb(int at, int type, int endpoint, byte[] data) {
        for (int i = 0; i < 56; i++) {
            memory.put(at + i, (byte) 0);
        }
        memory.put(at, (byte) type).put(at + 1, (byte) endpoint);
        memory.putLong(at + 16, MEMORY + at + 64).putInt(at + 24, data.length);
        memory.put(at + 64, data, 0, data.length);
    }

    int status(int at) {
        return memory.getInt(at + 4);
    }

    int actual(int at) {
        return memory.getInt(at + 28);
    }

    private static int at(long address) {
        return Math.toIntExact(address - MEMORY);
    }

    private void say(long kind, long first, long second) throws IOException {
        give(ByteBuffer.allocate(24).order(ByteOrder.nativeOrder()).putLong(kind).putLong(first).putLong(second).flip());
    }

    private void give(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private ByteBuffer take(int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.nativeOrder());
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException();
            }
        }
        return bytes.flip();
    }

    @Override public void close() throws IOException {
        channel.close();
    }
}
