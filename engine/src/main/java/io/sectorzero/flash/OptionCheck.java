package io.sectorzero.flash;

import static io.sectorzero.failure.Confidence.POSSIBLE;

import io.sectorzero.device.OptionBytes;
import io.sectorzero.examination.CauseCatalogue;
import io.sectorzero.examination.Fact;
import io.sectorzero.failure.BoardState;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.TargetRefused;

/** Compares option bytes with what was written. */
final class OptionCheck {

    private OptionCheck() {
    }

    /** @throws TargetRefused when the chip has other settings than it was given */
    static void require(OptionBytes wanted, OptionBytes found, CaseNotes notes) {
        if (!found.sameSettings(wanted)) {
            notes.add(Fact.OPTION_CHANGE.is("stuck", "the option bytes did not take the change"));
            throw new TargetRefused(Diagnosis.of("The option bytes are not what was written")
                    .because("written: %s", wanted.describe())
                    .because("read after the reset: %s", found.describe())
                    .suspect(CauseCatalogue.load().suspect("C6", POSSIBLE))
                    .leaves(BoardState.OPTIONS_CHANGED));
        }
    }
}
