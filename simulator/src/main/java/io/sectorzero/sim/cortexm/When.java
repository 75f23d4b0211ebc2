package io.sectorzero.sim.cortexm;

import java.util.ArrayList;
import java.util.List;

/**
 * A condition on fields, as the manual states it below an encoding: {@code "d=15"}, {@code "d=13|15 n=0"} (both), or
 * {@code "n=t"} (two fields alike).
 */
final class When implements Row.Condition {

    private record Term(char letter, int[] values, char other) {

        boolean holds(Pattern pattern, int opcode) {
            int field = pattern.extract(letter, opcode);
            if (values.length == 0) {
                return field == pattern.extract(other, opcode);
            }
            for (int value : values) {
                if (field == value) {
                    return true;
                }
            }
            return false;
        }
    }

    private final Pattern pattern;
    private final List<Term> terms = new ArrayList<>();
    private int mask;

    When(Pattern pattern, String text) {
        this.pattern = pattern;
        for (String term : text.split(" ")) {
            terms.add(parse(term));
        }
    }

    private Term parse(String text) {
        if (text.length() < 3 || text.charAt(1) != '=') {
            throw new IllegalStateException("a condition reads letter=value: " + text);
        }
        char letter = text.charAt(0);
        mask |= bitsOf(letter);
        String right = text.substring(2);
        if (Character.isLetter(right.charAt(0))) {
            mask |= bitsOf(right.charAt(0));
            return new Term(letter, new int[0], right.charAt(0));
        }
        String[] alternatives = right.split("\\|");
        int[] values = new int[alternatives.length];
        for (int k = 0; k < values.length; k++) {
            values[k] = Integer.parseInt(alternatives[k]);
        }
        return new Term(letter, values, letter);
    }

    private int bitsOf(char letter) {
        int bits = pattern.maskOf(letter);
        if (bits == 0) {
            throw new IllegalStateException("%s has no field %c".formatted(pattern, letter));
        }
        return bits;
    }

    /** The bits it looks at. */
    int mask() {
        return mask;
    }

    @Override public boolean holds(Pattern drawn, int opcode) {
        return terms.stream().allMatch(term -> term.holds(drawn, opcode));
    }
}
