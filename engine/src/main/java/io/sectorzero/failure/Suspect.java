package io.sectorzero.failure;

/**
 * A cause that may be behind a failure.
 *
 * @param cause id in the cause catalogue, for example {@code C3}
 * @param title the cause in a few words, for example {@code sector write protection}
 */
public record Suspect(String cause, String title, Confidence confidence) {

    @Override public String toString() {
        return "%-3s %s (%s)".formatted(cause, title, confidence);
    }
}
