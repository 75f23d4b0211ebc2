package io.sectorzero.image;

import io.sectorzero.failure.Confidence;
import io.sectorzero.failure.Suspect;

/** The image causes of the cause catalogue that a file shows by itself, without any chip being known. */
enum ImageCause {

    OVERLAP("I3", "overlapping or duplicate records"),
    WRONG_BASE("I4", "wrong load address for a raw binary"),
    TOO_LARGE("I5", "larger than the part, or over a reserved sector"),
    DAMAGED("I6", "damaged file");

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
