package io.sectorzero.sim.stlink;

/** What the probe says of a command in the first byte of its answer. Numbers as the tools have them, pyOCD and probe-rs [C]. */
enum Status {
    OK(0x80),
    FAULT(0x81),
    UNKNOWN_ERROR(0x01),
    COMMAND_ERROR(0x08),
    NO_IDENTITY(0x09),
    ALIGNMENT(0x0A),
    OPEN_IN_ANOTHER_MODE(0x0E),
    AP_WAIT(0x10),
    AP_FAULT(0x11),
    AP_ERROR(0x12),
    AP_PARITY(0x13),
    DP_WAIT(0x14),
    DP_FAULT(0x15),
    DP_ERROR(0x16),
    DP_PARITY(0x17),
    AP_WRITE_DATA(0x18),
    AP_OVERRUN(0x1A),
    BAD_AP(0x1D),
    NO_SUCH_FREQUENCY(0x41),
    UNKNOWN_COMMAND(0x42);

    private final int code;

    Status(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
