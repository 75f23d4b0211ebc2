package io.sectorzero.sim.rom;

/** The requests of the class, by their numbers. USB DFU Rev 1.1 §3. */
enum DfuRequest {
    DETACH(false), DNLOAD(false), UPLOAD(true), GETSTATUS(true), CLRSTATUS(false), GETSTATE(true), ABORT(false);

    private static final int TO_INTERFACE = 0x21;
    private static final int FROM_INTERFACE = 0xA1;

    private static final DfuRequest[] ALL = values();

    private final int requestType;

    DfuRequest(boolean in) {
        requestType = in ? FROM_INTERFACE : TO_INTERFACE;
    }

    /** Null when a setup packet is none of these. */
    static DfuRequest of(int requestType, int request) {
        return request < ALL.length && ALL[request].requestType == requestType ? ALL[request] : null;
    }
}
