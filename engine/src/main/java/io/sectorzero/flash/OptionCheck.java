package io.sectorzero.flash;

import static io.sectorzero.failure.Confidence.CERTAIN;
import static io.sectorzero.failure.Confidence.LIKELY;
import static io.sectorzero.failure.Confidence.POSSIBLE;

import io.sectorzero.device.OptionBytes;
import io.sectorzero.examination.CauseCatalogue;
import io.sectorzero.failure.BoardState;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.Protected;
import io.sectorzero.failure.TargetRefused;

/** Compares option bytes with what was written. */
final class OptionCheck {

    private OptionCheck() {
    }

    /** @throws Protected when read protection was lifted, acknowledged, and is still there */
    static void requireOpen(ChipIdentity chip, CaseNotes notes) {
        if (chip.readProtected()) {
            notes.optionsStuck("read protection was lifted, which was acknowledged, and is there as before");
            throw new Protected(Diagnosis.of("The chip is still read-protected after Readout Unprotect was acknowledged")
                    .because("Read Memory is refused at its command byte as before")
                    .suspect(CauseCatalogue.load().suspect("C6", CERTAIN))
                    .leaves(BoardState.UNKNOWN));
        }
    }

    /** @throws TargetRefused when the chip has other settings than it was given */
    static void require(OptionBytes wanted, OptionBytes found, CaseNotes notes) {
        if (!found.sameSettings(wanted)) {
            notes.optionsStuck("the option bytes did not take the change");
            throw new TargetRefused(Diagnosis.of("The option bytes are not what was written")
                    .because("written: %s", wanted.describe())
                    .because("read after the reset: %s", found.describe())
                    .suspect(CauseCatalogue.load().suspect("C6", POSSIBLE))
                    .leaves(BoardState.OPTIONS_CHANGED));
        }
        notes.optionsTaken();
    }

    /**
     * C7 of the cause catalogue: right while the program was kept from running, wrong after it ran. Other settings are the
     * program's own business.
     *
     * @throws TargetRefused when what was asked for did not outlive a start of the program
     */
    static void requireLasting(OptionChange change, OptionBytes wanted, OptionBytes found, CaseNotes notes) {
        if (!change.isIn(found)) {
            notes.optionsReverted("right while the program was kept from running, changed back as soon as it ran");
            throw new TargetRefused(Diagnosis.of("The option bytes took the change, and the program on the chip changed them back")
                    .because("before it ran: %s", wanted.describe())
                    .because("after it ran: %s", found.describe())
                    .suspect(CauseCatalogue.load().suspect("C7", LIKELY))
                    .leaves(BoardState.OPTIONS_CHANGED));
        }
    }
}
