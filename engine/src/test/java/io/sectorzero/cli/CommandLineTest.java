package io.sectorzero.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CommandLineTest {

    @ParameterizedTest @EnumSource(CommandName.class)
    void every_command_explains_itself_with_an_example_and_within_80_columns(CommandName name) {
        Desk desk = Desk.after(name.word(), "--help");

        assertThat(desk.code()).isZero();
        assertThat(desk.err()).isEmpty();
        assertThat(desk.out()).startsWith("Usage: sectorzero " + name.word()).contains("Examples:", "sectorzero " + name.word());
        assertThat(desk.out().lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @ParameterizedTest @EnumSource(CommandName.class)
    void the_overview_and_the_completion_know_every_command(CommandName name) {
        assertThat(Desk.after("--help").out()).contains("\n  " + name.word() + " ");
        assertThat(Desk.after("completion").out()).contains(name.word());
    }

    @Test
    void the_version_is_one_line() {
        Desk desk = Desk.after("--version");

        assertThat(desk.code()).isZero();
        assertThat(desk.out()).startsWith("sectorzero ").hasLineCount(1);
    }

    @Test
    void no_command_at_all_is_a_usage_error() {
        Desk desk = Desk.after();

        assertThat(desk.code()).isEqualTo(2);
        assertThat(desk.err()).isEqualTo("Which command?\nTry: sectorzero --help\n");
    }

    @Test
    void a_misspelt_command_is_answered_with_the_nearest_one() {
        Desk desk = Desk.after("completoin");

        assertThat(desk.code()).isEqualTo(2);
        assertThat(desk.err()).startsWith("There is no command \"completoin\" here\nDid you mean").contains("completion");
    }

    @Test
    void a_usage_error_is_json_when_json_was_asked_for() {
        Desk desk = Desk.after("nonsense", "--json");

        assertThat(desk.code()).isEqualTo(2);
        assertThat(desk.err()).isEmpty();
        assertThat(desk.out()).contains("\"outcome\" : \"usage\"", "There is no command \\\"nonsense\\\" here");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "serve                                     | A board needs a door",
        "serve --control 70000                     | 0 to 65535, not 70000",
        "serve --control seven                     | '--control'",
        "board --control 127.0.0.1 status          | HOST:PORT or PORT",
        "board --control 7000                      | COMMAND",
        "serve --uart /tmp/x --pace slow           | '--pace'"})
    void a_command_line_that_makes_no_sense_says_why(String typed, String reason) {
        Desk desk = Desk.after(typed.strip().split(" +"));

        assertThat(desk.code()).isEqualTo(2);
        assertThat(desk.out()).isEmpty();
        assertThat(desk.err()).contains(reason, "Try: sectorzero " + typed.split(" ")[0] + " --help").hasLineCount(2);
    }
}
