package io.sectorzero.protocol.stlink;

import io.sectorzero.memory.Bytes;
import java.util.Optional;

/**
 * What a probe's firmware calls itself, and what it can do for that.
 *
 * @param major 2 or 3
 * @param jtag  the number after J, by which abilities are counted
 * @param other the number after M, for the disk and serial port, or after S, for STM8
 * @param isDisk whether that letter is M
 */
public record StLinkFirmware(int major, int jtag, int other, boolean isDisk) {

    /** From which J on a V2 and a V3 can do something. OpenOCD 0.12 stlink_usb.c [O], pyOCD 0.36 stlink.py [O]. */
    public enum Ability {
        SENSE_VOLTAGE(13, 0),
        /** Status of a block access with the first bad address. */
        FAULT_ADDRESS(15, 0),
        /** Clock by a divisor out of a table. */
        CLOCK_DIVISOR(22, NEVER),
        /** Clock in kHz out of a list the probe tells. */
        CLOCK_LIST(NEVER, 0),
        DAP_REGISTERS(24, 0),
        HALF_WORDS(26, 0),
        OPEN_PORT(28, 0),
        /** Banked registers of the debug port, and several accesses in one command. */
        BANKS(32, 2),
        LONG_BYTE_BLOCKS(NEVER, 6);

        private final int sinceV2;
        private final int sinceV3;

        Ability(int sinceV2, int sinceV3) {
            this.sinceV2 = sinceV2;
            this.sinceV3 = sinceV3;
        }

        /** The J number that brings it, for a message; empty when no firmware of this generation does. */
        public Optional<Integer> since(int major) {
            int first = major >= V3_MAJOR ? sinceV3 : sinceV2;
            return first == NEVER ? Optional.empty() : Optional.of(first);
        }
    }

    private static final int NEVER = Integer.MAX_VALUE;
    private static final int V3_MAJOR = 3;

    // Firmware V3J2 mishandles a change between SWD and JTAG; probe-rs refuses it. probe-rs 67993c4 stlink/mod.rs [O].
    private static final int GOOD_V3 = 3;

    /**
     * GET_VERSION: 15:12 major, 11:6 J, 5:0 M or S, in one half-word, most significant byte first. A V3 leaves J and M zero
     * and tells them in its longer answer.
     */
    static StLinkFirmware ofShort(Bytes answer, StLinkModel model) {
        int word = answer.at(0) << 8 | answer.at(1);
        return new StLinkFirmware(word >> 12, word >> 6 & 0x3F, word & 0x3F, model != StLinkModel.V2);
    }

    /** GET_VERSION_EX: a byte each for major, S, J, M. */
    static StLinkFirmware ofLong(Bytes answer) {
        return new StLinkFirmware(answer.at(0), answer.at(2), answer.at(3), true);
    }

    /** Whether only the longer answer tells the version. */
    boolean tellsMore() {
        return major >= V3_MAJOR && jtag == 0 && other == 0;
    }

    public boolean can(Ability ability) {
        return ability.since(major).filter(first -> jtag >= first).isPresent();
    }

    /** Whether it is known to do wrong what it should be able to do. */
    public boolean isDoubtful() {
        return major >= V3_MAJOR && jtag < GOOD_V3;
    }

    /** "V2J40M27". */
    @Override public String toString() {
        return "V%dJ%d%s%d".formatted(major, jtag, isDisk ? "M" : "S", other);
    }
}
