package io.sectorzero.suites.commandline;

import static io.sectorzero.suites.commandline.Program.BLINKY;
import static io.sectorzero.suites.commandline.Program.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.suites.commandline.Program.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands once more, by way of the debug port. */
class SwdCommandsTest {

    @TempDir Path folder;

    private Ended over(String... words) {
        String[] all = new String[words.length + 2];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "--route";
        all[words.length + 1] = "swd";
        return Program.run(folder, all);
    }

    private static String board(String name) {
        return ROOT.resolve("fixtures/boards").resolve(name).toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"under-reset", "hot-plug"})
    void a_board_is_flashed_however_the_debugger_comes_to_it(String connect) {
        Ended ended = over("flash", BLINKY, "--connect", connect);

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("STM32F412xG", "revision C", "erased    sector 0 ", "every one right",
                "done      the image is on the board");
    }

    @Test
    void information_tells_probe_supply_core_and_the_last_reset() {
        Ended words = over("info", "--speed", "950");
        Ended json = over("info", "--json");

        assertThat(words.code()).isZero();
        assertThat(words.out()).contains("probe     ST-LINK/V2-1 V2J40M27 serial ", "clock     950 kHz", "supply    3.30 V at the probe",
                "debug port DPIDR 2BA01477", "core      running", "last reset ", "read      protection level 0");
        assertThat(json.out()).contains("\"particulars\"", "\"what\" : \"last reset\"");
    }

    @Test
    void a_dry_run_says_which_way_is_taken() {
        Ended ended = over("flash", BLINKY, "--dry-run");

        assertThat(ended.out()).contains("over SWD at 4000 kHz through ST-LINK/V2-1, written by ", "work as wide as the supply allows: 2.7 to 3.6 V (x32)");
    }

    @Test
    void memory_is_read_into_a_file_and_verified_and_erased() throws IOException {
        Path file = folder.resolve("back.bin");

        assertThat(over("read", file.toString(), "--from", "0x1FFF7A10", "--length", "12").code()).isZero();
        assertThat(Files.size(file)).isEqualTo(12);
        assertThat(over("verify", BLINKY).code()).as("a blank board does not hold it").isEqualTo(24);
        assertThat(over("erase", "--sectors", "0-1").out()).contains("sectors 0-1");
    }

    @Test
    void option_bytes_are_shown_and_changed() {
        assertThat(over("options").out()).contains("write     no sector is protected");
        assertThat(over("options", "--write-protect", "0-1", "--bor", "2.29").out())
                .contains("write     sectors 0-1 protected  (changed)", "brown-out reset below 2.29 V  (changed)");
    }

    @Test
    void a_code_protected_board_is_left_alone_and_gives_way_to_consent() {
        String file = "c04-proprietary-code-protection.toml";
        Ended refused = over("flash", BLINKY, "--board", board(file));
        assertThat(refused.code()).isEqualTo(23);
        assertThat(refused.err()).containsSubsequence("  suspect   C4 ", "  board     UNTOUCHED");

        assertThat(over("flash", BLINKY, "--board", board(file), "--lift-protection", "--consent", "data-loss").code()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"h01-probe-held.toml, 10, H1", "h02-two-probes-one-serial.toml, 22, H2", "h04-old-firmware.toml, 10, H4"})
    void a_way_that_is_barred_has_its_exit_code(String file, int code, String cause) {
        Ended ended = over("info", "--board", board(file));

        assertThat(ended.code()).isEqualTo(code);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("  suspect   " + cause + " ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"--connect sideways | none of normal, under-reset, hot-plug", "--speed 1 | a debug clock is 5 to 24000 kHz"})
    void what_no_probe_understands_is_a_usage_error(String options, String complaint) {
        Ended ended = over(("info " + options).split(" "));

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains(complaint);
    }

    @Test
    void a_bench_that_names_its_chip_takes_no_other() throws IOException {
        Path bench = Files.writeString(folder.resolve("bound.toml"), """
                kind      = "simulator"
                name      = "bound"
                unique-id = "33003A000C51363339373337"
                """);
        Path other = Files.writeString(folder.resolve("other.toml"), """
                kind      = "simulator"
                name      = "other"
                unique-id = "000000000000000000000001"
                """);

        assertThat(over("flash", BLINKY, "--bench", bench.toString()).code()).isZero();
        Ended refused = over("flash", BLINKY, "--bench", other.toString());
        assertThat(refused.code()).isEqualTo(22);
        assertThat(refused.err()).contains("This is another board than the bench other is made for", "suspect   H2 ", "board     UNTOUCHED");
    }
}
