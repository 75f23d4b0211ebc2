package io.sectorzero.device;

import io.sectorzero.memory.AddressRange;

/** The smallest piece of flash that can be erased. */
public record Sector(int number, AddressRange range) {

    public long sizeBytes() {
        return range.length();
    }

    /** "sector 5 (0x08020000..0x0803FFFF)". */
    @Override public String toString() {
        return "sector %d (%s)".formatted(number, range);
    }
}
