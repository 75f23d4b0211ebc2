package io.sectorzero.sim.stm32f412;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * One of the two caches of the flash interface: lines of 128 bits, the least recently used one replaced. It keeps what
 * it has while switched off, which is why software must reset it. RM0090 Rev 21 §3.5.2 [S].
 */
final class LineCache {

    private static final int LINE = 16;
    private static final int EMPTY = -1;

    private final int[] lineAt;
    private final long[] usedAt;
    // Exists once a line was cached; most chips are flashed without the caches ever being switched on.
    private byte[] content;
    private long uses;

    LineCache(int lines) {
        lineAt = new int[lines];
        usedAt = new long[lines];
        Arrays.fill(lineAt, EMPTY);
    }

    /** The byte at this offset, fetched with its whole line when the cache does not have it. */
    int read(int offset, IntUnaryOperator array) {
        int slot = find(offset / LINE);
        if (slot < 0) {
            slot = replace(offset / LINE, array);
        }
        usedAt[slot] = ++uses;
        return content[slot * LINE + offset % LINE] & 0xFF;
    }

    /** Programming keeps a cached line up to date; erasing does not. */
    void update(int offset, IntUnaryOperator array) {
        int slot = content == null ? -1 : find(offset / LINE);
        if (slot >= 0) {
            content[slot * LINE + offset % LINE] = (byte) array.applyAsInt(offset);
        }
    }

    /** Whether a line of this stretch holds something else than the array. */
    boolean isStale(int from, int to, IntUnaryOperator array) {
        for (int slot = 0; slot < lineAt.length; slot++) {
            int start = lineAt[slot] * LINE;
            if (lineAt[slot] != EMPTY && start >= from && start < to) {
                for (int i = 0; i < LINE; i++) {
                    if (content[slot * LINE + i] != (byte) array.applyAsInt(start + i)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    void invalidate() {
        Arrays.fill(lineAt, EMPTY);
    }

    private int find(int line) {
        for (int slot = 0; slot < lineAt.length; slot++) {
            if (lineAt[slot] == line) {
                return slot;
            }
        }
        return -1;
    }

    private int replace(int line, IntUnaryOperator array) {
        if (content == null) {
            content = new byte[lineAt.length * LINE];
        }
        int oldest = 0;
        for (int slot = 0; slot < lineAt.length; slot++) {
            if (lineAt[slot] == EMPTY) {
                oldest = slot;
                break;
            }
            oldest = usedAt[slot] < usedAt[oldest] ? slot : oldest;
        }
        for (int i = 0; i < LINE; i++) {
            content[oldest * LINE + i] = (byte) array.applyAsInt(line * LINE + i);
        }
        lineAt[oldest] = line;
        return oldest;
    }
}
