package io.sectorzero.sim.cortexm;

/**
 * Bits as the architecture manual draws them, most significant first: 0 and 1 are fixed, a letter is a bit of the field
 * of that name. The bits of one field may lie apart; they belong together in the order in which they are drawn. Blanks
 * are for the eye. An upper-case letter is another field than the lower-case one.
 */
final class Pattern {

    private final String drawn;
    private final int bits;
    private final int mask;
    private final int value;

    Pattern(String text) {
        drawn = text.replace(" ", "");
        bits = drawn.length();
        if (bits != 16 && bits != 32 || !drawn.chars().allMatch(c -> c == '0' || c == '1' || Character.isLetter(c))) {
            throw new IllegalStateException("an encoding has 16 or 32 bits of 0, 1 and letters: " + text);
        }
        mask = gather(c -> !Character.isLetter(c));
        value = gather(c -> c == '1');
    }

    private int gather(java.util.function.IntPredicate wanted) {
        int gathered = 0;
        for (int k = 0; k < bits; k++) {
            gathered = gathered << 1 | (wanted.test(drawn.charAt(k)) ? 1 : 0);
        }
        return gathered;
    }

    int bits() {
        return bits;
    }

    /** The fixed bits. */
    int mask() {
        return mask;
    }

    /** What the fixed bits are. */
    int value() {
        return value;
    }

    boolean matches(int opcode) {
        return (opcode & mask) == value;
    }

    /** The bits of a field; 0 when the pattern has no such field. */
    int maskOf(char letter) {
        return gather(c -> c == letter);
    }

    int extract(char letter, int opcode) {
        int field = 0;
        for (int k = 0; k < bits; k++) {
            if (drawn.charAt(k) == letter) {
                field = field << 1 | opcode >>> bits - 1 - k & 1;
            }
        }
        return field;
    }

    @Override public String toString() {
        return drawn;
    }
}
