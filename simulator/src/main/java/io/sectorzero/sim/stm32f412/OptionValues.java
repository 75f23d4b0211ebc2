package io.sectorzero.sim.stm32f412;

/**
 * The option bytes as values. In the option sector they are two half-words, in FLASH_OPTCR one word; unused bits of the
 * sector are 1, reserved bits of the register 0. RM0090 Rev 21 §3.7.1 and §3.9 [S].
 *
 * @param rdp                 0xAA level 0, 0xCC level 2, anything else level 1
 * @param nwrp                twelve bits, one per sector; what they mean depends on {@code sprmod}
 * @param sprmod              false: nwrp bit 0 protects a sector from writes; true: nwrp bit 1 makes it a PCROP sector
 * @param borLevel            as in BOR_LEV: 3 off, 2 level 1, 1 level 2, 0 level 3
 * @param softwareWatchdog    WDG_SW; false starts the independent watchdog at every reset
 * @param noResetOnStop       nRST_STOP
 * @param noResetOnStandby    nRST_STDBY
 */
public record OptionValues(int rdp, int nwrp, boolean sprmod, int borLevel, boolean softwareWatchdog,
                           boolean noResetOnStop, boolean noResetOnStandby) {

    public static final int BOR_OFF = 3;
    public static final int ALL_SECTORS = 0xFFF;

    public static final OptionValues FACTORY = new OptionValues(0xAA, ALL_SECTORS, false, BOR_OFF, true, true, true);

    private static final int UNUSED_USER_BITS = 0x0013;
    private static final int UNUSED_PROTECTION_BITS = 0x7000;

    /** From the half-words at 0x1FFF_C000 and 0x1FFF_C008. */
    static OptionValues ofSector(int user, int protection) {
        return new OptionValues(user >>> 8 & 0xFF, protection & ALL_SECTORS, (protection & 0x8000) != 0,
                user >>> 2 & 3, (user & 0x20) != 0, (user & 0x40) != 0, (user & 0x80) != 0);
    }

    public static OptionValues ofRegister(int optcr) {
        return new OptionValues(optcr >>> 8 & 0xFF, optcr >>> 16 & ALL_SECTORS, optcr < 0,
                optcr >>> 2 & 3, (optcr & 0x20) != 0, (optcr & 0x40) != 0, (optcr & 0x80) != 0);
    }

    /** The half-word at 0x1FFF_C000. */
    public int userHalfWord() {
        return rdp << 8 | flags() | UNUSED_USER_BITS;
    }

    /** The half-word at 0x1FFF_C008. */
    public int protectionHalfWord() {
        return (sprmod ? 0x8000 : 0) | UNUSED_PROTECTION_BITS | nwrp;
    }

    /** As FLASH_OPTCR shows them, without OPTLOCK and OPTSTRT. */
    public int registerBits() {
        return (sprmod ? 0x8000_0000 : 0) | nwrp << 16 | rdp << 8 | flags();
    }

    private int flags() {
        return borLevel << 2 | (softwareWatchdog ? 0x20 : 0) | (noResetOnStop ? 0x40 : 0)
                | (noResetOnStandby ? 0x80 : 0);
    }

    public ProtectionLevel level() {
        return ProtectionLevel.of(rdp);
    }

    public OptionValues withRdp(int value) {
        return new OptionValues(value, nwrp, sprmod, borLevel, softwareWatchdog, noResetOnStop, noResetOnStandby);
    }

    public OptionValues withNwrp(int bits) {
        return new OptionValues(rdp, bits, sprmod, borLevel, softwareWatchdog, noResetOnStop, noResetOnStandby);
    }

    public OptionValues withSprmod(boolean on) {
        return new OptionValues(rdp, nwrp, on, borLevel, softwareWatchdog, noResetOnStop, noResetOnStandby);
    }

    public OptionValues withBorLevel(int level) {
        return new OptionValues(rdp, nwrp, sprmod, level, softwareWatchdog, noResetOnStop, noResetOnStandby);
    }

    public OptionValues withSoftwareWatchdog(boolean on) {
        return new OptionValues(rdp, nwrp, sprmod, borLevel, on, noResetOnStop, noResetOnStandby);
    }
}
