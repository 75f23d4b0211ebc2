package io.sectorzero.link;

/**
 * Who a USB device says it is.
 *
 * @param serial the serial string, empty when the device has none or it cannot be read
 */
public record UsbIdentity(int vendor, int product, int release, String serial) {

    /** "0483:DF11 serial 3377337E3539". */
    @Override public String toString() {
        return "%04X:%04X%s".formatted(vendor, product, serial.isEmpty() ? "" : " serial " + serial);
    }
}
