package io.sectorzero.sim.rom;

/**
 * The commands this loader serves. Protocol 3.1 has Extended Erase instead of Erase, and no Special and no checksum
 * command. AN3155 Rev 20 Table 2 [P]; protocol version AN2606 Rev 70 "STM32F412xx devices".
 */
enum LoaderCommand {
    GET(0x00, true), GET_VERSION(0x01, true), GET_ID(0x02, true),
    READ(0x11, false), GO(0x21, false), WRITE(0x31, false), EXTENDED_ERASE(0x44, false),
    WRITE_PROTECT(0x63, false), WRITE_UNPROTECT(0x73, false),
    READOUT_PROTECT(0x82, false), READOUT_UNPROTECT(0x92, true);

    static final int PROTOCOL_VERSION = 0x31;

    private static final LoaderCommand[] BY_CODE = new LoaderCommand[0x100];

    static {
        for (LoaderCommand command : values()) {
            BY_CODE[command.code] = command;
        }
    }

    private final int code;
    private final boolean servedWhenProtected;

    LoaderCommand(int code, boolean servedWhenProtected) {
        this.code = code;
        this.servedWhenProtected = servedWhenProtected;
    }

    int code() {
        return code;
    }

    /** Whether it is served at read-out protection level 1; the others are refused right after the command pair. */
    boolean isServedWhenProtected() {
        return servedWhenProtected;
    }

    /** Null for a code that this loader does not know. */
    static LoaderCommand of(int code) {
        return BY_CODE[code];
    }
}
