package io.sectorzero.trace;

import java.util.Optional;

/** What kind of thing happened, as one character of a trace line. */
public enum Mark {
    SENT('>'), RECEIVED('<'), STEP('*'), STATE('='), FAULT('!'), NOTE('#');

    private final char sign;

    Mark(char sign) {
        this.sign = sign;
    }

    public char sign() {
        return sign;
    }

    public static Optional<Mark> of(char sign) {
        for (Mark mark : values()) {
            if (mark.sign == sign) {
                return Optional.of(mark);
            }
        }
        return Optional.empty();
    }
}
