package io.sectorzero.sim.stlink;

/**
 * What firmware can do from which J number on; V3 counts for itself. As the tools have it, OpenOCD, pyOCD and probe-rs [C]; where
 * they differ, the lower number.
 */
enum Ability {
    VOLTAGE(13, 0),
    TRACE(13, 0),
    LAST_STATUS_WITH_ADDRESS(15, 0),
    SWD_FREQUENCY(20, Ability.NEVER),
    JTAG_FREQUENCY(24, Ability.NEVER),
    DAP_REGISTERS(24, 0),
    HALF_WORDS(26, 0),
    FIXED_ADDRESS_WRITE(26, 0),
    SEVERAL_APS(28, 0),
    OWN_CSW(32, 2),
    MIXED_ACCESSES(32, 2),
    FIXED_ADDRESS_READ(32, 2),
    BOARD_IDENTIFIERS(36, 6),
    LONG_BYTE_BLOCKS(Ability.NEVER, 6),
    FREQUENCY_LIST(Ability.NEVER, 0);

    private static final int NEVER = Integer.MAX_VALUE;

    private final int fromV2;
    private final int fromV3;

    Ability(int fromV2, int fromV3) {
        this.fromV2 = fromV2;
        this.fromV3 = fromV3;
    }

    boolean isIn(StLinkVersion version) {
        return version.jtag() >= (version.major() >= StLinkVersion.V3 ? fromV3 : fromV2);
    }
}
