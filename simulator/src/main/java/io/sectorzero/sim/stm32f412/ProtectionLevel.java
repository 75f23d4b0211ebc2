package io.sectorzero.sim.stm32f412;

/** Read protection. RM0402 Rev 6 §3.6.3. */
public enum ProtectionLevel {
    ZERO, ONE, TWO;

    private static final int LEVEL_0_BYTE = 0xAA;
    private static final int LEVEL_2_BYTE = 0xCC;

    /** 0xAA opens, 0xCC closes for ever, every other value is level 1. */
    public static ProtectionLevel of(int rdpByte) {
        return switch (rdpByte) {
            case LEVEL_0_BYTE -> ZERO;
            case LEVEL_2_BYTE -> TWO;
            default -> ONE;
        };
    }
}
