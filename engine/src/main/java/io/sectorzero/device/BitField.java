package io.sectorzero.device;

import io.sectorzero.memory.Bytes;

/** Some neighbouring bits in a row of bytes. Bit 0 is the least significant of the first byte, bit 8 that of the second. */
record BitField(int high, int low) {

    BitField {
        if (low < 0 || high < low || high - low > 30) {
            throw new IllegalArgumentException("no field: bits %d:%d".formatted(high, low));
        }
    }

    /** Reads "15:8", or "7" for a single bit. */
    static BitField parse(String written) {
        String[] ends = written.split(":");
        int high = Integer.parseInt(ends[0].strip());
        return new BitField(high, ends.length == 1 ? high : Integer.parseInt(ends[1].strip()));
    }

    int width() {
        return high - low + 1;
    }

    boolean overlaps(BitField other) {
        return low <= other.high && other.low <= high;
    }

    int read(Bytes bytes) {
        int value = 0;
        for (int bit = high; bit >= low; bit--) {
            value = value << 1 | bytes.at(bit / 8) >>> bit % 8 & 1;
        }
        return value;
    }

    Bytes write(Bytes bytes, int value) {
        if (value >>> width() != 0) {
            throw new IllegalArgumentException("%X does not fit bits %d:%d".formatted(value, high, low));
        }
        byte[] changed = bytes.toArray();
        for (int bit = low; bit <= high; bit++) {
            int mask = 1 << bit % 8;
            boolean one = (value >>> bit - low & 1) != 0;
            changed[bit / 8] = (byte) (one ? changed[bit / 8] | mask : changed[bit / 8] & ~mask);
        }
        return Bytes.copyOf(changed);
    }
}
