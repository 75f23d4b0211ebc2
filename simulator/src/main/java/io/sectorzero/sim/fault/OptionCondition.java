package io.sectorzero.sim.fault;

import java.util.List;

/**
 * The option bytes as stored when the board is first powered. Factory values: RM0090 Rev 21 §3.7 [S].
 *
 * @param rdp       read-out protection byte: AA level 0, CC level 2, anything else level 1
 * @param nwrp      bit n: sector n may be written (with {@code sprmod}: may not be read as data)
 * @param sprmod    whether {@code nwrp} means proprietary code protection
 * @param hardwareWatchdog whether the independent watchdog starts by itself
 * @param borLevel  brown-out level 1 to 3; 0 is off
 * @param stuckMask bits of FLASH_OPTCR that keep their stored value whatever is programmed
 * @param pendingUntilPor whether new option bytes act only from the next power-on, not from the next reset
 */
public record OptionCondition(int rdp, int nwrp, boolean sprmod, boolean hardwareWatchdog, int borLevel, int stuckMask,
                              boolean pendingUntilPor)
        implements Condition {

    public static final OptionCondition FACTORY = new OptionCondition(0xAA, 0xFFF, false, false, 0, 0);

    private static final int LEVEL_0 = 0xAA;
    private static final int LEVEL_2 = 0xCC;
    private static final int ALL_SECTORS = 0xFFF;

    // Rising thresholds, typical, of brown-out levels 1 to 3. DS11139 Rev 8 Table 21.
    private static final double[] RELEASED_AT_VOLTS = {0, 2.29, 2.59, 2.92};

    /** Option bytes that act from the next reset. */
    public OptionCondition(int rdp, int nwrp, boolean sprmod, boolean hardwareWatchdog, int borLevel, int stuckMask) {
        this(rdp, nwrp, sprmod, hardwareWatchdog, borLevel, stuckMask, false);
    }

    public OptionCondition {
        Limits.require(rdp >= 0 && rdp <= 0xFF, "no byte: %s", rdp);
        Limits.require(nwrp >= 0 && nwrp <= ALL_SECTORS, "no mask of 12 sectors: %s", nwrp);
        Limits.require(borLevel >= 0 && borLevel <= 3, "no brown-out level: %s", borLevel);
    }

    /** What an interrupted option write leaves: every cell of the option sector erased. RM0402 Rev 6 §3.6.3. */
    public boolean isErased() {
        return rdp == 0xFF && nwrp == ALL_SECTORS && sprmod;
    }

    /** Whether a supply is too low for the chip to leave its brown-out reset. */
    public boolean holdsInReset(double vdd) {
        return vdd < RELEASED_AT_VOLTS[borLevel];
    }

    @Override public List<Trouble> troubles() {
        boolean level1 = rdp != LEVEL_0 && rdp != LEVEL_2;
        return new TroubleList()
                .when(stuckMask != 0, "C6", "option bits %08X do not change", stuckMask)
                .when(isErased(), "C5", "the option bytes are erased, as an interrupted write leaves them")
                .when(level1 && !isErased(), "C1", "read-out protection level 1 (RDP %02X)", rdp)
                .when(rdp == LEVEL_2, "C2", "read-out protection level 2")
                .when(!sprmod && nwrp != ALL_SECTORS, "C3", "write-protected sectors (nWRP %03X)", nwrp)
                .when(sprmod && nwrp != 0 && !isErased(), "C4", "proprietary code protection (nWRP %03X)", nwrp)
                .when(pendingUntilPor, "C8", "new option bytes wait for a power-on")
                .when(hardwareWatchdog, "F4", "the watchdog starts by itself")
                .list();
    }
}
