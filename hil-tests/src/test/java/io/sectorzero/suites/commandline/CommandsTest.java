package io.sectorzero.suites.commandline;

import static io.sectorzero.suites.commandline.Program.BLINKY;
import static io.sectorzero.suites.commandline.Program.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import io.sectorzero.image.Image;
import io.sectorzero.image.ImageFile;
import io.sectorzero.memory.Address;
import io.sectorzero.suites.commandline.Program.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program as its users start it: exit code, both streams, files, and what they say when something goes wrong. */
class CommandsTest {

    @TempDir Path folder;

    @Test
    void a_newcomer_flashes_a_simulated_board_with_one_command() {
        Ended ended = Program.run(folder, "flash", BLINKY);

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("STM32F412xG", "erased    sector 0 ", "every one right", "done      the image is on the board",
                "s of simulated time");
        assertThat(ended.err().lines()).allMatch(line -> line.matches("(erasing|writing|verifying): .*B/s"));
    }

    @Test
    void the_same_command_says_the_same_bytes_twice() {
        assertThat(Program.run(folder, "flash", BLINKY, "--map").out()).isEqualTo(Program.run(folder, "flash", BLINKY, "--map").out());
    }

    @Test
    void json_is_one_object_on_standard_output_and_nothing_else() throws IOException {
        Ended ended = Program.run(folder, "flash", BLINKY, "--json");

        assertThat(ended.err()).isEmpty();
        assertThat(values(ended.out())).contains(Map.entry("/schema", "sectorzero/1"), Map.entry("/command", "flash"),
                Map.entry("/outcome", "done"), Map.entry("/exit", "0"), Map.entry("/verified", "true"),
                Map.entry("/chip/device", "STM32F412xG"), Map.entry("/sectors/0/after", "verified"), Map.entry("/board", "WRITTEN"));
    }

    @ParameterizedTest
    @CsvSource({"c03-sector-0-write-protected.toml,C3,UNTOUCHED", "c01-rdp-level-1.toml,C1,UNTOUCHED"})
    void a_protected_board_ends_with_its_cause_and_its_code(String board, String cause, String state) throws IOException {
        String file = ROOT.resolve("fixtures/boards").resolve(board).toString();

        Ended words = Program.run(folder, "flash", BLINKY, "--board", file);
        Ended json = Program.run(folder, "flash", BLINKY, "--board", file, "--json");

        assertThat(words.code()).isEqualTo(23);
        assertThat(words.out()).isEmpty();
        assertThat(words.err()).containsSubsequence("  evidence  ", "  suspect   " + cause + " ", "  board     " + state, "  remedy    ");
        assertThat(json.code()).isEqualTo(23);
        assertThat(json.err()).isEmpty();
        assertThat(values(json.out())).contains(Map.entry("/outcome", "protected"), Map.entry("/diagnosis/suspects/0/cause", cause),
                Map.entry("/diagnosis/board", state), Map.entry("/chip/device", "STM32F412xG"));
    }

    @Test
    void the_option_that_a_failure_names_is_the_one_that_helps() {
        String board = ROOT.resolve("fixtures/boards/c03-sector-0-write-protected.toml").toString();

        Ended refused = Program.run(folder, "flash", BLINKY, "--board", board);
        Ended lifted = Program.run(folder, "flash", BLINKY, "--board", board, "--lift-protection");

        assertThat(refused.err()).contains("the option for it: --lift-protection");
        assertThat(lifted.code()).isZero();
        assertThat(lifted.out()).contains("write protection put back");
    }

    @Test
    void read_protection_is_lifted_with_consent_and_without_option_bytes_to_look_at_first() throws IOException {
        String board = ROOT.resolve("fixtures/boards/c01-rdp-level-1.toml").toString();

        Ended words = Program.run(folder, "options", "--rdp", "0", "--consent", "data-loss", "--board", board);
        Ended json = Program.run(folder, "options", "--rdp", "0", "--consent", "data-loss", "--board", board, "--json");

        assertThat(words.code()).isZero();
        assertThat(words.out()).startsWith("erased    everything").contains("protection level 0");
        assertThat(values(json.out())).contains(Map.entry("/outcome", "done"), Map.entry("/changed", "true"));
    }

    @Test
    void every_example_of_the_options_help_is_accepted() {
        String help = Program.run(folder, "options", "--help").out();
        List<String> examples = help.lines().map(String::strip).filter(line -> line.startsWith("sectorzero options "))
                .filter(line -> !line.contains("--uart")).toList();

        assertThat(examples).hasSize(2).allSatisfy(example ->
                assertThat(Program.run(folder, example.substring("sectorzero ".length()).split(" ")).code()).as(example).isZero());
    }

    @Test
    void content_to_be_kept_stays_in_the_rescue_file_when_it_did_not_come_back() {
        Path board = ROOT.resolve("fixtures/boards/c14-stuck-bit.toml");
        Path rescue = folder.resolve("rescue.hex");

        Ended failed = Program.run(folder, "flash", BLINKY, "--keep", "--rescue", rescue.toString(), "--board", board.toString());
        Ended well = Program.run(folder, "flash", BLINKY, "--keep", "--rescue", folder.resolve("other.hex").toString());

        assertThat(failed.code()).isEqualTo(24);
        assertThat(failed.err()).contains("to have it back: sectorzero flash " + rescue);
        assertThat(ImageFile.load(rescue, Optional.empty(), Optional.empty()).size()).isEqualTo(16 * 1024);
        assertThat(well.code()).isZero();
        assertThat(folder.resolve("other.hex")).doesNotExist();
    }

