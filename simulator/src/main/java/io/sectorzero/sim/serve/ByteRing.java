package io.sectorzero.sim.serve;

import java.util.Arrays;

/** Bytes in order, at most so many. Not safe for several threads by itself. */
final class ByteRing {

    private final byte[] content;
    private int first;
    private int size;

    ByteRing(int capacity) {
        content = new byte[capacity];
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Puts in what fits. Returns how many bytes did. */
    int put(byte[] bytes, int count) {
        int fitting = Math.min(count, content.length - size);
        for (int i = 0; i < fitting; i++) {
            content[(first + size + i) % content.length] = bytes[i];
        }
        size += fitting;
        return fitting;
    }

    /** The next bytes, as many as lie in one piece, left where they are until {@link #drop}. */
    byte[] peek() {
        return Arrays.copyOfRange(content, first, Math.min(first + size, content.length));
    }

    void drop(int count) {
        if (count > size) {
            throw new IllegalStateException("drop %d of %d bytes".formatted(count, size));
        }
        first = (first + count) % content.length;
        size -= count;
    }

    void clear() {
        size = 0;
    }
}
