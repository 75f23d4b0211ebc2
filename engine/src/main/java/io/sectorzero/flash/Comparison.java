package io.sectorzero.flash;

import static io.sectorzero.failure.Confidence.LIKELY;
import static io.sectorzero.failure.Confidence.POSSIBLE;

import io.sectorzero.examination.Cause;
import io.sectorzero.examination.CauseCatalogue;
import io.sectorzero.examination.Fact;
import io.sectorzero.examination.Observation;
import io.sectorzero.failure.Confidence;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.SectorZeroException;
import java.util.Optional;

/**
 * What a difference says when nothing was written. Another program on the board differs as well, and that is no illness;
 * only what no program looks like is one.
 */
final class Comparison {

    private Comparison() {
    }

    /** The diagnosis of a difference that was found by comparing, with what may be behind it and what to do. */
    static Diagnosis judged(Diagnosis found, CaseNotes notes) {
        String difference = notes.observations().stream().filter(seen -> seen.fact() == Fact.READBACK_DIFFERENCE)
                .map(Observation::value).findFirst().orElse("garbage");
        Optional<Observation> stability = stability(notes);
        Diagnosis fuller = stability.map(seen -> found.because("%s", seen.evidence())).orElse(found);
        if (stability.filter(seen -> seen.value().equals("changing")).isPresent()) {
            return suspecting(fuller, "C15", LIKELY);
        }
        return switch (difference) {
            case "old-and-new" -> suspecting(fuller, "C17", LIKELY);
            // As much as a version number in another build; so the healthy explanation is offered as well.
            case "stuck-bits" -> suspecting(fuller, "C15", POSSIBLE)
                    .remedy("or flash the image, if the board holds another build of it");
            case "blank" -> fuller.remedy("flash the image: it is missing where it differs");
            default -> fuller.remedy("flash the image: the board holds something else, which is no fault of the board");
        };
    }

    private static Diagnosis suspecting(Diagnosis found, String id, Confidence confidence) {
        Cause cause = CauseCatalogue.load().cause(id);
        return found.suspect(cause.suspect(confidence)).remedy("%s", cause.remedy());
    }

    private static Optional<Observation> stability(CaseNotes notes) {
        try {
            return notes.measure(Fact.READBACK_STABILITY);
        } catch (SectorZeroException failed) {
            return Optional.empty();
        }
    }
}
