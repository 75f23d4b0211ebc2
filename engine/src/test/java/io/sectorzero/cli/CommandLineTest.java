package io.sectorzero.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every command explains itself, and every command line that makes no sense is told why; run inside the test, as {@code main}
 * would.
 */
class CommandLineTest {

    @ParameterizedTest @EnumSource(CommandName.class)
    void every_command_explains_itself_with_an_example_and_within_80_columns(CommandName name) {
        Desk desk = Desk.after(name.word(), "--help");

        assertThat(desk.code()).isZero();
        assertThat(desk.err()).isEmpty();
        assertThat(desk.out()).startsWith("Usage: sectorzero " + name.word()).contains("Examples:", "sectorzero " + name.word());
        assertThat(desk.out().lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    /** What is broken by the width of the screen cannot be copied into a shell. */
    @ParameterizedTest @EnumSource(CommandName.class)
    void no_example_is_broken_into_lines_that_were_not_meant(CommandName name) {
        String help = Desk.after(name.word(), "--help").out();

        assertThat(help.substring(help.indexOf("Examples:\n") + "Examples:\n".length()).lines()).allSatisfy(line -> assertThat(line).startsWith("  "));
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
    void a_bench_that_nobody_here_can_open_is_a_missing_capability_and_the_image_is_looked_at_before() {
        Desk damaged = Desk.after("flash", "../fixtures/firmware/damaged.hex");
        Desk missing = Desk.after("flash", "nowhere.hex", "--uart", "/dev/nowhere");
        Desk portless = Desk.after("flash", "../fixtures/firmware/blinky.hex", "--uart", "/dev/nowhere");
        Desk simulatorless = Desk.after("info");

        assertThat(damaged.code()).isEqualTo(30);
        assertThat(damaged.err()).contains("damaged.hex, line 5", "suspect   I6");
        assertThat(missing.code()).isEqualTo(30);
        assertThat(portless.code()).isEqualTo(10);
        assertThat(portless.err()).startsWith("There is no port /dev/nowhere\n");
        assertThat(simulatorless.code()).isEqualTo(41);
    }

    @Test
    void a_recording_that_names_no_command_is_refused() {
        Desk desk = Desk.after("replay", "../fixtures/transcripts/get.txt");

        assertThat(desk.code()).isEqualTo(31);
        assertThat(desk.err()).contains("does not say which command it recorded");
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
        "board --control 127.0.0.1 status          | neither HOST:PORT nor PORT",
        "board --control 7000                      | COMMAND",
        "flash                                     | 'IMAGE'",
        "flash a.hex b.hex                         | There is no argument \"b.hex\"",
        "flash a.hex --board b --uart c            | mutually exclusive",
        "flash a.hex --uart b --bench c            | mutually exclusive",
        "flash a.hex --usb --uart b                | mutually exclusive",
        "flash a.hex --usb-serial 1                | goes with --usb",
        "flash a.hex --mass-erase --mass-erase-if-needed | mutually exclusive",
        "flash a.hex --by-hand                     | go with --uart",
        "flash a.hex --bench b --control 7000      | go with --uart",
        "flash a.hex --uart b --by-hand --control 7 | mutually exclusive",
        "flash a.hex --uart b --control :7         | neither HOST:PORT nor PORT",
        "flash a.hex --uart b --control 70000      | neither HOST:PORT nor PORT",
        "flash a.hex --no-verify                   | There is no option \"--no-verify\"",
        "flash a.hex --supply lots                 | no number of volts",
        "flash a.hex --supply 33                   | lives at 33 V",
        "flash a.hex --baud 1                      | 300 to 4000000",
        "flash a.hex --base flash                  | \"flash\" is no number",
        "flash a.hex --format exe                  | none of hex, srec, elf, bin, dfu",
        "flash a.hex --consent everything          | none of data-loss, rdp-level-2, otp",
        "flash a.hex --route jtag                  | '--route'",
        "read                                      | 'FILE'",
        "read a                                    | does not show a format",
        "read a.elf                                | not as elf",
        "read a.bin --from 0xFFFFFFFF --length 2   | past the last address",
        "read a.bin --length 0                     | no size",
        "erase                                     | (--sectors=SECTORS",
        "erase --all --sectors 1                   | mutually exclusive",
        "erase --sectors 12                        | sectors 0 to 11, and no sector 12",
        "erase --sectors none                      | no sector is named",
        "erase --sectors 8 --device STM32F412xE    | sectors 0 to 7, and no sector 8",
        "bench                                     | Which command?",
        "bench check a.toml --uart b               | Either a bench file, or",
        "replay                                    | 'FILE'",
        "serve --uart /tmp/x --pace slow           | '--pace'"})
    void a_command_line_that_makes_no_sense_says_why(String typed, String reason) {
        Desk desk = Desk.after(typed.strip().split(" +"));

        assertThat(desk.code()).isEqualTo(2);
        assertThat(desk.out()).isEmpty();
        assertThat(desk.err()).contains(reason, "Try: sectorzero " + typed.split(" ")[0]).endsWith(" --help\n").hasLineCount(2);
    }
}
