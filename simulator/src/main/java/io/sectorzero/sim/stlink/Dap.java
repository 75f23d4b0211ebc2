package io.sectorzero.sim.stlink;

/** Registers of the debug port and of a memory access port, and the bits of them that the firmware needs. IHI 0031 §B2.2, §C2.6. */
final class Dap {

    static final int DPIDR = 0x0;
    static final int ABORT = 0x0;
    static final int CONTROL_STATUS = 0x4;
    static final int SELECT = 0x8;
    static final int RDBUFF = 0xC;

    static final int CSW = 0x0;
    static final int TAR = 0x4;
    static final int DRW = 0xC;

    /** Clears whatever flag stands. */
    static final int CLEAR_ALL = 0x1E;
    static final int POWER_UP = 0x5000_0000;
    static final int POWERED_UP = 0xA000_0000;
    static final int STICKY_OVERRUN = 1 << 1;
    static final int STICKY_COMPARE = 1 << 4;
    static final int STICKY_ERROR = 1 << 5;
    static final int WRITE_DATA_ERROR = 1 << 7;

    static final int ADDRESS_BITS = 0xC;
    static final int BANK_BITS = 0xF0;
    static final int DP_BANK_BITS = 0x0F;

    /** Privileged data access of the debugger, where a command says nothing of its own. */
    static final int USUAL_CSW = 0x2300_0000;
    static final int INCREMENT = 0x10;

    /** Inside this the address counts on by itself. IHI 0031 §C2.2.2. */
    static final int INCREMENTS_WITHIN = 1024;

    private Dap() {
    }
}
