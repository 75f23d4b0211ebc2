package io.sectorzero.sim.usb;

import io.sectorzero.memory.Bytes;

/** The eight bytes that open a control transfer. USB Rev 2.0 §9.3. */
public record Setup(int requestType, int request, int value, int index, int length) {

    public static final int BYTES = 8;

    private static final int IN = 0x80;
    private static final int KIND = 0x60;
    private static final int RECIPIENT = 0x1F;

    /** @throws IllegalArgumentException when there are not exactly eight */
    public static Setup of(Bytes bytes) {
        if (bytes.length() != BYTES) {
            throw new IllegalArgumentException("a setup packet has 8 bytes, not " + bytes.length());
        }
        return new Setup(bytes.at(0), bytes.at(1), bytes.u16(2), bytes.u16(4), bytes.u16(6));
    }

    public boolean isIn() {
        return (requestType & IN) != 0;
    }

    /** Whether the standard defines it, and not a class or a vendor. */
    public boolean isStandard() {
        return (requestType & KIND) == 0;
    }

    /** 0 device, 1 interface, 2 endpoint, 3 other. */
    public int recipient() {
        return requestType & RECIPIENT;
    }
}
