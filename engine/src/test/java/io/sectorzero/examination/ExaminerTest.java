package io.sectorzero.examination;

import static io.sectorzero.failure.Confidence.CERTAIN;
import static io.sectorzero.failure.Confidence.LIKELY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.failure.BoardState;
import io.sectorzero.failure.Cancelled;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.ImageRejected;
import io.sectorzero.failure.LinkLost;
import io.sectorzero.failure.LinkUnavailable;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.failure.Suspect;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.failure.VerifyMismatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * From what can be found out to the cause that is named first; rows of facts and causes are written out here, boards are maps
 * from facts to findings.
 */
class ExaminerTest {

    private static final Examiner EXAMINER = Examiner.load();
    private static final SectorZeroException SILENT = new TargetSilent(Diagnosis.of("The board does not answer"));
    private static final SectorZeroException REFUSED = new TargetRefused(Diagnosis.of("Erase was refused")
            .because("command 44: 1F after the command byte").leaves(BoardState.UNTOUCHED));
    private static final SectorZeroException MISMATCH = new VerifyMismatch(Diagnosis.of("Sector 2 holds something else")
            .leaves(BoardState.PARTLY_WRITTEN));

    /** A board of which everything in the map can be measured; it remembers what it was asked. */
    private record Known(Map<String, String> facts, List<Fact> asked) implements Instruments {

        static Known board(String facts) {
            return new Known(Arrays.stream(facts.trim().split("\\s+")).filter(f -> f.contains("="))
                    .map(f -> f.split("=")).collect(Collectors.toMap(f -> f[0], f -> f[1])), new ArrayList<>());
        }

        @Override public Optional<Observation> measure(Fact fact) {
            asked.add(fact);
            return Optional.ofNullable(facts.get(fact.key())).map(value -> fact.is(value, fact + " is " + value));
        }

        List<Observation> observe(String known) {
            return Arrays.stream(known.trim().split("\\s+")).filter(f -> f.contains("=")).map(f -> f.split("="))
                    .map(f -> Fact.of(f[0]).orElseThrow().is(f[1], f[0] + " is " + f[1])).toList();
        }
    }

