package io.sectorzero.sim.stm32f412;

/**
 * Which sectors refuse to be changed, and which of them hide from data reads. With SPRMOD=0 an nWRP bit of 0 protects;
 * with SPRMOD=1 a bit of 1 makes a PCROP sector. RM0090 Rev 21 §3.7.5 [S]. Bits of sectors that a smaller part does not
 * have protect nothing, and do not stand in the way of a mass erase [I].
 */
final class WriteProtection {

    private final boolean shadowActsAtOnce;
    private final int existing;
    private OptionValues active = OptionValues.FACTORY;
    private int refusing;
    private int hidden;

    WriteProtection(Switches switches, int sectors) {
        shadowActsAtOnce = switches.on(Switch.SHADOW_NWRP_ACTS_AT_ONCE);
        existing = (1 << sectors) - 1;
    }

    boolean refuses(int sector) {
        return (refusing >>> sector & 1) != 0;
    }

    /** One protected sector is enough to refuse a mass erase. RM0402 Rev 6 §3.6.4. */
    boolean refusesMassErase() {
        return refusing != 0;
    }

    boolean hidesFromData(int sector) {
        return hidden != 0 && (hidden >>> sector & 1) != 0;
    }

    /** The option bytes were loaded. */
    void load(OptionValues values) {
        active = values;
        hidden = values.sprmod() ? values.nwrp() & existing : 0;
        refusing = values.sprmod() ? hidden : ~values.nwrp() & existing;
    }

    /**
     * FLASH_OPTCR was written. Its nWRP bits protect at once, but SPRMOD decides what they mean only once it is loaded,
     * so a shadow with the other SPRMOD changes nothing yet [I].
     */
    void shadow(OptionValues values) {
        if (shadowActsAtOnce && !active.sprmod() && !values.sprmod()) {
            refusing = ~values.nwrp() & existing;
        }
    }

    /** PCROP is left only together with RDP 1 to 0; nothing else may drop a PCROP sector. RM0090 Rev 21 §3.7.5 [S]. */
    boolean forbids(OptionValues wanted, boolean regression) {
        if (!active.sprmod() || regression) {
            return false;
        }
        return !wanted.sprmod() || (active.nwrp() & ~wanted.nwrp()) != 0;
    }
}
