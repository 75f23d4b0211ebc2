package io.sectorzero.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.time.Crank;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a terminal and a pipe see while work goes on, character by character. */
class ProgressLineTest {

    private final Desk desk = new Desk();
    private final Crank time = new Crank();

    @Test
    void a_pipe_gets_one_plain_line_for_each_phase() {
        var line = new ProgressLine(desk.screen().err(), time);

        twoPhases(line);

        assertThat(desk.err()).isEqualTo("""
                erasing: 16 KB  64.0 KB/s
                writing: 16 KB  8.0 KB/s
                """);
    }

    @Test
    void a_phase_cut_short_tells_how_far_it_came() {
        var line = new ProgressLine(desk.screen().err(), time);

        line.show("writing", 0, 65536);
        time.pass(Duration.ofSeconds(1));
        line.show("writing", 10240, 65536);
        line.end();

        assertThat(desk.err()).isEqualTo("writing: 10 of 64 KB  10.0 KB/s\n");
    }

    @Test
    void a_terminal_sees_one_line_rewritten_and_nothing_left_of_it() {
        var line = new ProgressLine(desk.terminal(120), time);

        twoPhases(line);

        assertThat(desk.out()).doesNotContain("\n").startsWith("\r\u001b[K").endsWith("\r\u001b[K");
        assertThat(desk.out()).contains("writing     ████████████░░░░░░░░░░░░  50 %  8 of 16 KB  8.0 KB/s  1 s left");
    }

    @Test
    void a_narrow_terminal_never_sees_the_line_wrap() {
        var line = new ProgressLine(desk.terminal(30), time);

        twoPhases(line);

        assertThat(desk.out().split("\r\u001b\\[K")).allSatisfy(shown -> assertThat(shown.length()).isLessThan(30));
    }

    @Test
    void the_line_is_rewritten_at_most_once_for_each_percent() {
        var line = new ProgressLine(desk.terminal(120), time);

        for (int done = 0; done <= 1 << 20; done += 256) {
            line.show("writing", done, 1 << 20);
        }

        assertThat(desk.out().split("\r").length - 1).isEqualTo(101);
    }

    @Test
    void a_phase_without_anything_to_count_is_only_named() {
        new ProgressLine(desk.terminal(120), time).show("connecting", 0, 0);
        var piped = new ProgressLine(desk.screen().err(), time);
        piped.show("erasing", 0, 0);
        piped.end();

        assertThat(desk.out()).isEqualTo("\r\u001b[Kconnecting");
        assertThat(desk.err()).isEmpty();
    }

    private void twoPhases(ProgressLine line) {
        line.show("erasing", 0, 16384);
        time.pass(Duration.ofMillis(250));
        line.show("erasing", 16384, 16384);
        line.show("writing", 0, 16384);
        time.pass(Duration.ofSeconds(1));
        line.show("writing", 8192, 16384);
        time.pass(Duration.ofSeconds(1));
        line.show("writing", 16384, 16384);
        line.end();
    }
}
