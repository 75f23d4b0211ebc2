package io.sectorzero.protocol.dfu;

import java.util.Optional;

/** Where a DFU device stands. USB DFU 1.1 §6.1.2, in the order of their numbers. */
public enum DfuState {
    APP_IDLE("appIDLE"),
    APP_DETACH("appDETACH"),
    IDLE("dfuIDLE"),
    DNLOAD_SYNC("dfuDNLOAD-SYNC"),
    DNBUSY("dfuDNBUSY"),
    DNLOAD_IDLE("dfuDNLOAD-IDLE"),
    MANIFEST_SYNC("dfuMANIFEST-SYNC"),
    MANIFEST("dfuMANIFEST"),
    MANIFEST_WAIT_RESET("dfuMANIFEST-WAIT-RESET"),
    UPLOAD_IDLE("dfuUPLOAD-IDLE"),
    ERROR("dfuERROR");

    private final String title;

    DfuState(String title) {
        this.title = title;
    }

    static Optional<DfuState> of(int number) {
        return number < values().length ? Optional.of(values()[number]) : Optional.empty();
    }

    /** As the document writes it. */
    @Override public String toString() {
        return title;
    }
}
