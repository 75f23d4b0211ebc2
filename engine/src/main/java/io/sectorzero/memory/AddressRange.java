package io.sectorzero.memory;

import java.util.Optional;

/** A run of addresses, at least one byte long and inside the 32-bit space. */
public record AddressRange(Address start, long length) {

    public AddressRange {
        if (length < 1 || start.unsigned() + length > 1L << 32) {
            throw new IllegalArgumentException("no range of addresses: %s, %d bytes".formatted(start, length));
        }
    }

    public static AddressRange of(long start, long length) {
        return new AddressRange(Address.of(start), length);
    }

    public Address last() {
        return start.plus(length - 1);
    }

    /** One past the last address, as a number because it may be 0x1_0000_0000. */
    public long end() {
        return start.unsigned() + length;
    }

    public boolean contains(Address address) {
        return address.unsigned() >= start.unsigned() && address.unsigned() < end();
    }

    public boolean contains(AddressRange other) {
        return other.start.unsigned() >= start.unsigned() && other.end() <= end();
    }

    public boolean overlaps(AddressRange other) {
        return other.start.unsigned() < end() && start.unsigned() < other.end();
    }

    public Optional<AddressRange> intersection(AddressRange other) {
        long from = Math.max(start.unsigned(), other.start.unsigned());
        long to = Math.min(end(), other.end());
        return from < to ? Optional.of(of(from, to - from)) : Optional.empty();
    }

    @Override public String toString() {
        return start + ".." + last();
    }
}
