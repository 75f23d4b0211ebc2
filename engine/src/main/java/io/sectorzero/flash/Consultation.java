package io.sectorzero.flash;

import static io.sectorzero.failure.Confidence.CERTAIN;
import static io.sectorzero.failure.Confidence.POSSIBLE;

import io.sectorzero.examination.CauseCatalogue;
import io.sectorzero.examination.Examiner;
import io.sectorzero.examination.Fact;
import io.sectorzero.examination.Instruments;
import io.sectorzero.examination.Observation;
import io.sectorzero.failure.BoardState;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.Protected;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.failure.VerifyMismatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
        Optional<String> doubt = failure instanceof VerifyMismatch ? notes.doubt() : Optional.empty();
        if (doubt.isPresent()) {
            diagnosis = diagnosis.because("%s", doubt.get())
                    .remedy("allow everything to be erased where sector erases do not do: a mass erase is not affected");
        }
        return diagnosis.leaves(board);
    }

    /**
     * That a sector is write-protected (C3) is certain and says nothing of who protects it. A program that could (C7) is the likely
     * reason why it would come back, and stands behind; one that was seen doing it is what has to be dealt with first.
     */
    private Stream<Observation> protector(SectorZeroException failure) {
        if (failure.diagnosis().suspects().stream().noneMatch(suspect -> suspect.cause().equals("C3"))) {
            return Stream.empty();
        }
        return Stream.concat(Stream.of(Fact.OPTION_SECTOR.is("write-protected", failure.diagnosis().what())),
                Stream.of(Fact.OPTION_CHANGE, Fact.OPTION_KEYS).flatMap(fact -> notes.measure(fact).stream()));
    }

    private Diagnosis examined(SectorZeroException failure) {
        // What is certain was found on purpose, by looking; looking again would tell the user nothing new.
        if (failure.diagnosis().suspects().stream().anyMatch(suspect -> suspect.confidence() == CERTAIN)) {
            var known = new ArrayList<>(programmer.observed());
            protector(failure).forEach(known::add);
            known.forEach(account::keep);
            return Examiner.load().examine(failure, known, Instruments.NONE);
        }
        // A refusal of ours says nothing about the board's health.
        if (failure instanceof Protected) {
            return failure.diagnosis();
        }
        if (failure instanceof VerifyMismatch && notes.isComparison()) {
            return Comparison.judged(failure.diagnosis(), notes);
        }
        var known = new ArrayList<>(programmer.observed());
        known.addAll(notes.observations());
        known.forEach(account::keep);
        Diagnosis diagnosis = Examiner.load().examine(failure, known, fact -> {
            Optional<Observation> found = notes.measure(fact).or(() -> programmer.instruments().measure(fact));
            found.ifPresent(account::keep);
            return found;
        });
        boolean unexplained = diagnosis.suspects().isEmpty() && (failure instanceof TargetRefused || failure instanceof TargetSilent);
        return unexplained ? diagnosis
                .because("nothing speaks against the request or the board: a byte may have been damaged on its way")
                .suspect(CauseCatalogue.load().suspect("H7", POSSIBLE)) : diagnosis;
    }
}
