package io.sectorzero.protocol.dfu;

import io.sectorzero.failure.BoardState;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.LinkLost;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.protocol.dfu.DfuFailure.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One command under way: how far it has come, and the story to tell when it goes no further. */
final class DfuTale {

    static final String REQUEST = "request";
    static final String START = "start";
    static final String COMPLETION = "completion";

    private final String title;
    private final String story;
    private final boolean changesMemory;
    private final List<String> evidence = new ArrayList<>();
    private String stage = REQUEST;
    private Optional<DfuFailure> failure = Optional.empty();

    DfuTale(DfuCommand<?> command) {
        this.title = command.title();
        this.story = command.story();
        this.changesMemory = command instanceof DfuCommand.Acting acting && acting.changesMemory();
    }

    /** Getting to where commands are taken, before any command. */
    private DfuTale() {
        this.title = "contact";
        this.story = "the question where it stands";
        this.changesMemory = false;
        this.stage = "contact";
    }

    static DfuTale contact() {
        return new DfuTale();
    }

    void reaches(String next) {
        stage = next;
    }

    void tell(String line, Object... arguments) {
        evidence.add(line.formatted(arguments));
    }

    Optional<DfuFailure> failure() {
        return failure;
    }

    TargetRefused refused(DfuReport report) {
        note(Kind.REFUSED, Optional.of(report.status()));
        return new TargetRefused(soFar("The bootloader refused %s".formatted(story))
                .because("it is in %s and says %s: %s", report.state(), report.status(), report.status().meaning())
                .leaves(report.status().refusesUndone() || stage.equals(REQUEST) ? BoardState.UNTOUCHED : board()));
    }

    TargetRefused senseless(String what) {
        note(Kind.UNEXPECTED, Optional.empty());
        return new TargetRefused(soFar("The bootloader's answer to %s makes no sense".formatted(story))
                .because("%s", what).leaves(board()));
    }

    TargetSilent silent(DfuRequest request, Duration waited) {
        note(Kind.SILENCE, Optional.empty());
        return new TargetSilent(soFar("The bootloader did not answer %s".formatted(story))
                .because("%s was not answered within %d ms", request, waited.toMillis()).leaves(board()));
    }

    TargetSilent busy(Duration waited) {
        note(Kind.SILENCE, Optional.empty());
        return new TargetSilent(soFar("The bootloader does not come to an end with %s".formatted(story))
                .because("it was still in dfuDNBUSY after %d ms", waited.toMillis()).leaves(board()));
    }

    LinkLost lost(LinkLost lost) {
        return lost.with(lost.diagnosis().because("it was lost during %s, at the %s", story, stage).leaves(board()));
    }

    private void note(Kind kind, Optional<DfuStatus> status) {
        failure = Optional.of(new DfuFailure(title, stage, kind, status));
    }

    // Nothing is done before the first request for the status. AN3156 Rev 18 [P]. From then on, who knows.
    private BoardState board() {
        return changesMemory && !stage.equals(REQUEST) ? BoardState.UNKNOWN : BoardState.UNTOUCHED;
    }

    private Diagnosis soFar(String what) {
        Diagnosis diagnosis = Diagnosis.of("%s", what);
        for (String line : evidence) {
            diagnosis = diagnosis.because("%s", line);
        }
        return diagnosis;
    }
}
