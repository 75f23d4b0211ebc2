package io.sectorzero.sim.silicon;

/** Where a field sits in its register, and what a write does to it. */
public record Place(int lowBit, int bits, Access access) {

    public Place {
        if (lowBit < 0 || bits < 1 || lowBit + bits > Integer.SIZE) {
            throw new IllegalArgumentException("no field: %d bits from bit %d".formatted(bits, lowBit));
        }
    }

    public static Place bit(int number, Access access) {
        return new Place(number, 1, access);
    }

    /** As a manual writes it, high bit first: {@code bits(6, 3, READ_WRITE)}. */
    public static Place bits(int high, int low, Access access) {
        return new Place(low, high - low + 1, access);
    }

    public int mask() {
        return (int) ((1L << bits) - 1) << lowBit;
    }
}
