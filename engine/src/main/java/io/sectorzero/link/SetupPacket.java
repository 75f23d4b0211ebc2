package io.sectorzero.link;

/** The eight bytes that open a USB control transfer. USB 2.0 §9.3. */
public record SetupPacket(int requestType, int request, int value, int index, int length) {

    /** Whether the data stage, if any, comes from the device. */
    public boolean isIn() {
        return (requestType & 0x80) != 0;
    }

    @Override public String toString() {
        return "%02X %02X value %04X index %04X length %d".formatted(requestType, request, value, index, length);
    }
}
