package io.sectorzero.sim.wire;

/**
 * What can befall one byte on a wire.
 *
 * @param operand the bits to turn over, or the byte that should not be there; 0 where neither applies
 */
public record Mishap(Kind kind, int operand) {

    public enum Kind {
        /** The byte takes its time on the wire but its levels never reach the other end. */
        LOST,
        /** Some data bits (0 to 7) or the parity bit (8) arrive turned over. */
        FLIPPED,
        /** The byte is sent twice. */
        REPEATED,
        /** Another byte goes before it. */
        PRECEDED,
        /** This byte and all after it are lost. */
        SEVERED
    }

    public static final Mishap LOST = new Mishap(Kind.LOST, 0);
    public static final Mishap REPEATED = new Mishap(Kind.REPEATED, 0);
    public static final Mishap SEVERED = new Mishap(Kind.SEVERED, 0);

    public static Mishap flipped(int mask) {
        return new Mishap(Kind.FLIPPED, mask);
    }

    public static Mishap precededBy(int value) {
        return new Mishap(Kind.PRECEDED, value);
    }
}
