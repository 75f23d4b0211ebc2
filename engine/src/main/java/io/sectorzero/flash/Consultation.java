package io.sectorzero.flash;

import static io.sectorzero.failure.Confidence.CERTAIN;
import static io.sectorzero.failure.Confidence.POSSIBLE;

import io.sectorzero.examination.CauseCatalogue;
import io.sectorzero.examination.Examiner;
import io.sectorzero.examination.Instruments;
import io.sectorzero.failure.BoardState;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.Protected;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.failure.VerifyMismatch;
import java.util.ArrayList;
import java.util.List;

/** Has a failure examined with everything that can be measured, and says what the board is left like. */
final class Consultation {

    private final Programmer programmer;
    private final CaseNotes notes;
    private final Account account;

    Consultation(Programmer programmer, CaseNotes notes, Account account) {
        this.programmer = programmer;
        this.notes = notes;
        this.account = account;
    }

    /** The diagnosis with what could be found out, how far things had come, and what the board is left like. */
    Diagnosis explain(SectorZeroException failure) {
        BoardState thrown = failure.diagnosis().board();
        if (thrown == BoardState.UNKNOWN) {
            account.uncertain();
        }
        BoardState board = account.board() == BoardState.UNTOUCHED ? thrown : account.board();
        Diagnosis diagnosis = examined(failure);
        for (String line : account.progress()) {
            diagnosis = diagnosis.because("%s", line);
        }
        return diagnosis.leaves(board);
    }

    private Diagnosis examined(SectorZeroException failure) {
        // What is certain was found on purpose, by looking; looking again would tell the user nothing new.
        if (failure.diagnosis().suspects().stream().anyMatch(suspect -> suspect.confidence() == CERTAIN)) {
            return Examiner.load().examine(failure, List.of(), Instruments.NONE);
        }
        // A refusal of ours, or content that was only compared, says nothing about the board's health.
        if (failure instanceof Protected || failure instanceof VerifyMismatch && notes.isComparison()) {
            return failure.diagnosis();
        }
        var known = new ArrayList<>(programmer.observed());
        known.addAll(notes.observations());
        Instruments all = fact -> notes.measure(fact).or(() -> programmer.instruments().measure(fact));
        Diagnosis diagnosis = Examiner.load().examine(failure, known, all);
        boolean unexplained = diagnosis.suspects().isEmpty() && (failure instanceof TargetRefused || failure instanceof TargetSilent);
        return unexplained ? diagnosis
                .because("nothing speaks against the request or the board: a byte may have been damaged on its way")
                .suspect(CauseCatalogue.load().suspect("H7", POSSIBLE)) : diagnosis;
    }
}
