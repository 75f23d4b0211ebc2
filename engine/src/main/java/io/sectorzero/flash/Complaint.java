package io.sectorzero.flash;

import io.sectorzero.failure.Confidence;

/**
 * Something about an image that speaks against flashing it.
 *
 * @param cause      id in the cause catalogue
 * @param confidence how sure it is that this is wrong
 * @param what       the finding, with the place in memory
 * @param where      the place in the file
 */
public record Complaint(String cause, Confidence confidence, String what, String where) {

    @Override public String toString() {
        return "%s %s (%s)".formatted(cause, what, where);
    }
}
