package io.sectorzero.sim.stm32f412;

import io.sectorzero.memory.Bytes;

/**
 * One-time programmable memory: 16 blocks of 32 bytes, then one lock byte for each. Nothing erases it.
 * RM0090 Rev 21 §3.8 [S].
 */
public final class Otp {

    static final int BASE = 0x1FFF_7800;
    static final int DATA_LENGTH = 512;
    static final int LENGTH = 528;

    private static final int BLOCK = 32;

    private final FlashCells cells = new FlashCells(LENGTH);

    /** The 512 bytes of data and the 16 lock bytes. */
    public Bytes content() {
        return cells.content(0, LENGTH);
    }

    /** The workshop's door: data and locks as they are from the start. */
    public void load(Bytes content) {
        if (content.length() != LENGTH) {
            throw new IllegalArgumentException("OTP has 528 bytes with its locks, not " + content.length());
        }
        cells.load(0, content);
    }

    /** A lock byte of 0xFF leaves its block open. Only 0xFF and 0x00 are allowed; what is neither locks as well [I]. */
    public boolean isLocked(int block) {
        return cells.at(DATA_LENGTH + block) != 0xFF;
    }

    /** Data belongs to its block, and so does the lock byte that is to be cleared. */
    boolean refuses(int offset, int bytes) {
        for (int at = offset; at < offset + bytes; at++) {
            int block = at < DATA_LENGTH ? at / BLOCK : at - DATA_LENGTH;
            if (isLocked(block)) {
                return true;
            }
        }
        return false;
    }

    FlashCells cells() {
        return cells;
    }
}
