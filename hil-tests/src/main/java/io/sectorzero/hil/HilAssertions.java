package io.sectorzero.hil;

import io.sectorzero.failure.BoardState;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.flash.FlashReport;
import io.sectorzero.image.Image;
import io.sectorzero.image.Segment;
import io.sectorzero.memory.Bytes;
import io.sectorzero.trace.Trace;
import io.sectorzero.trace.TraceText;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/** What tests say about reports, targets, outcomes and traces. */
public final class HilAssertions {

    private HilAssertions() {
    }

    public static ReportAssert assertThat(FlashReport report) {
        return new ReportAssert(report);
    }

    public static TargetAssert assertThat(Target target) {
        return new TargetAssert(target);
    }

    public static OutcomeAssert assertThat(Outcome outcome) {
        return new OutcomeAssert(outcome);
    }

    public static BoardAssert assertThat(SimulatedBoard board) {
        return new BoardAssert(board);
    }

    public static TraceAssert assertThat(Trace trace) {
        return new TraceAssert(trace);
    }

    /** Says things about a report. */
    public static final class ReportAssert extends AbstractAssert<ReportAssert, FlashReport> {

        private ReportAssert(FlashReport report) {
            super(report, ReportAssert.class);
        }

        public ReportAssert verified() {
            isNotNull();
            if (!actual.verified() || actual.failure().isPresent()) {
                failWithMessage("expected everything to be verified, but: %s", actual.failure());
            }
            return this;
        }

        public ReportAssert erasedSectors(Integer... sectors) {
            if (!actual.erasedSectors().equals(Arrays.asList(sectors))) {
                failWithMessage("expected sectors %s to be erased, and they were %s", Arrays.asList(sectors), actual.erasedSectors());
            }
            return this;
        }
    }

    /** Says things about a target. */
    public static final class TargetAssert extends AbstractAssert<TargetAssert, Target> {

        private TargetAssert(Target target) {
            super(target, TargetAssert.class);
        }

        /** Reads back every byte the image has. */
        public TargetAssert holds(Image image) {
            List<Segment> found = actual.read(image);
            for (int i = 0; i < found.size(); i++) {
                Segment expected = image.segments().get(i);
                var difference = expected.data().firstDifference(found.get(i).data());
                if (difference.isPresent()) {
                    failWithMessage("%s is not on the board: first difference at %s", image.name(),
                            expected.start().plus(difference.getAsInt()));
                }
            }
            return this;
        }
    }

    /** Says things about an attempt. */
    public static final class OutcomeAssert extends AbstractAssert<OutcomeAssert, Outcome> {

        private OutcomeAssert(Outcome outcome) {
            super(outcome, OutcomeAssert.class);
        }

        public OutcomeAssert succeeded() {
            actual.failure().ifPresent(e -> failWithActualExpectedAndMessage(e.diagnosis().render(), "success", "it failed:%n%s",
                    e.diagnosis().render()));
            return this;
        }

        /** Failed with an explanation, claims nothing it did not see, and says what the board is left like. */
        public OutcomeAssert failedHonestly() {
            if (actual.succeeded()) {
                failWithMessage("it reports success");
            }
            SectorZeroException failure = actual.failure().orElseThrow();
            if (failure.diagnosis().evidence().isEmpty() || failure.diagnosis().remedies().isEmpty()) {
                failWithMessage("the failure is not explained:%n%s", failure.diagnosis().render());
            }
            if (actual.report().filter(FlashReport::verified).isPresent()) {
                failWithMessage("it failed, and its report says everything is verified");
            }
            return this;
        }

        /**
         * Whatever was said of the board is true, looked at from behind: success and {@code WRITTEN} mean the image is
         * there, {@code UNTOUCHED} means the flash is as it was.
         */
        public OutcomeAssert tellsTheTruthAbout(Image image, Bytes before) {
            BoardState said = actual.diagnosis().map(Diagnosis::board).orElse(BoardState.WRITTEN);
            if (said == BoardState.WRITTEN && !actual.board().holds(image)) {
                failWithMessage("it says everything was written, and it is not on the board");
            }
            if (said == BoardState.UNTOUCHED && !actual.board().board().flashContent().equals(before)) {
                failWithMessage("it says nothing was changed, and the flash is not as it was");
            }
            return this;
        }

        /** The cause, or the cause it is a face of, is the first suspect. */
        public OutcomeAssert namesFirst(String cause) {
            if (!actual.suspects().stream().limit(1).toList().equals(List.of(cause))) {
                failWithMessage("expected %s as first suspect, but suspects are %s:%n%s", cause, actual.suspects(),
                        actual.diagnosis().map(d -> d.render()).orElse("it succeeded"));
            }
            return this;
        }
    }

    /** Says things about a simulated board, looked at from behind. */
    public static final class BoardAssert extends AbstractAssert<BoardAssert, SimulatedBoard> {

        private BoardAssert(SimulatedBoard board) {
            super(board, BoardAssert.class);
        }

        public BoardAssert holds(Image image) {
            if (!actual.holds(image)) {
                failWithMessage("%s is not on the board", image.name());
            }
            return this;
        }

        /** An engine that knows nothing of what happened before can flash it. */
        public BoardAssert flashes(Image image) {
            new OutcomeAssert(actual.flash(image)).succeeded();
            return holds(image);
        }

        public BoardAssert touchedNothingUnmodelled() {
            if (!actual.board().unmodelled().isEmpty()) {
                failWithMessage("the model was asked for what it does not know: %s", actual.board().unmodelled());
            }
            return this;
        }
    }

    /** Says things about a story. */
    public static final class TraceAssert extends AbstractAssert<TraceAssert, Trace> {

        private TraceAssert(Trace trace) {
            super(trace, TraceAssert.class);
        }

        public TraceAssert tells(String words) {
            if (TraceText.lines(actual.events()).noneMatch(line -> line.contains(words))) {
                failWithMessage("nothing in the trace says \"%s\"", words);
            }
            return this;
        }
    }
}
