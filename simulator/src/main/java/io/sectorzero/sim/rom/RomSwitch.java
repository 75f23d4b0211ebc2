package io.sectorzero.sim.rom;

/** A question about the loader that the documents leave open. The value given here is the default. */
public enum RomSwitch {

    /** A mass erase that the flash refuses is answered with NACK; a refused sector erase never is [C: stm32-mw-openbl]. */
    REFUSED_MASS_ERASE_NACKS(true),

    /** The bank codes FFFE and FFFD are refused, because this part has one bank. */
    BANK_ERASE_NACKS(true),

    /** A list with a sector the part does not have is refused as a whole, as AN3155 Rev 20 lets expect [P]. */
    ABSENT_SECTOR_NACKS(true),

    /** Readout Unprotect sends its second ACK after the erase, as AN3155 Rev 20 draws it [P]; otherwise before it [C]. */
    UNPROTECT_ACKS_WHEN_DONE(true),

    /** Readout Unprotect of a protected part also writes all other options to their defaults, as AN3156 Rev 18 says [P]. */
    UNPROTECT_RESTORES_DEFAULTS(true),

    /** A read may run past the end of the area it starts in, as reported of the F401's OTP area [O: stm32loader]. */
    READ_CHECKS_ONLY_ITS_START(true),

    /** A damaged or overrun byte is answered at once, not when its frame has come. AN3155 Rev 20 says only NACK [P]. */
    DAMAGE_IS_ANSWERED_AT_ONCE(true),

    /** A host that stops in the middle of a command has the chip reset after a second, as the loader does on I2C. */
    HALF_A_COMMAND_TIMES_OUT(false),

    /** On USB each alternate setting reaches only the memory its string names; otherwise the address alone decides. */
    ALTERNATE_CHOOSES_MEMORY(true),

    /**
     * Block b lies (b - 2) times the length of this very request behind the pointer, as AN3156 Rev 18 says [P]; otherwise
     * times the transfer size, as ST's own device library computes it [C]. It matters for a shorter last block only.
     */
    BLOCKS_ARE_AS_LONG_AS_THE_REQUEST(true);

    private final boolean usual;

    RomSwitch(boolean usual) {
        this.usual = usual;
    }

    boolean usual() {
        return usual;
    }
}
