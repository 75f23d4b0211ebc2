package io.sectorzero.failure;

import java.util.Locale;

/** How strongly the evidence points at a cause, strongest first. */
public enum Confidence {
    CERTAIN, LIKELY, POSSIBLE;

    @Override public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
