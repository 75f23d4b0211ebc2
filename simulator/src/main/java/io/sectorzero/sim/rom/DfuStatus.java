package io.sectorzero.sim.rom;

/** The statuses this loader reports, of those in USB DFU Rev 1.1 §6.1.2. */
enum DfuStatus {
    OK(0x00),
    /** An address that is not for this. AN3156 Rev 18 [P]. */
    TARGET(0x01),
    /** Read-out protection is active. AN3156 Rev 18 [P]. */
    VENDOR(0x0B),
    /** A request that was not expected. */
    STALLED_PACKET(0x0F);

    private final int code;

    DfuStatus(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