    @Test
    void content_that_cannot_be_put_away_is_not_erased() throws IOException {
        Path board = Files.writeString(folder.resolve("full.toml"), "[flash]\ncontent = \"counting\"\n");

        Ended ended = Program.run(folder, "flash", BLINKY, "--keep", "--rescue", folder.resolve("none/rescue.hex").toString(),
                "--board", board.toString());

        assertThat(ended.code()).isEqualTo(32);
        assertThat(ended.err()).contains("  board     UNTOUCHED: ");
    }

    @Test
    void a_dry_run_predicts_and_changes_nothing() {
        Ended ended = Program.run(folder, "flash", BLINKY, "--dry-run");

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("erase sector 0", "predicted: ").doesNotContain("done ");
        assertThat(ended.err()).doesNotContain("erasing", "writing");
    }

    @Test
    void memory_that_was_read_is_in_the_file() {
        Path file = folder.resolve("id.hex");

        Ended ended = Program.run(folder, "read", file.toString(), "--from", "0x08000000", "--length", "1K");

        assertThat(ended.code()).isZero();
        Image read = ImageFile.load(file, Optional.empty(), Optional.empty());
        assertThat(read.span().start()).isEqualTo(new Address(0x0800_0000));
        assertThat(read.size()).isEqualTo(1024);
        assertThat(read.segments().get(0).data().isAll(0xFF)).isTrue();
    }

    @Test
    void a_recorded_failure_fails_again_the_same_way_and_a_recorded_success_succeeds() {
        Path success = folder.resolve("success.trace");
        Path failure = folder.resolve("failure.trace");
        String board = ROOT.resolve("fixtures/boards/c01-rdp-level-1.toml").toString();
        Program.run(folder, "flash", BLINKY, "--trace", success.toString());
        Ended refused = Program.run(folder, "flash", BLINKY, "--board", board, "--trace", failure.toString());

        assertThat(Program.run(folder, "replay", success.toString()).code()).isZero();
        Ended again = Program.run(folder, "replay", failure.toString());

        assertThat(again.code()).isEqualTo(refused.code()).isEqualTo(23);
        assertThat(again.err().lines().findFirst()).isEqualTo(refused.err().lines().findFirst());
    }

    @Test
    void a_recording_of_another_image_differs_and_says_where() throws IOException {
        Path trace = folder.resolve("flash.trace");
        Path image = folder.resolve("app.hex");
        Files.copy(Path.of(BLINKY), image);
        Program.run(folder, "flash", image.toString(), "--trace", trace.toString());
        Files.copy(ROOT.resolve("fixtures/firmware/console.hex"), image, StandardCopyOption.REPLACE_EXISTING);

        Ended ended = Program.run(folder, "replay", trace.toString());

        assertThat(ended.code()).isEqualTo(33);
        assertThat(ended.err()).contains("the host leaves the recording", "recorded is");
    }

    @Test
    void ink_is_for_terminals_and_for_people_who_want_it() {
        List<String> onTerminal = List.of("-Dsectorzero.terminals=out,err", "-Dsectorzero.columns=80");

        Ended inked = Program.start(folder, onTerminal, Map.of("TERM", "xterm"), "flash", BLINKY).end();
        Ended plain = Program.start(folder, onTerminal, Map.of("TERM", "xterm", "NO_COLOR", "1"), "flash", BLINKY).end();
        Ended piped = Program.run(folder, "flash", BLINKY);

        assertThat(inked.out()).contains("\u001b[32mdone");
        assertThat(plain.out()).doesNotContain("\u001b").isEqualTo(piped.out());
        assertThat(plain.err()).contains("\r\u001b[Kerasing").doesNotContain("\n");
    }

    @Test @EnabledOnOs(value = OS.LINUX, disabledReason = "/dev/full is Linux")
    void a_full_disk_loses_the_words_and_the_trace_and_never_the_work() {
        Path full = Path.of("/dev/full");

        Ended unsaid = Program.into(full, folder, "flash", BLINKY, "--json");
        Ended untraced = Program.run(folder, "flash", BLINKY, "--trace", full.toString());

        assertThat(unsaid.code()).isEqualTo(32);
        assertThat(unsaid.err()).startsWith("What was asked for is done, but the answer could not be written");
        assertThat(untraced.code()).isEqualTo(32);
        assertThat(untraced.err()).contains("The trace /dev/full cannot be written", "  board     WRITTEN: ");
    }

    private static Map<String, String> values(String text) throws IOException {
        var values = new TreeMap<String, String>();
        try (var parser = new JsonFactory().createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue()) {
                    values.put(parser.getParsingContext().pathAsPointer().toString(), parser.getText());
                }
            }
        }
        return values;
    }
}
