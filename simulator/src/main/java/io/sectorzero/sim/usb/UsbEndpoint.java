package io.sectorzero.sim.usb;

import io.sectorzero.memory.Bytes;

/**
 * An endpoint other than 0. USB Rev 2.0 §9.6.6.
 *
 * @param address  its number, with 0x80 when it leads from the device
 * @param interval how often an interrupt endpoint is asked, as the descriptor encodes it; 0 for bulk
 */
public record UsbEndpoint(int address, Kind kind, int packetBytes, int interval) {

    /** With the code the descriptor has for it. */
    public enum Kind {
        BULK(2), INTERRUPT(3);

        private final int code;

        Kind(int code) {
            this.code = code;
        }
    }

    static final int IN = 0x80;

    private static final int DESCRIPTOR_BYTES = 7;
    private static final int DESCRIPTOR_TYPE = 5;

    public static UsbEndpoint bulk(int address, int packetBytes) {
        return new UsbEndpoint(address, Kind.BULK, packetBytes, 0);
    }

    public static UsbEndpoint interrupt(int address, int packetBytes, int interval) {
        return new UsbEndpoint(address, Kind.INTERRUPT, packetBytes, interval);
    }

    public boolean isIn() {
        return (address & IN) != 0;
    }

    Bytes descriptor() {
        return Bytes.of(DESCRIPTOR_BYTES, DESCRIPTOR_TYPE, address, kind.code, packetBytes & 0xFF, packetBytes >> 8, interval);
    }
}
