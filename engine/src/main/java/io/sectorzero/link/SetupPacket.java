package io.sectorzero.link;

import io.sectorzero.memory.Bytes;

/** The eight bytes that open a USB control transfer. USB Rev 2.0 §9.3. */
public record SetupPacket(int requestType, int request, int value, int index, int length) {

    /** @throws IllegalArgumentException when a field is larger than its place */
    public SetupPacket {
        require("request type", requestType, 0xFF);
        require("request", request, 0xFF);
        require("value", value, 0xFFFF);
        require("index", index, 0xFFFF);
        require("length", length, 0xFFFF);
    }

    private static void require(String field, int given, int most) {
        if (given < 0 || given > most) {
            throw new IllegalArgumentException("a setup packet's %s is 0 to %d, not %d".formatted(field, most, given));
        }
    }

    /** Whether the data stage, if any, comes from the device. */
    public boolean isIn() {
        return (requestType & 0x80) != 0;
    }

    /** As they go over the bus: two bytes each for value, index and length, least significant first. */
    public Bytes bytes() {
        return Bytes.of(requestType, request, value & 0xFF, value >> 8, index & 0xFF, index >> 8, length & 0xFF, length >> 8);
    }

    @Override public String toString() {
        return "%02X %02X value %04X index %04X length %d".formatted(requestType, request, value, index, length);
    }
}
