package io.sectorzero.sim.debugport;

import java.util.Optional;

/**
 * Listens on TMS/SWDIO for the sixteen bits, lowest first, that change the protocol, after at least fifty high bits.
 * IHI 0031 §B5.
 */
final class SwitchSequence {

    private static final int HIGH_BITS = 50;
    private static final int JTAG_TO_SWD = 0xE79E;
    private static final int SWD_TO_JTAG = 0xE73C;

    private int highBits;
    private int collected;
    private int bits;

    void begin() {
        highBits = 0;
        collected = 0;
    }

    /** The next bit; the protocol that is spoken from here on, when this was the last bit of a sequence. */
    Optional<Wire> next(boolean high) {
        if (collected == 0 && (high || highBits < HIGH_BITS)) {
            highBits = high ? highBits + 1 : 0;
            return Optional.empty();
        }
        bits = collected == 0 ? 0 : bits | (high ? 1 : 0) << collected;
        if (++collected < 16) {
            return Optional.empty();
        }
        begin();
        return switch (bits) {
            case JTAG_TO_SWD -> Optional.of(Wire.SWD);
            case SWD_TO_JTAG -> Optional.of(Wire.JTAG);
            default -> Optional.empty();
        };
    }
}
