package io.sectorzero.protocol.adi;

import io.sectorzero.memory.Address;

/** The core's debug registers and their bits. DDI 0403 Rev E §C1.6 "Debug system registers", §B3.2 "System control". */
public final class CoreDebug {

    /** The table of the debug units, which ends with the ids of the chip's maker. DDI 0403 Rev E §C1.2. */
    public static final Address ROM_TABLE = new Address(0xE00F_F000);
    public static final Address CPUID = new Address(0xE000_ED00);
    public static final Address AIRCR = new Address(0xE000_ED0C);
    public static final Address DFSR = new Address(0xE000_ED30);
    public static final Address CFSR = new Address(0xE000_ED28);
    public static final Address HFSR = new Address(0xE000_ED2C);
    public static final Address MPU_CTRL = new Address(0xE000_ED94);
    public static final Address DHCSR = new Address(0xE000_EDF0);
    public static final Address DCRSR = new Address(0xE000_EDF4);
    public static final Address DCRDR = new Address(0xE000_EDF8);
    public static final Address DEMCR = new Address(0xE000_EDFC);

    /** Written with this in its upper half, or not at all. */
    public static final int DBGKEY = 0xA05F_0000;
    public static final int C_DEBUGEN = 1;
    public static final int C_HALT = 1 << 1;
    public static final int C_STEP = 1 << 2;
    public static final int C_MASKINTS = 1 << 3;
    public static final int S_REGRDY = 1 << 16;
    public static final int S_HALT = 1 << 17;
    public static final int S_SLEEP = 1 << 18;
    public static final int S_LOCKUP = 1 << 19;
    /** An instruction was completed since this was read last. */
    public static final int S_RETIRE_ST = 1 << 24;
    /** The core was reset since this was read last. */
    public static final int S_RESET_ST = 1 << 25;

    /** DCRSR: the register is written, not read. */
    static final int REGWNR = 1 << 16;

    /** DEMCR: halt when reset is let go. */
    public static final int VC_CORERESET = 1;
    /** DEMCR: a hard fault halts instead of being taken. */
    public static final int VC_HARDERR = 1 << 10;

    /** AIRCR with its key. */
    static final int SYSRESETREQ = 0x05FA_0004;

    private CoreDebug() {
    }
}
