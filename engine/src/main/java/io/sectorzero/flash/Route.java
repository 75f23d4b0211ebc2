package io.sectorzero.flash;

/** The way to the flash. */
public enum Route {
    /** The ROM bootloader over a serial line. AN3155. */
    UART("the bootloader answers Get and Get ID and refuses Read Memory at its command byte", "U10", "U11"),
    /** The ROM bootloader over USB. AN3156. */
    DFU("the bootloader answers Get and refuses to read memory with errVENDOR", "D5", "D9"),
    /** The debug port. */
    SWD("the debug port answers, and reading the flash is a bus fault", "C1", "C3");

    private final String readProtectionLooks;
    private final String readProtectionCause;
    private final String writeProtectionCause;

    Route(String readProtectionLooks, String readProtectionCause, String writeProtectionCause) {
        this.readProtectionLooks = readProtectionLooks;
        this.readProtectionCause = readProtectionCause;
        this.writeProtectionCause = writeProtectionCause;
    }

    /** Whether the ROM bootloader is at the other end, which acknowledges what it did not do and knows no supply of its own. */
    boolean isBootloader() {
        return this != SWD;
    }

    /** How read protection shows itself here. */
    String readProtectionLooks() {
        return readProtectionLooks;
    }

    /** What the cause catalogue calls read protection seen over this route, besides C1. */
    String readProtectionCause() {
        return readProtectionCause;
    }

    /** What the cause catalogue calls write protection seen over this route, besides C3. */
    String writeProtectionCause() {
        return writeProtectionCause;
    }
}
