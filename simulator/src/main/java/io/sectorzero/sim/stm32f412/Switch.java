package io.sectorzero.sim.stm32f412;

/** A question the documents leave open, as a sentence that is on or off. The value given is the careful default. */
public enum Switch {

    /** A key written while the lock is already open counts as a wrong key. No document says; tools report failure [C]. */
    KEY_WHILE_UNLOCKED_IS_WRONG(true),

    /** A write to the locked FLASH_CR is a bus fault instead of being ignored. */
    LOCKED_CR_WRITE_FAULTS(false),

    /** In one write that sets LOCK, the other bits are lost instead of being taken over first. */
    LOCK_BEATS_OTHER_BITS(false),

    /** SR flags can be cleared while CR is locked; SR has no documented lock dependence [S]. */
    SR_CLEARS_WHILE_LOCKED(true),

    /** An error flag left over from before refuses every new operation, as on later families. */
    STALE_FLAGS_BLOCK(false),

    /** EOP also rises after an operation that was refused. RM0090 Rev 21 §3.9 says both [S]. */
    EOP_AFTER_REFUSED_OPERATION(false),

    /** RDERR raises OPERR where ERRIE is set. */
    RDERR_RAISES_OPERR(false),

    /** A sector erase of SNB 8 to 11 on a 512 KB part raises WRPERR instead of doing nothing. */
    ABSENT_SECTOR_RAISES_WRPERR(true),

    /**
     * SER left over from an erase refuses stores with PGSERR. The manual calls the two bits exclusive, but st-flash 1.7 programs
     * with SER still set, on every F4 board it is used with [O].
     */
    SER_REFUSES_STORES(false),

    /** SER with MER raises WRPERR; otherwise the mass erase runs. RM0090 Rev 21 §3.9 against its own §3.7.4 [S]. */
    SER_WITH_MER_RAISES_WRPERR(true),

    /** nWRP in the shadow register protects at once, without OPTSTRT. Reported for this part [F]. */
    SHADOW_NWRP_ACTS_AT_ONCE(true),

    /** A new RDP level acts as soon as OPTSTRT has ended instead of at the next option load. */
    RDP_ACTS_AFTER_OPTSTRT(false),

    /** New option bytes act from the next power-on instead of the next reset, as reported of protection changes [F]. */
    OPTIONS_WAIT_FOR_POWER_ON(false),

    /** An interrupted option erase leaves the option sector blank; otherwise the dice decide each bit. */
    INTERRUPTED_OPTIONS_ARE_BLANK(true),

    /** A write to OPTCR while BSY stalls the bus like one to CR; otherwise it is ignored. */
    OPTCR_WRITE_STALLS(true),

    /** The mass erase inside RDP 1 to 0 runs byte-wide whatever PSIZE says; otherwise PSIZE decides. */
    REGRESSION_ERASES_BYTE_WIDE(true),

    /** Code once run from SRAM counts as intrusion until power-on, not only until the next boot [S]. */
    SRAM_INTRUSION_LASTS(true),

    /** Erasing or programming wider than the supply allows leaves weak cells; nothing detects it [S]. */
    LOW_SUPPLY_LEAVES_WEAK_CELLS(true),

    /** Flash operations below 1 MHz HCLK leave weak cells. RM0090 Rev 21 §3.6 only forbids it [S]. */
    SLOW_CLOCK_LEAVES_WEAK_CELLS(false),

    /** A mass erase of a 512 KB part takes half the time of the 1 MB part. */
    SMALL_PART_MASS_ERASES_IN_HALF_THE_TIME(false),

    /** Revision Z: a sector erase of sectors 5 to 11 leaves parts of the sector as they were. ES0305 Rev 9 §2.1.7. */
    REVISION_Z_ERASES_PARTLY(false),

    /** The test access port of the pins says 0x0645_8041, as RM0402 Rev 6 §30.6 prints it, instead of 0x0644_1041 [O]. */
    BOUNDARY_SCAN_ID_AS_PRINTED(false),

    /** A debugger reaches memories and peripherals in reset; otherwise only the core's own registers and DBGMCU [I]. */
    DEBUGGER_REACHES_MEMORY_IN_RESET(false),

    /** Memories and peripherals refuse a debugger while the core sleeps and DBG_SLEEP is off. Reported as zeros or errors [F]. */
    SLEEP_HIDES_MEMORY_FROM_DEBUGGER(true),

    /** When the 1.2 V of the logic give way, RCC_CSR shows a brown-out; otherwise a power-on. No document says which [I]. */
    CORE_DIP_FLAGS_BROWN_OUT(true),

    /** PWR_CR resets to 0x0000_8000 as on siblings [S]; otherwise to 0 as the register description file says [C]. */
    PWR_CR_RESETS_TO_SCALE_2(true);

    private final boolean careful;

    Switch(boolean careful) {
        this.careful = careful;
    }

    public boolean careful() {
        return careful;
    }
}
