package io.sectorzero.protocol.adi;

import io.sectorzero.link.DapRegister;

/** The debug port and the memory access port by name. Arm IHI 0031 "ADIv5" chapters "The Debug Port" and "The Memory Access Port". */
public final class DebugPort {

    /** Who the debug port is; the one register that answers whatever else is wrong. */
    public static final DapRegister DPIDR = new DapRegister(DapRegister.DEBUG_PORT, 0x0);
    /** Written only, at the address of {@link #DPIDR}. */
    public static final DapRegister ABORT = new DapRegister(DapRegister.DEBUG_PORT, 0x0);
    public static final DapRegister CTRL_STAT = new DapRegister(DapRegister.DEBUG_PORT, 0x4);
    /** Who access port 0 is. */
    public static final DapRegister IDR = new DapRegister(0, 0xFC);
    /** Where the ROM table of access port 0 is. */
    public static final DapRegister BASE = new DapRegister(0, 0xF8);

    /** STKCMPCLR, STKERRCLR, WDERRCLR and ORUNERRCLR of ABORT. */
    public static final int CLEAR_ERRORS = 0x1E;
    /** CSYSPWRUPREQ and CDBGPWRUPREQ of CTRL/STAT. */
    public static final int POWER_UP = 0x5000_0000;
    /** Their acknowledgements. */
    public static final int POWERED = 0xA000_0000;

    private DebugPort() {
    }
}
