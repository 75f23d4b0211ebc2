package io.sectorzero.memory;

/** A 32-bit bus address. Compares unsigned and prints as {@code 0x08000000}. */
public record Address(int raw) implements Comparable<Address> {

    private static final long SPACE = 1L << 32;

    /** @throws IllegalArgumentException outside 0 to 0xFFFF_FFFF */
    public static Address of(long unsigned) {
        if (unsigned < 0 || unsigned >= SPACE) {
            throw new IllegalArgumentException("no 32-bit address: 0x%X".formatted(unsigned));
        }
        return new Address((int) unsigned);
    }

    public long unsigned() {
        return Integer.toUnsignedLong(raw);
    }

    /** @throws IllegalArgumentException when the sum leaves the 32-bit space */
    public Address plus(long bytes) {
        return of(unsigned() + bytes);
    }

    /** Distance in bytes from {@code other} to here; negative when this address is the lower one. */
    public long minus(Address other) {
        return unsigned() - other.unsigned();
    }

    public boolean isAlignedTo(int bytes) {
        return unsigned() % bytes == 0;
    }

    /** The four bytes as AN3155 sends them, most significant first. */
    public Bytes bigEndian() {
        return Bytes.of(raw >>> 24, raw >>> 16 & 0xFF, raw >>> 8 & 0xFF, raw & 0xFF);
    }

    @Override public int compareTo(Address other) {
        return Integer.compareUnsigned(raw, other.raw);
    }

    @Override public String toString() {
        return "0x%08X".formatted(raw);
    }
}
