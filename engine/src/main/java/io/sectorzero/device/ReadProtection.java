package io.sectorzero.device;

/** Read-out protection. RM0402 Rev 6 §3.6.3. */
public enum ReadProtection {
    /** Everything is allowed. */
    LEVEL_0,
    /** Nothing but the application itself sees the flash; going back to level 0 erases it. */
    LEVEL_1,
    /** As level 1, without debug port and bootloader, for ever. */
    LEVEL_2;

    private static final int BYTE_0 = 0xAA;
    private static final int BYTE_2 = 0xCC;
    private static final int ANY_OTHER = 0x55;

    static ReadProtection of(int value) {
        return value == BYTE_0 ? LEVEL_0 : value == BYTE_2 ? LEVEL_2 : LEVEL_1;
    }

    /** The byte that is written for this level; level 1 reads back from every value but the other two. */
    int value() {
        return this == LEVEL_0 ? BYTE_0 : this == LEVEL_2 ? BYTE_2 : ANY_OTHER;
    }

    @Override public String toString() {
        return "level " + ordinal();
    }
}
