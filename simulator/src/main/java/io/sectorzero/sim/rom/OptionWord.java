package io.sectorzero.sim.rom;

/** FLASH_OPTCR as the loader composes it for its protection commands. Layout: RM0090 Rev 21 §3.9 [S]. */
final class OptionWord {

    static final int LEVEL_0 = 0xAA;
    static final int LEVEL_2 = 0xCC;

    // Which of the 254 values that mean level 1 the loader writes is not documented; 0x55 is what ST's drivers use [C].
    private static final int LEVEL_1 = 0x55;
    private static final int FACTORY = 0x0FFF_AAEC;
    private static final int RDP_AT = 8;
    private static final int RDP = 0xFF << RDP_AT;
    private static final int USER = 0xEC;
    private static final int NWRP_AT = 16;
    private static final int NWRP = 0xFFF << NWRP_AT;
    private static final int SPRMOD = 1 << 31;
    private static final int SECTORS = 12;

    private OptionWord() {
    }

    static boolean isReadProtected(int optcr) {
        int rdp = (optcr & RDP) >>> RDP_AT;
        return rdp != LEVEL_0;
    }

    /** The bit of one sector; none for a number that nobody checks and no sector has. AN3155 Rev 20 "Write Protect" [P]. */
    static int maskOf(int sector) {
        return sector < SECTORS ? 1 << sector : 0;
    }

    /** Exactly these sectors are write-protected: those protected before no longer are. AN3155 Rev 20 "Write Protect" [P]. */
    static int protecting(int optcr, int sectorMask) {
        return optcr & ~NWRP | ~sectorMask << NWRP_AT & NWRP;
    }

    static int unprotected(int optcr) {
        return optcr | NWRP;
    }

    static int readProtected(int optcr) {
        return optcr & ~RDP | LEVEL_1 << RDP_AT;
    }

    static int readUnprotected(int optcr, boolean restoreDefaults) {
        return restoreDefaults ? FACTORY : optcr & ~RDP | LEVEL_0 << RDP_AT;
    }

    /**
     * The word that holds what a host wrote to the option area: user bits and RDP from its first half-word, nWRP and
     * SPRMOD from the one at offset 8. What the host did not send stays as it is.
     */
    static int from(int optcr, byte[] image, int from, int count) {
        int word = optcr & ~(RDP | USER) | LoaderMemory.word(image, from) & (RDP | USER);
        if (count < 12) {
            return word;
        }
        int upper = LoaderMemory.word(image, from + 8);
        return word & ~(NWRP | SPRMOD) | upper << NWRP_AT & (NWRP | SPRMOD);
    }
}
