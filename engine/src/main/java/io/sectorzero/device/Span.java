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

    public Span plus(Span more) {
        return new Span(typical.plus(more.typical), worst.plus(more.worst));
    }
}
