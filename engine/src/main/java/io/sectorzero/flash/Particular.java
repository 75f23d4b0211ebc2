package io.sectorzero.flash;

/**
 * Something a route knows besides who the chip is: which probe, what supply, why it was reset last.
 *
 * @param what one word, for example {@code probe}
 */
public record Particular(String what, String text) {
}
