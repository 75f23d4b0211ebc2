package io.sectorzero.image;

import io.sectorzero.failure.Confidence;
import io.sectorzero.failure.Suspect;

/**
 * The causes that a file shows by itself, without any chip being known. The titles are those of the cause catalogue, which
 * this room may not enter; a test holds the two against each other.
 */
enum ImageCause {

    OVERLAP("I3", "overlapping or duplicate records"),
    WRONG_BASE("I4", "wrong load address for a raw binary"),
    TOO_LARGE("I5", "image is larger than the part or covers a reserved sector"),
    DAMAGED("I6", "damaged image file");

    private final String id;
    private final String title;

    ImageCause(String id, String title) {
        this.id = id;
        this.title = title;
    }

    Suspect suspect(Confidence confidence) {
        return new Suspect(id, title, confidence);
    }
}
