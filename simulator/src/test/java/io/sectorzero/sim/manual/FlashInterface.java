package io.sectorzero.sim.manual;

/** The flash interface in numbers: addresses, bits and keys. RM0090 Rev 21 §3.9 [S]; bits as in stm32f412zx.h [C]. */
public final class FlashInterface {

    public static final int FLASH = 0x0800_0000;

    public static final int ACR = 0x4002_3C00;
    public static final int KEYR = 0x4002_3C04;
    public static final int OPTKEYR = 0x4002_3C08;
    public static final int SR = 0x4002_3C0C;
    public static final int CR = 0x4002_3C10;
    public static final int OPTCR = 0x4002_3C14;

    public static final int KEY1 = 0x4567_0123;
    public static final int KEY2 = 0xCDEF_89AB;
    public static final int OPTKEY1 = 0x0819_2A3B;
    public static final int OPTKEY2 = 0x4C5D_6E7F;

    public static final int EOP = 1;
    public static final int OPERR = 1 << 1;
    public static final int WRPERR = 1 << 4;
    public static final int PGAERR = 1 << 5;
    public static final int PGPERR = 1 << 6;
    public static final int PGSERR = 1 << 7;
    public static final int RDERR = 1 << 8;
    public static final int BSY = 1 << 16;

    public static final int PG = 1;
    public static final int SER = 1 << 1;
    public static final int MER = 1 << 2;
    public static final int X8 = 0;
    public static final int X32 = 2 << 8;
    public static final int X64 = 3 << 8;
    public static final int STRT = 1 << 16;
    public static final int EOPIE = 1 << 24;
    public static final int ERRIE = 1 << 25;
    public static final int LOCK = 1 << 31;

    private FlashInterface() {
    }
}
