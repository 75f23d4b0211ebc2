package io.sectorzero.sim.fault;

/** What a fault or a condition may be told; a wrong number is refused where it is written down. */
final class Limits {

    private static final int SECTORS = 12;

    private Limits() {
    }

    static void sector(int sector) {
        require(sector >= 0 && sector < SECTORS, "no sector: %s", sector);
    }

    static void bitOfByte(int bit) {
        require(bit >= 0 && bit < Byte.SIZE, "no bit of a byte: %s", bit);
    }

    static void count(long n) {
        require(n >= 0, "nothing is counted below zero: %s", n);
    }

    static void require(boolean holds, String otherwise, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise.formatted(value));
        }
    }
}
