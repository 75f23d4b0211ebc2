package io.sectorzero.protocol.dfu;

import java.util.Optional;

/** What became of the last request. USB DFU 1.1 §6.1.2, in the order of their numbers; what ST means by it, AN3156 Rev 18 [P]. */
public enum DfuStatus {
    OK("OK", "no error"),
    TARGET("errTARGET", "not this address"),
    FILE("errFILE", "not this file"),
    WRITE("errWRITE", "memory cannot be written"),
    ERASE("errERASE", "memory cannot be erased"),
    CHECK_ERASED("errCHECK_ERASED", "memory is not blank after its erase"),
    PROG("errPROG", "memory did not take what was written"),
    VERIFY("errVERIFY", "memory does not hold what was written"),
    ADDRESS("errADDRESS", "address out of range"),
    NOT_DONE("errNOTDONE", "not all data was sent"),
    FIRMWARE("errFIRMWARE", "the firmware is damaged"),
    /** On an STM32: read protection stands in the way. */
    VENDOR("errVENDOR", "read protection is active"),
    USB_RESET("errUSBR", "an unexpected USB reset"),
    POWER_ON("errPOR", "an unexpected power-on reset"),
    UNKNOWN("errUNKNOWN", "something went wrong"),
    STALLED_PACKET("errSTALLEDPKT", "a request the device does not serve now");

    private final String title;
    private final String meaning;

    DfuStatus(String title, String meaning) {
        this.title = title;
        this.meaning = meaning;
    }

    static Optional<DfuStatus> of(int number) {
        return number < values().length ? Optional.of(values()[number]) : Optional.empty();
    }

    /** The rest of a sentence that starts with the name. */
    public String meaning() {
        return meaning;
    }

    /** Whether it says that the device did nothing; otherwise what it worked on is in doubt. */
    boolean refusesUndone() {
        return this == TARGET || this == VENDOR || this == ADDRESS || this == STALLED_PACKET;
    }

    /** As the document writes it. */
    @Override public String toString() {
        return title;
    }
}
