package io.sectorzero.suites.commandline;

import static io.sectorzero.suites.commandline.Program.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.suites.commandline.Program.Ended;
import io.sectorzero.suites.peer.Peer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Other people's programs in a world where the simulated board is plugged in, started as a shell would. */
class PlugTest {

    @TempDir Path folder;

    @BeforeAll
    static void needs_the_peers() {
        Peer.named("umockdev-wrapper");
        Peer.named("dfu-util");
    }

    @Test
    void an_unmodified_program_finds_the_board() {
        Ended ended = Program.run(folder, "plug", "--", "dfu-util", "-l");

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("Found DFU: [0483:df11]", "@Internal Flash  /0x08000000/04*016Kg,01*064Kg,07*128Kg");
    }

    @ParameterizedTest(name = "sh -c \"{0}\" ends with {1}")
    @CsvSource({"exit 0, 0", "exit 42, 42", "kill -9 $$, 137"})
    void the_exit_status_is_the_programs(String script, int status) {
        assertThat(Program.run(folder, "plug", "--", "sh", "-c", script).code()).isEqualTo(status);
    }

    @Test
    void a_program_that_is_not_there_ends_as_in_a_shell_and_says_so_in_one_line() {
        Ended ended = Program.run(folder, "plug", "--", "no-such-program");

        assertThat(ended.code()).isEqualTo(127);
        assertThat(ended.err().lines()).hasSize(1);
        assertThat(ended.err()).startsWith("no-such-program cannot be run");
    }

    @Test
    void the_board_may_come_from_a_bench_and_its_trouble_with_it() throws Exception {
        Path bench = folder.resolve("small.toml");
        Files.writeString(folder.resolve("board.toml"), "[chip]\nflashKb = 512\n");
        Files.writeString(bench, "kind = \"simulator\"\nboard = \"board.toml\"\n");

        assertThat(Program.run(folder, "plug", "--bench", bench.toString(), "--", "dfu-util", "-l").out()).contains("03*128Kg");
    }

    @Test
    void a_bench_that_is_no_simulator_is_refused_by_name() {
        Ended ended = Program.run(folder, "plug", "--bench", ROOT.resolve("fixtures/benches/desk-example.toml").toString(), "--", "true");

        assertThat(ended.code()).isEqualTo(31);
        assertThat(ended.err()).contains("desk-example.toml", "kind");
    }
}
