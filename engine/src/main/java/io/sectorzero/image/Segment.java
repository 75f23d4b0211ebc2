package io.sectorzero.image;

import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;

/** An unbroken run of content: at least one byte, and where it goes. */
public record Segment(Address start, Bytes data) {

    /** @throws IllegalArgumentException when it is empty or leaves the 32-bit space */
    public Segment {
        new AddressRange(start, data.length());
    }

    public AddressRange range() {
        return new AddressRange(start, data.length());
    }

    @Override public String toString() {
        return range() + " (" + data.length() + " bytes)";
    }
}
