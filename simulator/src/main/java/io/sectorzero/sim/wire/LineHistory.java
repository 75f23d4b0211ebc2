package io.sectorzero.sim.wire;

import java.util.Arrays;

/**
 * The recent and the near future levels of one wire, as the moments at which it changes. The wire rests high, and every
 * frame starts low and ends high, so edges fall and rise in turn and come in pairs.
 */
final class LineHistory {

    private long[] edges = new long[64];
    private int size;

    void add(long startPicos, int frame, Framing sender) {
        if (size + 2 * sender.bits() > edges.length) {
            edges = Arrays.copyOf(edges, edges.length * 2);
        }
        int level = 1;
        for (int bit = 0; bit < sender.bits(); bit++) {
            int next = frame >> bit & 1;
            if (next != level) {
                edges[size++] = startPicos + bit * sender.bitPicos();
                level = next;
            }
        }
    }

    boolean isHigh(long picos) {
        return (firstAfter(picos) & 1) == 0;
    }

    /** The first falling edge at or after a moment; {@link Long#MAX_VALUE} when none is known. */
    long fallingFrom(long picos) {
        int next = firstAfter(picos - 1);
        int falling = next + (next & 1);
        return falling < size ? edges[falling] : Long.MAX_VALUE;
    }

    int size() {
        return size;
    }

    long edge(int index) {
        return edges[index];
    }

    boolean isRising(int index) {
        return (index & 1) == 1;
    }

    /** Index of the first edge after a moment. */
    int firstAfter(long picos) {
        int index = 0;
        while (index < size && edges[index] <= picos) {
            index++;
        }
        return index;
    }

    /** Forgets edges that lie before a moment, in pairs, so that falling edges keep even places. */
    void forgetBefore(long picos) {
        int gone = firstAfter(picos - 1) & ~1;
        System.arraycopy(edges, gone, edges, 0, size - gone);
        size -= gone;
    }

    void clear() {
        size = 0;
    }
}
