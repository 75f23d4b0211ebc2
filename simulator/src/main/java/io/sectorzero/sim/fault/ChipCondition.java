package io.sectorzero.sim.fault;

import java.util.List;

/**
 * Which chip is soldered in.
 *
 * @param flashKb    512 or 1024
 * @param devId      what DBGMCU_IDCODE and Get ID say; 0x441 is the STM32F412
 * @param revId      0x1001 is revision Z, 0x2000 B, 0x3000 C or 1. RM0402 Rev 6 §30.6.1
 * @param blVersion  the loader's id byte: 0x90 or 0x91. AN2606 Rev 70 "STM32F412xx devices"
 * @param infoBlockReadable whether size word and unique id can be read; otherwise they come back as ones
 * @param jep106     who made it, as the debug ROM table says: bank in bits 11 to 8, code in bits 6 to 0; 0x020 is ST
 * @param sectorEraseFails  whether the erratum of revision Z shows: a sector erase of 5 to 11 leaves parts behind
 */
public record ChipCondition(int flashKb, int devId, int revId, int blVersion, boolean infoBlockReadable,
                            int jep106, boolean sectorEraseFails) implements Condition {

    public static final int STM32F412 = 0x441;
    public static final int ST = 0x020;
    /** V9.0, whose USART3 is on other pins than documented. AN2606 Rev 70 "STM32F412xx devices". */
    public static final int LOADER_WITH_WRONG_USART3 = 0x90;

    public static final ChipCondition HEALTHY = new ChipCondition(1024, STM32F412, 0x3000, 0x91, true, false);

    /** A chip of ST's. */
    public ChipCondition(int flashKb, int devId, int revId, int blVersion, boolean infoBlockReadable, boolean sectorEraseFails) {
        this(flashKb, devId, revId, blVersion, infoBlockReadable, ST, sectorEraseFails);
    }

    public ChipCondition {
        Limits.require(flashKb == 512 || flashKb == 1024, "no STM32F412 has %s KB of flash", flashKb);
        Limits.require(devId >= 0 && devId <= 0xFFF, "no device id of 12 bits: %s", devId);
        Limits.require(revId >= 0 && revId <= 0xFFFF, "no revision id of 16 bits: %s", revId);
        Limits.require(jep106 >= 0 && jep106 <= 0xFFF, "no maker's code of 12 bits: %s", jep106);
        Limits.require(blVersion == 0x90 || blVersion == 0x91, "no loader of this chip has the id %s", blVersion);
    }

    @Override public List<Trouble> troubles() {
        return new TroubleList()
                .when(jep106 != ST, "S1", "the debug ROM table says that %03X made it", jep106)
                .when(devId != STM32F412, "S2", "the device id is %03X", devId)
                .when(flashKb != 1024, "C13", "the part has %d KB of flash", flashKb)
                .when(!infoBlockReadable, "S3", "size word and unique id read as ones")
                .when(sectorEraseFails, "C15", "sector erases of 5 to 11 leave parts behind")
                .list();
    }
}
