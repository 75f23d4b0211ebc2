package io.sectorzero.protocol.rom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.failure.BoardState;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.link.LineSettings;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.protocol.rom.Synchronisation.Outcome;
import io.sectorzero.replay.ReplayByteLink;
import io.sectorzero.replay.Transcript;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The one loop that waits for the loader: what it makes of answers, silence and noise, and how long it waits. Judged by lines on
 * paper, to the nanosecond.
 */
class RomSessionTest {

    private static final Address AT = new Address(0x0800_0000);
    private static final Bytes WORD = Bytes.of(0xDE, 0xAD, 0xBE, 0xEF);
    private static final Duration FOUR_SECONDS = Duration.ofSeconds(4);
    // 8E1 at 115200: eleven bits a byte.
    private static final long BYTE_NANOS = 11 * 1_000_000_000L / 115200 + 1;
    private static final long ALLOWANCE_NANOS = 500_000_000L;

    private ReplayByteLink link;

    private RomSession against(String... lines) {
        link = new ReplayByteLink(Transcript.parse("test", Arrays.asList(lines)));
        var session = new RomSession(link, link.time());
        session.configure(LineSettings.even(115200));
        return session;
    }

    @ParameterizedTest
    @CsvSource({"79, ACKED, true, false", "1F, NACKED, true, false", "'', SILENT, false, false", "55, GARBLED, false, false",
        "00 79, ACKED, true, true", "00 00 00 79, ACKED, true, true", "00 1F, NACKED, true, true", "00, GARBLED, false, false",
        "7F, GARBLED, false, false", "00 F3 79, GARBLED, false, false"})
    void what_comes_back_for_7f_is_an_outcome_and_no_failure(String answer, Outcome outcome, boolean inStep, boolean leadingZero) {
        var synchronisation = against(">  7F", "<  " + answer).synchronise();

        assertThat(synchronisation.outcome()).isEqualTo(outcome);
        assertThat(synchronisation.inStep()).isEqualTo(inStep);
        assertThat(synchronisation.leadingZero()).isEqualTo(leadingZero);
        assertThat(answer).startsWith(synchronisation.seen().hex());
    }

    @Test
    void a_line_that_says_zero_for_ever_is_garbled_soon() {
        var synchronisation = against(">  7F", "<  " + "00 ".repeat(10_000).strip()).synchronise();

        assertThat(synchronisation.outcome()).isEqualTo(Outcome.GARBLED);
        assertThat(synchronisation.seen().length()).isLessThan(32);
    }

    @Test
    void synchronising_sets_the_line_first_and_waits_as_its_speed_demands() {
        var session = against(">  7F");

        assertThat(session.synchronise(LineSettings.even(1200)).outcome()).isEqualTo(Outcome.SILENT);

        assertThat(link.time().nanos()).isEqualTo(2 * (11 * 1_000_000_000L / 1200 + 1) + ALLOWANCE_NANOS);
    }

    @Test
    void resynchronising_a_dead_line_ends() {
        var synchronisation = against(">  7F 6F 3F 1F 7F 1F").resynchronise();

        assertThat(synchronisation.outcome()).isEqualTo(Outcome.SILENT);
        assertThat(link.time().nanos()).isLessThan(FOUR_SECONDS.toNanos());
        link.requireFinished();
    }

    @Test
    void resynchronising_a_babbling_line_ends_and_keeps_little() {
        var synchronisation = against(">  7F", "<  " + "55 ".repeat(100_000).strip(), ">  6F 3F 1F 7F 1F").resynchronise();

        assertThat(synchronisation.outcome()).isEqualTo(Outcome.GARBLED);
        assertThat(synchronisation.seen().length()).isLessThan(32);
    }

    @Test
    void an_acknowledgement_that_comes_late_does_not_pass_for_being_in_step() {
        var synchronisation = against(">  7F", "<  79", ">  6F", "<  1F").resynchronise();

        assertThat(synchronisation.outcome()).isEqualTo(Outcome.NACKED);
        assertThat(synchronisation.seen()).isEqualTo(Bytes.of(0x79, 0x1F));
    }

    @Test
    void bytes_nobody_asked_for_are_dropped_before_a_command() {
        var session = against(">  7F", "<  79 55 1F 79", ">  02 FD", "<  79 01 04 41 79");
        session.synchronise();

        assertThat(session.run(new GetId())).isEqualTo(0x441);
    }

    @Test
    void an_answer_in_pieces_is_put_together() {
        var session = against(">  11 EE", "<  79", ">  08 00 00 00 08", "<  79", ">  04 FB", "<  79 DE", "<  AD", "<  BE EF", "<  00");

        assertThat(session.run(new ReadMemory(AT, 5))).isEqualTo(WORD.then(0));
    }

