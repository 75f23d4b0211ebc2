package io.sectorzero.sim.wire;

/**
 * How one end of a serial wire frames a byte: one start bit, eight data bits with the lowest first, perhaps a parity
 * bit, one stop bit.
 *
 * @param bitPicos how long this end holds, or believes the other to hold, one bit; picoseconds, because a rounding of
 *                 half a nanosecond a bit adds up over a million bytes
 */
public record Framing(long bitPicos, Parity parity) {

    public enum Parity { NONE, EVEN, ODD }

    private static final double PICOS_PER_SECOND = 1e12;
    private static final int DATA_BITS = 8;

    public Framing {
        if (bitPicos < 1) {
            throw new IllegalArgumentException("no bit time: " + bitPicos);
        }
    }

    public static Framing at(double baud, Parity parity) {
        return new Framing(Math.round(PICOS_PER_SECOND / baud), parity);
    }

    /** Start, data, parity and stop bits. */
    public int bits() {
        return parity == Parity.NONE ? 10 : 11;
    }

    public long framePicos() {
        return bits() * bitPicos;
    }

    /** From the falling edge of the start bit to the middle of the stop bit, where a receiver has seen enough. */
    public long untilSampledPicos() {
        return (bits() - 1) * bitPicos + bitPicos / 2;
    }

    /** The levels of a frame, the first on the wire in bit 0. */
    int encode(int value) {
        int stop = 1 << bits() - 1;
        int frame = stop | (value & 0xFF) << 1;
        return parity == Parity.NONE ? frame : frame | parityOf(value) << DATA_BITS + 1;
    }

    /** Whether the parity bit of a sampled frame fits its data; without parity every frame does. */
    boolean parityFits(int frame) {
        return parity == Parity.NONE || (frame >> DATA_BITS + 1 & 1) == parityOf(frame >> 1);
    }

    /** Whether the line was high where the stop bit belongs. */
    boolean stopFits(int frame) {
        return (frame >> bits() - 1 & 1) == 1;
    }

    static int valueOf(int frame) {
        return frame >> 1 & 0xFF;
    }

    private int parityOf(int value) {
        int odd = Integer.bitCount(value & 0xFF) & 1;
        return parity == Parity.EVEN ? odd : odd ^ 1;
    }

    /**
     * Whether a receiver with this framing reads every frame of {@code sender} as it was sent. Each start bit sets the
     * receiver's clock anew, so what counts is that the middle of every bit, by its own clock, falls inside that bit.
     */
    boolean reads(Framing sender) {
        if (parity != sender.parity) {
            return false;
        }
        for (int bit = 0; bit < bits(); bit++) {
            long sample = bit * bitPicos + bitPicos / 2;
            if (sample < bit * sender.bitPicos || sample >= (bit + 1) * sender.bitPicos) {
                return false;
            }
        }
        return true;
    }
}
