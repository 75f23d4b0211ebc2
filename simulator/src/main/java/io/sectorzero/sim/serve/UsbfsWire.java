package io.sectorzero.sim.serve;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;

/**
 * What umockdev's preload library says when a program uses a device node, and how it is answered: messages of three
 * 64-bit words in the byte order of the machine. While a call is open, the program's memory can be read and written.
 */
final class UsbfsWire {

    /** A call of the program: what it is (one of the numbers below), its request, and its argument. */
    record Call(long kind, long request, long argument) {
    }

    static final long IOCTL = 1;

    private static final long DONE = 3;
    private static final long READ_MEMORY = 5;
    private static final long WRITE_MEMORY = 6;
    private static final int WORDS_BYTES = 24;

    private final SocketChannel channel;
    private final ByteBuffer words = ByteBuffer.allocate(WORDS_BYTES).order(ByteOrder.nativeOrder());

    UsbfsWire(SocketChannel channel) {
        this.channel = channel;
    }

    /** Waits for the next call. @throws EOFException when the program has closed the node */
    Call next() throws IOException {
        words.clear();
        fill(words);
        return new Call(words.getLong(), words.getLong(), words.getLong());
    }

    void done(long result, int errno) throws IOException {
        say(DONE, result, errno);
    }

    /** @return a buffer in the byte order of the machine, to be read from its start */
    ByteBuffer read(long address, int length) throws IOException {
        say(READ_MEMORY, address, length);
        ByteBuffer memory = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
        fill(memory);
        return memory;
    }

    void write(long address, byte[] bytes) throws IOException {
        say(WRITE_MEMORY, address, bytes.length);
        empty(ByteBuffer.wrap(bytes));
    }

    void writeInt(long address, int value) throws IOException {
        write(address, ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(value).array());
    }

    void writeLong(long address, long value) throws IOException {
        write(address, ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(value).array());
    }

    private void say(long kind, long first, long second) throws IOException {
        words.clear();
        words.putLong(kind).putLong(first).putLong(second).flip();
        empty(words);
    }

    private void fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException();
            }
        }
        buffer.flip();
    }

    private void empty(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