    @Test
    void silence_costs_line_time_and_stated_work_and_the_allowance_and_no_more() {
        var session = against(">  31 CE", "<  79", ">  08 00 00 00 08", "<  79", ">  03 DE AD BE EF 21");

        assertThatThrownBy(() -> session.run(new WriteMemory(AT, WORD, FOUR_SECONDS))).isInstanceOf(TargetSilent.class);

        assertThat(link.time().nanos()).isEqualTo(7 * BYTE_NANOS + FOUR_SECONDS.toNanos() + ALLOWANCE_NANOS);
    }

    @Test
    void an_erase_may_take_as_long_as_the_caller_says() {
        var lines = new String[] {
            "0.000000  uart  >  44 BB", "0.001000  uart  <  79", "0.001000  uart  >  FF FF 00", "31.900000  uart  <  79"};

        assertThat(against(lines).run(ExtendedErase.ofEverything(Duration.ofSeconds(32)))).isEqualTo(Nothing.NOTHING);
        assertThatThrownBy(() -> against(lines).run(ExtendedErase.ofEverything(Duration.ofSeconds(16)))).isInstanceOf(TargetSilent.class);
    }

    @Test
    void an_answer_that_trickles_does_not_buy_itself_time() {
        var lines = new String[] {"0.000000  uart  >  02 FD", "0.000500  uart  <  79", "0.400000  uart  <  01", "0.800000  uart  <  04",
            "1.400000  uart  <  41", "1.500000  uart  <  79"};
        var session = against(lines);

        assertThatThrownBy(() -> session.run(new GetId())).isInstanceOf(TargetSilent.class);

        assertThat(session.lastFailure()).contains(new RomFailure("Get ID", "answer", RomFailure.Kind.SILENCE, -1));
    }

    /** A missing acknowledgement after the chip was told to act proves nothing; before that it proves that nothing happened. */
    @ParameterizedTest
    @CsvSource({
        "0, UNTOUCHED", "1, UNTOUCHED", "2, UNKNOWN"})
    void silence_in_a_write_leaves_the_board_unknown_only_once_the_data_is_out(int acknowledged, BoardState state) {
        var lines = List.of(">  31 CE", "<  79", ">  08 00 00 00 08", "<  79", ">  03 DE AD BE EF 21").subList(0, 2 * acknowledged + 1);

        assertThat(stateAfter(new WriteMemory(AT, WORD, FOUR_SECONDS), lines)).isEqualTo(state);
    }

    @Test
    void a_command_that_needs_nothing_but_its_code_leaves_the_board_unknown_when_the_code_is_not_answered() {
        for (RomCommand<?> command : List.of(new WriteUnprotect(FOUR_SECONDS), new ReadoutProtect(FOUR_SECONDS), new ReadoutUnprotect(FOUR_SECONDS))) {
            String opening = ">  " + command.opening();

            assertThat(stateAfter(command, List.of(opening))).as(command.title()).isEqualTo(BoardState.UNKNOWN);
            assertThat(stateAfter(command, List.of(opening, "<  79"))).as(command.title()).isEqualTo(BoardState.UNKNOWN);
            assertThat(stateAfter(command, List.of(opening, "<  79 1F"))).as(command.title()).isEqualTo(BoardState.UNKNOWN);
            assertThat(stateAfter(command, List.of(opening, "<  1F"))).as(command.title()).isEqualTo(BoardState.UNTOUCHED);
        }
    }

    private BoardState stateAfter(RomCommand<?> command, List<String> lines) {
        var session = against(lines.toArray(String[]::new));
        try {
            session.run(command);
            throw new AssertionError(command.title() + " succeeded");
        } catch (SectorZeroException failed) {
            return failed.diagnosis().board();
        }
    }

    @Test
    void the_last_failure_is_forgotten_when_the_next_command_succeeds() {
        var session = against(">  11 EE", "<  1F", ">  02 FD", "<  79 01 04 41 79");
        assertThatThrownBy(() -> session.run(new ReadMemory(AT, 4))).isInstanceOf(SectorZeroException.class);
        assertThat(session.lastFailure()).contains(new RomFailure("Read Memory", "command", RomFailure.Kind.NACK, 0x1F));

        session.run(new GetId());

        assertThat(session.lastFailure()).isEmpty();
    }

    @Test
    void nothing_is_sent_again_after_a_refusal_or_a_silence() {
        for (String answer : List.of("<  1F", "<  55", "<")) {
            var session = against(">  11 EE", answer);

            assertThatThrownBy(() -> session.run(new ReadMemory(AT, 4))).isInstanceOf(SectorZeroException.class);

            link.requireFinished();
        }
    }
}
