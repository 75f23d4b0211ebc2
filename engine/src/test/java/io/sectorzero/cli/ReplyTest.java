package io.sectorzero.cli;

import static io.sectorzero.failure.Confidence.CERTAIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.failure.BoardState;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.Protected;
import io.sectorzero.failure.Suspect;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Which stream and which form an answer takes: words, JSON, ink, and a fault of our own. */
class ReplyTest {

    private static final Protected REFUSED = new Protected(Diagnosis.of("Sector 0 is \"locked\"")
            .because("nWRP0 reads 0").suspect(new Suspect("C3", "sector write protection", CERTAIN))
            .leaves(BoardState.UNTOUCHED).remedy("lift it"));

    private final Desk desk = new Desk();

    @Test
    void a_failure_in_words_goes_to_standard_error_alone() {
        int code = new Reply(desk.screen(), "flash", false).failure(REFUSED, json -> { });

        assertThat(code).isEqualTo(23);
        assertThat(desk.out()).isEmpty();
        assertThat(desk.err()).isEqualTo("""
                Sector 0 is "locked"
                  evidence  nWRP0 reads 0
                  suspect   C3  sector write protection (certain)
                  board     UNTOUCHED: nothing was changed
                  remedy    lift it
                """);
    }

    @Test
    void a_failure_as_json_goes_to_standard_output_alone() {
        new Reply(desk.screen(), "flash", true).failure(REFUSED, json -> { });

        assertThat(desk.err()).isEmpty();
        assertThat(desk.out()).isEqualTo("""
                {
                  "schema" : "sectorzero/1",
                  "command" : "flash",
                  "outcome" : "protected",
                  "exit" : 23,
                  "diagnosis" : {
                    "what" : "Sector 0 is \\"locked\\"",
                    "evidence" : [
                      "nWRP0 reads 0"
                    ],
                    "suspects" : [
                      {
                        "cause" : "C3",
                        "title" : "sector write protection",
                        "confidence" : "certain"
                      }
                    ],
                    "board" : "UNTOUCHED",
                    "remedies" : [
                      "lift it"
                    ]
                  }
                }
                """);
    }

    @Test
    void a_fault_of_our_own_is_two_lines_and_a_note_with_the_stack_trace() throws Exception {
        int code = new Reply(desk.screen(), "flash", false).ownFault(new IllegalStateException("sector -1"));

        assertThat(code).isEqualTo(70);
        String[] lines = desk.err().split("\n");
        assertThat(lines).hasSize(2);
        assertThat(lines[0]).contains("sector -1");
        Path note = Path.of(lines[1].substring(lines[1].indexOf(" in ") + 4, lines[1].indexOf(';')));
        assertThat(Files.readString(note)).contains("command    flash", "at io.sectorzero.cli.ReplyTest");
        Files.delete(note);
    }

    @Test
    void a_terminal_sees_the_finding_in_red_and_a_pipe_no_ink_at_all() {
        DiagnosisText.say(desk.terminal(80), REFUSED.diagnosis());
        DiagnosisText.say(desk.screen().err(), REFUSED.diagnosis());

        assertThat(desk.out()).startsWith("\u001b[1;31mSector 0 is \"locked\"\u001b[0m\n\u001b[2m  evidence  \u001b[0mnWRP0");
        assertThat(desk.err()).doesNotContain("\u001b");
    }
}
