package io.sectorzero.protocol.stlink;

import io.sectorzero.link.DapFailure.Kind;
import java.util.Arrays;
import java.util.Optional;

/**
 * The first byte of most answers: what became of a command. pyOCD 0.36 constants.py [O], probe-rs 67993c4 constants.rs [O].
 * Which code real firmware chooses for which error of the bus is UNCONFIRMED; all that may mean the same are treated alike.
 */
public enum StLinkStatus {
    OK(0x80, "done", Kind.PROBE),
    FAULT(0x81, "a fault", Kind.FAULT),
    UNKNOWN_ERROR(0x01, "unknown error", Kind.FAULT),
    SPI_ERROR(0x02, "SPI error inside the probe", Kind.PROBE),
    DMA_ERROR(0x03, "DMA error inside the probe", Kind.PROBE),
    UNKNOWN_CHAIN(0x04, "unknown JTAG chain", Kind.SILENT),
    NO_DEVICE(0x05, "no device connected", Kind.SILENT),
    INTERNAL_ERROR(0x06, "internal error of the probe", Kind.PROBE),
    COMMAND_WAIT(0x07, "command waits", Kind.WAIT),
    COMMAND_ERROR(0x08, "command error", Kind.PROBE),
    ID_ERROR(0x09, "no id code could be read", Kind.SILENT),
    ALIGNMENT(0x0A, "address or length not aligned", Kind.PROBE),
    DEBUG_POWER(0x0B, "the debug power does not come on", Kind.SILENT),
    WRITE_ERROR(0x0C, "write error", Kind.FAULT),
    WRITE_VERIFY(0x0D, "written, and reads back otherwise", Kind.PROBE),
    OTHER_MODE(0x0E, "open in another mode already", Kind.PROBE),
    AP_WAIT(0x10, "AP WAIT", Kind.WAIT),
    AP_FAULT(0x11, "AP FAULT", Kind.FAULT),
    AP_ERROR(0x12, "AP error", Kind.DAMAGED),
    AP_PARITY(0x13, "AP parity", Kind.DAMAGED),
    DP_WAIT(0x14, "DP WAIT", Kind.WAIT),
    DP_FAULT(0x15, "DP FAULT", Kind.FAULT),
    DP_ERROR(0x16, "DP error", Kind.DAMAGED),
    DP_PARITY(0x17, "DP parity", Kind.DAMAGED),
    AP_WRITE_DATA(0x18, "AP write data error", Kind.DAMAGED),
    AP_STICKY_ERROR(0x19, "AP sticky error", Kind.FAULT),
    AP_STICKY_OVERRUN(0x1A, "AP sticky overrun", Kind.WAIT),
    BAD_PORT(0x1D, "no such access port", Kind.PROBE),
    NO_TRACE(0x20, "trace not available", Kind.PROBE),
    CLOCK_CHANGED(0x40, "configuration changed", Kind.PROBE),
    NO_SUCH_CLOCK(0x41, "clock not supported", Kind.PROBE),
    UNKNOWN_COMMAND(0x42, "unknown command", Kind.PROBE);

    private final int code;
    private final String meaning;
    private final Kind kind;

    StLinkStatus(int code, String meaning, Kind kind) {
        this.code = code;
        this.meaning = meaning;
        this.kind = kind;
    }

    /** Empty for a code nobody has published. */
    static Optional<StLinkStatus> of(int code) {
        return Arrays.stream(values()).filter(status -> status.code == code).findFirst();
    }

    int code() {
        return code;
    }

    /** What kind of failure it is, where it is one. */
    Kind kind() {
        return kind;
    }

    /** OpenOCD takes a write that reads back otherwise for done, because registers may do that. OpenOCD 0.12 stlink_usb.c [O]. */
    boolean isDone() {
        return this == OK || this == WRITE_VERIFY || this == CLOCK_CHANGED;
    }

    /** "11 AP FAULT". */
    @Override public String toString() {
        return "%02X %s".formatted(code, meaning);
    }
}
