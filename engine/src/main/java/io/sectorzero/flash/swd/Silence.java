package io.sectorzero.flash.swd;

import static io.sectorzero.failure.Confidence.LIKELY;
import static io.sectorzero.failure.Confidence.POSSIBLE;

import io.sectorzero.examination.CauseCatalogue;
import io.sectorzero.failure.Confidence;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.link.DebugProbe;
import io.sectorzero.time.Deadline;
import java.util.List;
import java.util.OptionalDouble;

/** What a debug port that does not answer, or not well, may mean: E5, E6, E9, E12, E13 and C2 of the cause catalogue. */
final class Silence {

    /** Enough to tell never from now and then. */
    static final int ATTEMPTS = 20;

    /** Below this nothing of the family runs, so what the probe senses is not the chip's supply. DS11139 Rev 8 Table 16. */
    static final double LEAST_VOLTS = 1.65;

    /** The highest brown-out level lets go of reset at no more than this. DS11139 Rev 8 Table 21. */
    private static final double ABOVE_EVERY_BROWN_OUT_VOLTS = 2.97;

    private Silence() {
    }

    /** A port that answers now and then has its wires; one that never does may lack them, or whatever makes it work. */
    static Diagnosis whoever(Diagnosis silent, int answers) {
        Diagnosis counted = silent.because("%d of %d attempts at the slowest clock were answered", answers, ATTEMPTS);
        if (answers > 0) {
            // Lines that carry a word now and then are neither swapped nor broken.
            var noLongerSilent = new Diagnosis(counted.what(), counted.evidence(), List.of(), counted.board(), counted.remedies());
            return suspecting(noLongerSilent, LIKELY, "E13");
        }
        return suspecting(counted, POSSIBLE, "C2", "E6", "E13");
    }

    /** Whoever holds NRST, or the supervisor because of the supply. */
    static Diagnosis inReset(Diagnosis held, OptionalDouble sensed) {
        Diagnosis told = sensed.isPresent() ? held.because("the probe senses %.2f V on the target's supply", sensed.getAsDouble()) : held;
        boolean low = sensed.isPresent() && sensed.getAsDouble() < ABOVE_EVERY_BROWN_OUT_VOLTS;
        return suspecting(suspecting(told, LIKELY, "E9"), low ? LIKELY : POSSIBLE, "E5");
    }

    /** What the supply says about nobody answering, where the probe still tells. */
    static Diagnosis besideSupply(Diagnosis silent, DebugProbe open, Deadline deadline) {
        try {
            OptionalDouble sensed = open.senseVolts(deadline);
            Diagnosis fuller = sensed.isEmpty() ? silent : silent.because("the probe senses %.2f V on the target's supply", sensed.getAsDouble());
            return suspecting(fuller, sensed.isPresent() && sensed.getAsDouble() >= LEAST_VOLTS ? LIKELY : POSSIBLE, "E12");
        } catch (SectorZeroException probeToo) {
            return silent;
        }
    }

    private static Diagnosis suspecting(Diagnosis diagnosis, Confidence confidence, String... causes) {
        Diagnosis fuller = diagnosis;
        for (String cause : causes) {
            fuller = fuller.suspect(CauseCatalogue.load().suspect(cause, confidence));
        }
        return fuller;
    }
}
