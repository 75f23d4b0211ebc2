package io.sectorzero.sim.serve;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.usb.UsbDescription;
import java.nio.charset.StandardCharsets;

/** What a probe's server answers. As OpenOCD stlink_usb.c has it [C]. */
final class StLinkAnswer {

    static final int OK = 0x0001;
    static final int TIMEOUT = 0x1001;
    static final int BAD_PARAMETER = 0x1002;
    static final int OPEN_ERROR = 0x1003;
    static final int TRUNCATED = 0x1052;
    static final int CLOSED = 0x2003;
    static final int BUSY = 0x2004;

    private static final int SERIAL_BYTES = 32;
    private static final int ABOUT_BYTES = 41;
    // From this version on a client may send memory in whole blocks and use lists of accesses.
    private static final int API = 3;
    private static final int MAJOR = 2;
    private static final int MINOR = 1;
    private static final int BUILD = 1;

    private StLinkAnswer() {
    }

    static Bytes version() {
        return word(API).then(word(MAJOR)).then(word(MINOR)).then(word(BUILD));
    }

    static Bytes about(int id, UsbDescription probe, boolean used) {
        return word(OK).then(word(id)).then(padded(Bytes.copyOf(serial(probe).getBytes(StandardCharsets.US_ASCII)), SERIAL_BYTES))
                .then(half(probe.vendor())).then(half(probe.product())).then(Bytes.of(used ? 1 : 0));
    }

    static Bytes nothingAbout() {
        return failed(BAD_PARAMETER, ABOUT_BYTES);
    }

    /** An answer has its full length even when there is nothing to tell. */
    static Bytes failed(int status, int dataLength) {
        return padded(word(status), Integer.BYTES + dataLength);
    }

    static Bytes padded(Bytes bytes, int length) {
        return bytes.length() >= length ? bytes.slice(0, length) : bytes.then(Bytes.repeat(0, length - bytes.length()));
    }

    static Bytes word(int value) {
        return half(value & 0xFFFF).then(half(value >>> 16));
    }

    // Twelve raw characters, as old firmware has them, are told as twenty-four digits.
    private static String serial(UsbDescription probe) {
        String serial = probe.serial();
        if (serial.length() != 12) {
            return serial;
        }
        var digits = new StringBuilder();
        serial.chars().forEach(value -> digits.append("%02X".formatted(value & 0xFF)));
        return digits.toString();
    }

    private static Bytes half(int value) {
        return Bytes.of(value & 0xFF, value >> 8);
    }
}
