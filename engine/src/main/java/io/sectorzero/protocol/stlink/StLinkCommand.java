package io.sectorzero.protocol.stlink;

import io.sectorzero.link.Width;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;

/**
 * One command of the probe: sixteen bytes out, then data out or a reply of known length in, never both. There is no sequence
 * number, no length and no checksum, so a reply of any other length is none. OpenOCD 0.12 stlink_usb.c [O].
 *
 * <pre>
 *   F1                        6    version                    F2 35 addr value        2    write one word anywhere
 *   FB                       12    version, V3                F2 36 addr              8    read one word: status, value @4
 *   F5                        2    mode                       F2 3A …, 33, 34              core registers; not used here
 *   F7                        8    a0, a1: V = 2.4 a1 / a0    F2 3C level             2    NRST
 *   F3 07 · F4 01 · F2 21     –    leave DFU · SWIM · debug   F2 3E                  12    how the last block went
 *   F2 30 A3                  2    enter SWD                  F2 3B                   2    the same before J15
 *   F2 31                    12    id codes: DPIDR @4         F2 43 divisor           2    clock, V2
 *   F2 45 port reg            8    read DAP: value @4         F2 61 00 00 kHz         8    clock, V3: kHz @4
 *   F2 46 port reg value      2    write DAP                  F2 62                  52    clocks, V3: count @8, kHz @12…
 *   F2 4B ap                  2    open access port           F2 07|0C|47 addr len  len    read 32|8|16; no status
 *   F2 4C ap                  2    close it                   F2 08|0D|48 addr len    –    write 32|8|16, data follows
 * </pre>
 *
 * @param title      what a person calls it
 * @param head       the bytes that matter; zeros follow
 * @param replyBytes how many bytes come back
 * @param data       what goes out after the command
 */
record StLinkCommand(String title, Bytes head, int replyBytes, Bytes data) {

    static final int BYTES = 16;

    private static final int DEBUG = 0xF2;

    /** Data goes out or comes in. */
    StLinkCommand {
        if (replyBytes > 0 && !data.isEmpty()) {
            throw new IllegalArgumentException("%s has data both ways".formatted(title));
        }
    }

    private static StLinkCommand of(String title, int replyBytes, int... head) {
        return new StLinkCommand(title, Bytes.of(head), replyBytes, Bytes.NONE);
    }

    static StLinkCommand version() {
        return of("GET_VERSION", 6, 0xF1);
    }

    /** ST's own code sends the second byte. stlink_fw_api_common.h [C]. */
    static StLinkCommand longVersion() {
        return of("GET_VERSION_EX", 12, 0xFB, 0x80);
    }

    static StLinkCommand mode() {
        return of("GET_CURRENT_MODE", 2, 0xF5);
    }

    static StLinkCommand voltage() {
        return of("GET_TARGET_VOLTAGE", 8, 0xF7);
    }

    static StLinkCommand leaveDfu() {
        return of("DFU_EXIT", 0, 0xF3, 0x07);
    }

    static StLinkCommand leaveSwim() {
        return of("SWIM_EXIT", 0, 0xF4, 0x01);
    }

    static StLinkCommand leaveDebug() {
        return of("DEBUG_EXIT", 0, DEBUG, 0x21);
    }

    static StLinkCommand enterSwd() {
        return of("ENTER_SWD", 2, DEBUG, 0x30, 0xA3);
    }

    static StLinkCommand idCodes() {
        return of("READ_IDCODES", 12, DEBUG, 0x31);
    }

    static StLinkCommand driveReset(boolean low) {
        return of("DRIVE_NRST", 2, DEBUG, 0x3C, low ? 0 : 1);
    }

    static StLinkCommand openPort(int port) {
        return of("INIT_AP", 2, DEBUG, 0x4B, port);
    }

    static StLinkCommand closePort(int port) {
        return of("CLOSE_AP", 2, DEBUG, 0x4C, port);
    }

    static StLinkCommand readDap(int port, int register) {
        return new StLinkCommand("READ_DAP_REG", Bytes.of(DEBUG, 0x45).then(half(port)).then(half(register)), 8, Bytes.NONE);
    }

    static StLinkCommand writeDap(int port, int register, int value) {
        return new StLinkCommand("WRITE_DAP_REG", Bytes.of(DEBUG, 0x46).then(half(port)).then(half(register)).then(word(value)), 2, Bytes.NONE);
    }

    static StLinkCommand readWord(Address from) {
        return new StLinkCommand("READDEBUGREG", Bytes.of(DEBUG, 0x36).then(word(from.raw())), 8, Bytes.NONE);
    }

    static StLinkCommand writeWord(Address to, int value) {
        return new StLinkCommand("WRITEDEBUGREG", Bytes.of(DEBUG, 0x35).then(word(to.raw())).then(word(value)), 2, Bytes.NONE);
    }

    /** Of one single byte two come back. OpenOCD 0.12 stlink_usb.c [O]. */
    static StLinkCommand readBlock(Address from, int length, Width width) {
        int code = switch (width) {
            case BYTE -> 0x0C;
            case HALF_WORD -> 0x47;
            case WORD -> 0x07;
        };
        return new StLinkCommand("READMEM", block(code, from, length), Math.max(2, length), Bytes.NONE);
    }

    static StLinkCommand writeBlock(Address to, Bytes data, Width width) {
        int code = switch (width) {
            case BYTE -> 0x0D;
            case HALF_WORD -> 0x48;
            case WORD -> 0x08;
        };
        return new StLinkCommand("WRITEMEM", block(code, to, data.length()), 0, data);
    }

    static StLinkCommand lastStatus(boolean withAddress) {
        return withAddress ? of("GETLASTRWSTATUS2", 12, DEBUG, 0x3E) : of("GETLASTRWSTATUS", 2, DEBUG, 0x3B);
    }

    static StLinkCommand divisor(int divisor) {
        return new StLinkCommand("SWD_SET_FREQ", Bytes.of(DEBUG, 0x43).then(half(divisor)), 2, Bytes.NONE);
    }

    static StLinkCommand clocks() {
        return of("GET_COM_FREQ", 52, DEBUG, 0x62, 0);
    }

    static StLinkCommand clock(int kilohertz) {
        return new StLinkCommand("SET_COM_FREQ", Bytes.of(DEBUG, 0x61, 0, 0).then(word(kilohertz)), 8, Bytes.NONE);
    }

    /** All sixteen bytes. */
    Bytes bytes() {
        return head.then(Bytes.repeat(0, BYTES - head.length()));
    }

    private static Bytes block(int code, Address at, int length) {
        return Bytes.of(DEBUG, code).then(word(at.raw())).then(half(length));
    }

    private static Bytes half(int value) {
        return Bytes.of(value & 0xFF, value >>> 8 & 0xFF);
    }

    private static Bytes word(int value) {
        return half(value).then(half(value >>> 16));
    }
}
