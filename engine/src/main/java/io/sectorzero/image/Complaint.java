package io.sectorzero.image;

import static io.sectorzero.failure.Confidence.CERTAIN;
import static io.sectorzero.failure.Confidence.LIKELY;

import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.ImageRejected;
import io.sectorzero.failure.Suspect;

/** How this room says no: the file, the place in it, what was found there. */
final class Complaint {

    private static final String REBUILD = "build or download the file again; it is not what its author wrote";

    private Complaint() {
    }

    static Diagnosis about(String file, String place, String what, Object... arguments) {
        return Diagnosis.of("%s, %s: %s", file, place, what.formatted(arguments));
    }

    /** The bytes contradict themselves: a checksum, a count, a digit that is none. */
    static ImageRejected damaged(Diagnosis diagnosis) {
        return rejected(diagnosis, ImageCause.DAMAGED.suspect(CERTAIN), REBUILD);
    }

    /** Nothing contradicts, but something is missing or makes no sense. */
    static ImageRejected doubtful(Diagnosis diagnosis) {
        return rejected(diagnosis, ImageCause.DAMAGED.suspect(LIKELY), REBUILD);
    }

    static ImageRejected rejected(Diagnosis diagnosis, Suspect suspect, String remedy) {
        return new ImageRejected(diagnosis.suspect(suspect).remedy(remedy));
    }
}