    /** What a failing step knows, what the bench can find out, and whom that points at. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # known                                            | can be measured                                                              | first, then
            refusal.stage=command sync.answer=acknowledged     | identify.answer=served refusal.extent=all-memory history.cut-short=nothing   | C1 certain, U10 certain
            refusal.stage=command sync.answer=acknowledged     | identify.answer=served refusal.extent=all-memory history.cut-short=options   | C5 certain
            erase.result=unchanged erase.time=instant          | option.sprmod=clear option.sector=write-protected supply.for-width=enough    | C3 certain
            erase.result=unchanged erase.time=instant          | option.sprmod=set option.sector=code-protected option.readout=level-0        | C4 certain
            erase.result=unchanged erase.time=instant          | option.sprmod=clear option.sector=open supply.for-width=enough               | C12 likely
            reset.wire=untold                                  | sense.unpowered=stays                                                        | H5 likely
            reset.wire=not-seen                                | sense.unpowered=stays                                                        | H5 likely
            reset.wire=not-seen                                | sense.unpowered=falls                                                        | E10 likely
            reset.wire=not-seen                                | sense.unpowered=fed                                                          | E10 likely
            reset.wire=not-seen                                | session.contact=before                                                       | E10 likely, H5 possible
            option.change=reverted                             | option.keys=both option.readout=level-0                                      | C7 certain
            option.change=reverted                             | option.keys=none option.readout=level-0                                      | C7 likely
            option.after-start=changed                         | option.readout=level-1 option.sprmod=clear                                                          | C7 certain, C1 certain
            option.after-start=changing option.sector=write-protected | option.sprmod=clear                                                    | C7 certain, C3 certain
            option.keys=both                                   | option.change=not-tried                                                      | C7 likely
            refusal.stage=sectors identify.answer=served       | option.sprmod=clear option.sector=write-protected request.sectors=in-part    | U11 certain, C3 certain
            refusal.stage=sectors identify.answer=served       | request.sectors=beyond-part                                                  | C13 certain
            readback.difference=old-and-new                    | readback.stability=stable request.area=flash supply.for-width=enough         | C17 certain
            readback.difference=stuck-bits                     | readback.stability=changing history.cut-short=flash supply.for-width=enough  | C15 likely
            readback.difference=stuck-bits                     | readback.stability=changing identity.size=implausible erase.result=partly-blank | E7 likely
            readback.difference=stuck-bits                     | readback.stability=stable failure.spread=one-sector supply.for-width=enough option.sector=open history.cut-short=nothing | C14 likely
            readback.difference=garbage                        | supply.for-width=too-low option.sector=open                                  | E3 certain
            answer.arrival=late silence.during=erase           | erase.patience=too-short erase.result=blank                                  | H10 likely, C11 likely
            answer.arrival=late silence.during=erase           | erase.patience=for-wider-width erase.result=blank                            | U13 likely
            silence.during=erase session.contact=before        | answer.arrival=never resync.answer=silent port.state=open sync.after-reset=silent | C15 likely
            silence.during=erase session.contact=before        | answer.arrival=never resync.answer=restarted option.watchdog=hardware        | F4 likely
            silence.during=erase session.contact=before        | answer.arrival=never resync.answer=restarted option.watchdog=software        | E4 likely
            silence.during=options session.contact=before      | answer.arrival=never resync.answer=silent port.state=open                    | C5 likely
            sync.answer=silent session.contact=never           | port.state=open bench.boot0=not-wired line.before-sync=quiet                 | U1 likely
            sync.answer=silent session.contact=never           | port.state=open bench.boot0=driven sync.after-reset=silent sync.over-resets=never line.after-reset=quiet bench.boot1=unstated | U2 likely, U1 possible
            sync.answer=silent session.contact=never           | port.state=open bench.boot0=driven sync.after-reset=silent sync.over-resets=sometimes | U3 likely
            sync.answer=silent session.contact=never           | port.state=open bench.boot0=driven sync.after-reset=acknowledged sync.over-resets=always port.owner=alone line.before-sync=quiet | U4 likely
            sync.answer=silent session.contact=never           | port.state=open bench.boot0=driven line.before-sync=noise port.owner=alone sync.after-reset=acknowledged | U4 likely
            sync.answer=silent session.contact=never           | port.state=open bench.boot0=driven line.before-sync=noise port.owner=shared sync.after-reset=acknowledged | H11 likely
            sync.answer=silent session.contact=never           | port.state=open bench.boot0=driven sync.after-reset=silent sync.after-power=acknowledged | U14 likely
            sync.answer=silent session.contact=never           | port.state=open bench.boot0=driven line.after-reset=chatter sync.after-reset=silent | U1 likely
            sync.answer=garbled session.contact=never          | port.state=open bench.boot0=driven line.before-sync=noise line.after-reset=chatter sync.after-reset=garbled | H11 likely
            sync.answer=silent session.contact=never           | port.state=open bench.boot0=driven line.before-sync=noise line.after-reset=chatter sync.after-reset=silent  | U1 likely
            sync.answer=garbled session.contact=never          | port.state=open bench.boot0=driven line.before-sync=quiet port.owner=alone sync.after-reset=acknowledged sync.over-resets=always replies.at-lower-rate=clean | U4 likely
            sync.answer=garbled identify.answer=garbled        | port.state=open bench.boot0=driven line.before-sync=quiet sync.after-reset=garbled sync.over-resets=never replies.at-lower-rate=clean | U6 likely
            dfu.device=absent                                  | port.state=open bench.boot0=driven dfu.over-resets=never loader.on-uart=silent | D1 likely, D2 likely
            sync.answer=acknowledged identify.answer=refused-at-once | port.parity=kept line.format=8e1                                       | U5 likely
            sync.answer=acknowledged identify.answer=refused-at-once | port.parity=lost line.format=8e1                                       | U7 certain
            sync.answer=acknowledged identify.answer=garbled   | port.parity=kept port.rate=kept line.format=8e1 replies.at-lower-rate=clean  | U6 likely
            sync.answer=garbled                                | port.parity=kept port.rate=changed                                           | U7 likely
            """)
    void names_the_cause_from_what_can_be_found_out(String known, String measurable, String expected) {
        var board = Known.board(measurable);

        Diagnosis diagnosis = EXAMINER.examine(SILENT, board.observe(known), board);

        assertThat(String.join(", ", diagnosis.suspects().stream().map(s -> s.cause() + " " + s.confidence()).toList()))
                .as("asked %s", board.asked()).startsWith(expected);
    }

    @Test void the_whole_story_is_told() {
        var board = Known.board("identify.answer=served refusal.extent=all-memory option.readout=refused");

        Diagnosis told = EXAMINER.examine(REFUSED, board.observe("refusal.stage=command"), board);

        assertThat(told.render()).isEqualTo("""
                Erase was refused
                  evidence  command 44: 1F after the command byte
                  evidence  refusal.stage is command
                  evidence  identify.answer is served
                  evidence  refusal.extent is all-memory
                  evidence  option.readout is refused
                  suspect   C1  read-out protection level 1 (certain)
                  suspect   U10 refused because of read-out protection (certain)
                  board     UNTOUCHED: nothing was changed
                  remedy    Lift the read-out protection. That erases the whole flash, so it needs your consent.""");
    }

    @Test void while_two_explanations_are_left_it_says_what_would_separate_them() {
        Diagnosis told = EXAMINER.examine(SILENT, Known.board("").observe("identify.answer=refused-at-once line.format=8e1"),
                Instruments.NONE);

        assertThat(told.suspects()).extracting(Suspect::cause).startsWith("U5", "U7");
        assertThat(told.remedies()).endsWith("to narrow it down, find out whether the adapter keeps even parity");
    }

    @Test void a_copy_and_a_missing_wire_are_told_apart_by_the_sense_input_of_a_board_without_power() {
        Diagnosis told = EXAMINER.examine(SILENT, Known.board("").observe("reset.wire=not-seen"), Instruments.NONE);

        assertThat(told.remedies()).endsWith("to narrow it down, find out whether what the probe senses of the supply falls when the board is without power");
    }

    @Test void a_program_that_writes_option_bytes_is_not_blamed_where_they_are_not_in_the_way() {
        var board = Known.board("option.sector=open option.readout=level-0 failure.spread=one-sector supply.for-width=enough history.cut-short=nothing");

        Diagnosis told = EXAMINER.examine(MISMATCH, board.observe("option.after-start=changing readback.difference=stuck-bits readback.stability=stable"), board);

        assertThat(told.suspects()).extracting(Suspect::cause).startsWith("C14").doesNotContain("C7");
    }

    @Test void measures_the_least_intrusive_first_and_nothing_twice() {
        var board = Known.board("");
        EXAMINER.examine(SILENT, board.observe("sync.answer=silent"), board);

        assertThat(board.asked()).isNotEmpty().doesNotHaveDuplicates().doesNotContain(Fact.SYNC_ANSWER)
                .extracting(Fact::intrusion).isSorted();
    }

    @Test void does_not_reset_a_board_whose_cause_is_clear() {
        var board = Known.board("identify.answer=served refusal.extent=all-memory");
        EXAMINER.examine(REFUSED, board.observe("refusal.stage=command"), board);

        assertThat(board.asked()).extracting(Fact::intrusion).allMatch(i -> i.compareTo(Intrusion.READ) <= 0);
    }

    @Test void stops_after_a_bounded_number_of_measurements_whatever_the_board_says() {
        for (Fact fact : Fact.values()) {
            for (String value : fact.findings()) {
                var asked = new ArrayList<Fact>();
                EXAMINER.examine(SILENT, List.of(fact.is(value, "seen")), question -> {
                    asked.add(question);
                    return Optional.of(question.is(question.findings().get(0), "measured"));
                });
                assertThat(asked).hasSizeLessThanOrEqualTo(20).doesNotHaveDuplicates();
            }
        }
    }

    @Property(tries = 200) void what_is_known_in_another_order_leads_to_the_same_suspects_and_advice(
            @ForAll("known") List<Observation> known, @ForAll Random order) {
        Instruments board = fact -> Optional.of(fact.is(fact.findings().get(known.size() % fact.findings().size()), "measured"));
        var shuffled = new ArrayList<>(known);
        Collections.shuffle(shuffled, order);

        Diagnosis one = EXAMINER.examine(SILENT, known, board);
        Diagnosis other = EXAMINER.examine(SILENT, shuffled, board);
        assertThat(other.suspects()).isEqualTo(one.suspects());
        assertThat(other.remedies()).isEqualTo(one.remedies());
        assertThat(other.evidence()).containsExactlyInAnyOrderElementsOf(one.evidence());
    }

    @Provide Arbitrary<List<Observation>> known() {
        return Arbitraries.of(Fact.class)
                .flatMap(fact -> Arbitraries.of(fact.findings()).map(value -> fact.is(value, fact + "=" + value)))
                .list().ofMaxSize(6);
    }

    @Test void an_instrument_that_fails_is_evidence_and_no_failure() {
        Diagnosis told = EXAMINER.examine(MISMATCH, Known.board("").observe("readback.difference=old-and-new"), fact -> {
            throw new TargetSilent(Diagnosis.of("no answer within 100 ms"));
        });

        assertThat(told.evidence()).contains("could not find out whether two reads of the same place agree: no answer within 100 ms");
        assertThat(told.suspects()).first().extracting(Suspect::cause).isEqualTo("C17");
        assertThat(told.board()).isEqualTo(BoardState.PARTLY_WRITTEN);
    }

    @Test void a_link_that_is_lost_while_measuring_is_named_and_ends_the_measuring() {
        var asked = new ArrayList<Fact>();
        Diagnosis told = EXAMINER.examine(MISMATCH, Known.board("").observe("readback.difference=garbage"), fact -> {
            asked.add(fact);
            throw new LinkLost(Diagnosis.of("/dev/ttyUSB0 is gone"));
        });

        assertThat(asked).hasSize(1);
        assertThat(told.suspects()).first().isEqualTo(CauseCatalogue.load().suspect("H7", CERTAIN));
        assertThat(told.evidence()).contains("/dev/ttyUSB0 is gone");
    }

    @Test void a_user_who_stops_gets_what_is_known_so_far() {
        Diagnosis told = EXAMINER.examine(MISMATCH, Known.board("").observe("readback.difference=old-and-new"), fact -> {
            throw new Cancelled(Diagnosis.of("stopped"));
        });

        assertThat(told.suspects()).first().extracting(Suspect::cause).isEqualTo("C17");
        assertThat(told.evidence()).contains("the examination was stopped before everything was measured");
    }

    @Test void our_own_mistakes_in_an_instrument_are_not_swallowed() {
        assertThatThrownBy(() -> EXAMINER.examine(SILENT, List.of(), fact -> {
            throw new IllegalStateException("a bug");
        })).isInstanceOf(IllegalStateException.class).hasMessage("a bug");
    }

    @Test void a_lost_link_needs_no_instrument_to_be_named() {
        var lost = new LinkLost(Diagnosis.of("the adapter vanished"));
        Diagnosis told = EXAMINER.examine(lost, List.of(), Instruments.NONE);

        assertThat(told.suspects()).containsExactly(CauseCatalogue.load().suspect("H7", CERTAIN));
        assertThat(told.evidence()).isEmpty();
    }

    @Test void a_suspect_named_before_stays_unless_it_was_ruled_out() {
        var failure = new LinkUnavailable(Diagnosis.of("the port cannot be opened")
                .suspect(new Suspect("H11", "port busy", LIKELY)).suspect(new Suspect("C17", "not erased", LIKELY)));

        assertThat(EXAMINER.examine(failure, List.of(), Instruments.NONE).suspects()).containsExactly(
                CauseCatalogue.load().suspect("H11", LIKELY), CauseCatalogue.load().suspect("C17", LIKELY));
        assertThat(EXAMINER.examine(failure, Known.board("").observe("readback.difference=none port.state=busy"),
                Instruments.NONE).suspects()).containsExactly(CauseCatalogue.load().suspect("H11", CERTAIN));
    }

    @Test void what_is_wrong_with_a_file_is_not_looked_for_on_the_board() {
        var rejected = new ImageRejected(Diagnosis.of("line 7: checksum").suspect(CauseCatalogue.load().suspect("I6", CERTAIN)));
        var board = Known.board("");

        assertThat(EXAMINER.examine(rejected, List.of(), board)).isSameAs(rejected.diagnosis());
        assertThat(board.asked()).isEmpty();
    }

    @Test void an_observation_outside_the_vocabulary_is_our_own_mistake() {
        assertThatThrownBy(() -> Fact.PORT_STATE.is("ajar", "seen")).isInstanceOf(IllegalStateException.class)
                .hasMessage("port.state is never \"ajar\", only [open, busy, claimed, denied, missing, vanished, unresponsive]");
    }
}
