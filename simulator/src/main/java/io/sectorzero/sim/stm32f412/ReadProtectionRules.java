package io.sectorzero.sim.stm32f412;

/** Which access is legal at which level. RM0402 Rev 6 §3.6.3 Table 11, row by row. */
enum ReadProtectionRules {

    MAIN_FLASH_1(Area.MAIN_FLASH, ProtectionLevel.ONE, Rights.NONE, Rights.READ_AND_WRITE),
    MAIN_FLASH_2(Area.MAIN_FLASH, ProtectionLevel.TWO, Rights.NONE, Rights.READ_AND_WRITE),
    OPTION_BYTES_1(Area.OPTION_BYTES, ProtectionLevel.ONE, Rights.READ_AND_WRITE, Rights.READ_AND_WRITE),
    OPTION_BYTES_2(Area.OPTION_BYTES, ProtectionLevel.TWO, Rights.NONE, Rights.NONE),
    OTP_1(Area.OTP, ProtectionLevel.ONE, Rights.NONE, Rights.READ_AND_WRITE),
    OTP_2(Area.OTP, ProtectionLevel.TWO, Rights.NONE, Rights.READ_AND_WRITE);

    enum Area { MAIN_FLASH, OPTION_BYTES, OTP }

    /** Write stands for write and erase: in the table they never differ. */
    enum Rights { NONE, READ_AND_WRITE }

    private final Area area;
    private final ProtectionLevel level;
    private final Rights withIntrusion;
    private final Rights bootedFromFlash;

    ReadProtectionRules(Area area, ProtectionLevel level, Rights withIntrusion, Rights bootedFromFlash) {
        this.area = area;
        this.level = level;
        this.withIntrusion = withIntrusion;
        this.bootedFromFlash = bootedFromFlash;
    }

    /** @param intrusion a debugger is attached, or the core booted from SRAM or system memory */
    static boolean allows(Area area, ProtectionLevel level, boolean intrusion) {
        for (ReadProtectionRules row : values()) {
            if (row.area == area && row.level == level) {
                return (intrusion ? row.withIntrusion : row.bootedFromFlash) == Rights.READ_AND_WRITE;
            }
        }
        return true;
    }
}
