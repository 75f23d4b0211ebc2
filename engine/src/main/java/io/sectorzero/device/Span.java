package io.sectorzero.device;

import java.time.Duration;

/** How long something takes: as a rule, and at worst within the specification. */
public record Span(Duration typical, Duration worst) {

    public Span {
        if (typical.isNegative() || worst.compareTo(typical) < 0) {
            throw new IllegalArgumentException("typically %s and at worst %s".formatted(typical, worst));
        }
    }

    public Span times(long count) {
        return new Span(typical.multipliedBy(count), worst.multipliedBy(count));
    }

    /** What takes longer of two things done at the same time. */
    public Span orLonger(Span other) {
        return new Span(longer(typical, other.typical), longer(worst, other.worst));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    public Span plus(Span more) {
        return new Span(typical.plus(more.typical), worst.plus(more.worst));
    }
}
