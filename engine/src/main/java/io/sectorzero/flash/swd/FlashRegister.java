package io.sectorzero.flash.swd;

import io.sectorzero.memory.Address;

/** The flash interface and its neighbours on the bus. stm32f412zx.h [C]; RM0090 Rev 21 §3.9 [S] for the flash. */
final class FlashRegister {

    static final Address ACR = Address.of(0x4002_3C00L);
    static final Address KEYR = Address.of(0x4002_3C04L);
    static final Address OPTKEYR = Address.of(0x4002_3C08L);
    static final Address SR = Address.of(0x4002_3C0CL);
    static final Address CR = Address.of(0x4002_3C10L);
    static final Address OPTCR = Address.of(0x4002_3C14L);

    // RM0090 Rev 21 §3.6.1, §3.7.2 [S].
    static final int KEY_1 = 0x4567_0123;
    static final int KEY_2 = 0xCDEF_89AB;
    static final int OPTION_KEY_1 = 0x0819_2A3B;
    static final int OPTION_KEY_2 = 0x4C5D_6E7F;

    /** FLASH_SR. */
    static final int BSY = 1 << 16;
    static final int EOP = 1;
    static final int ALL_FLAGS = 0x1F3;
    static final int ALL_ERRORS = 0x1F2;
    static final int WRPERR = 1 << 4;
    static final int RDERR = 1 << 8;

    /** FLASH_CR. */
    static final int PG = 1;
    static final int SER = 1 << 1;
    static final int MER = 1 << 2;
    static final int SNB_SHIFT = 3;
    static final int PSIZE_SHIFT = 8;
    static final int STRT = 1 << 16;
    /** Without it EOP never rises. RM0090 Rev 21 §3.9 "FLASH_SR" [S]. */
    static final int EOPIE = 1 << 24;
    static final int LOCK = 1 << 31;

    /** FLASH_ACR. */
    static final int PRFTEN = 1 << 8;
    static final int ICEN = 1 << 9;
    static final int DCEN = 1 << 10;
    static final int ICRST = 1 << 11;
    static final int DCRST = 1 << 12;

    /** FLASH_OPTCR. */
    static final int OPTLOCK = 1;
    static final int OPTSTRT = 1 << 1;

    private FlashRegister() {
    }
}
