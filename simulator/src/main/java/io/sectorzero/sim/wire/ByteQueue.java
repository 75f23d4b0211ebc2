package io.sectorzero.sim.wire;

/** Bytes that wait, in order; grows as needed and never shrinks. */
public final class ByteQueue {

    private byte[] ring = new byte[512];
    private int head;
    private int size;

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public void put(int value) {
        if (size == ring.length) {
            grow();
        }
        ring[head + size & ring.length - 1] = (byte) value;
        size++;
    }

    public int take() {
        int value = peek();
        head = head + 1 & ring.length - 1;
        size--;
        return value;
    }

    public int peek() {
        if (size == 0) {
            throw new IllegalStateException("nothing waits");
        }
        return ring[head] & 0xFF;
    }

    /** Takes as many as fit. */
    public int drainInto(byte[] target) {
        int count = Math.min(size, target.length);
        int first = Math.min(count, ring.length - head);
        System.arraycopy(ring, head, target, 0, first);
        System.arraycopy(ring, 0, target, first, count - first);
        head = head + count & ring.length - 1;
        size -= count;
        return count;
    }

    public void clear() {
        size = 0;
    }

    // The ring's length is a power of two, so that a mask wraps an index.
    private void grow() {
        byte[] larger = new byte[ring.length * 2];
        int first = ring.length - head;
        System.arraycopy(ring, head, larger, 0, first);
        System.arraycopy(ring, 0, larger, first, head);
        ring = larger;
        head = 0;
    }
}
