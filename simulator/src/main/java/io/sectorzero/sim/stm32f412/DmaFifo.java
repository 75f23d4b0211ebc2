package io.sectorzero.sim.stm32f412;

/** The sixteen bytes between the two sides of a stream; first in, first out, least significant byte of an item first. */
final class DmaFifo {

    static final int BYTES = 16;

    private static final int EMPTY = 4;
    private static final int FULL = 5;

    private long low;
    private long high;
    private int level;

    int level() {
        return level;
    }

    /** FS of FCR: empty, full, or how many quarters are exceeded. */
    int status() {
        return switch (level) {
            case 0 -> EMPTY;
            case BYTES -> FULL;
            default -> level / 4;
        };
    }

    void put(int value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            long one = value >>> 8 * i & 0xFFL;
            if (level < 8) {
                low |= one << 8 * level;
            } else {
                high |= one << 8 * (level - 8);
            }
            level++;
        }
    }

    int take(int bytes) {
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (int) (low & 0xFF) << 8 * i;
            low = low >>> 8 | high << 56;
            high >>>= 8;
            level--;
        }
        return value;
    }

    void clear() {
        low = 0;
        high = 0;
        level = 0;
    }
}
