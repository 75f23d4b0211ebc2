package io.sectorzero.sim.rom;

/**
 * The bytes of the stage a command is in, as they come: how many are still due, their XOR, and whether one was damaged.
 * What a frame is too long for is counted and summed, but not kept.
 */
final class Intake {

    private static final int LARGEST_BLOCK = 256;

    private final byte[] bytes = new byte[LARGEST_BLOCK + 2];
    private int have;
    private int due;
    private int sum;
    private boolean spoilt;

    /** A stage begins that takes so many bytes. */
    void begin(int count) {
        have = 0;
        sum = 0;
        spoilt = false;
        due = count;
    }

    /** The stage turns out to take so many bytes in all, counting those that are there. */
    void extend(int count) {
        due = count;
    }

    /** The stage goes on with bytes that are kept anew but summed with those before. */
    void continueWith(int count) {
        have = 0;
        due = count;
    }

    /** Takes a byte; true when it was the last that was due. */
    boolean add(int value, boolean damaged) {
        if (have < bytes.length) {
            bytes[have] = (byte) value;
        }
        sum ^= value;
        spoilt |= damaged;
        return ++have == due;
    }

    boolean isEmpty() {
        return have == 0;
    }

    boolean isSpoilt() {
        return spoilt;
    }

    /** How many bytes make this stage. */
    int due() {
        return due;
    }

    /** All bytes of the stage XORed: 0 where the last is their checksum, FF where two are complements. */
    int sum() {
        return sum;
    }

    int at(int index) {
        return bytes[index] & 0xFF;
    }

    /** Two bytes, the most significant first, as AN3155 Rev 20 [P] sends numbers. */
    int bigEndian16(int index) {
        return at(index) << 8 | at(index + 1);
    }

    int bigEndian32(int index) {
        return bigEndian16(index) << 16 | bigEndian16(index + 2);
    }

    /** The bytes themselves, for data on its way to or from a memory. */
    byte[] bytes() {
        return bytes;
    }
}
