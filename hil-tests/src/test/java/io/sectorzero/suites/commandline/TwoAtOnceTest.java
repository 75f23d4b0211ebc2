package io.sectorzero.suites.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.bench.BoardServing;
import io.sectorzero.bench.ServeRequest;
import io.sectorzero.bench.ServedBoard;
import io.sectorzero.suites.commandline.Program.Ended;
import io.sectorzero.suites.flashing.Images;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Two programs on one port: the second is told who has it, and the first does not notice. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "pseudo-terminals and named pipes")
class TwoAtOnceTest {

    private static final long SEED = 0x5EC7;
    // Its trace is longer than any pipe's buffer.
    private static final int IMAGE_BYTES = 200 * 1024;

    @TempDir Path folder;

    @Test
    void a_second_flash_on_a_port_in_use_is_refused_and_the_first_goes_on() throws Exception {
        String port = folder.resolve("port").toString();
        Path pipe = folder.resolve("trace");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        Path image = Files.write(folder.resolve("large.bin"), Images.content(IMAGE_BYTES).toArray());
        BoardServing serving = ServiceLoader.load(BoardServing.class).findFirst().orElseThrow();
        try (ServedBoard board = serving.serve(new ServeRequest(Optional.empty(), Map.of("uart", port), "127.0.0.1", true,
                Optional.empty(), SEED))) {
            assertThat(board.ready()).contains("ready uart " + port);
            Program first = Program.start(folder, List.of(), Map.of(), "flash", image.toString(), "--base", "0x08000000",
                    "--uart", port, "--trace", pipe.toString());
            Ended second;
            Ended ended;
            // The first can only go on as far as somebody reads its trace, so it is in the middle when the second comes.
            try (BufferedReader trace = Files.newBufferedReader(pipe)) {
                String line = trace.readLine();
                while (line != null && !line.contains("uart  >")) {
                    line = trace.readLine();
                }
                assertThat(line).as("the first has begun to speak").isNotNull();
                second = Program.run(folder, "flash", Program.BLINKY, "--uart", port);
                while (trace.readLine() != null) {
                    continue;
                }
                ended = first.end();
            }

            assertThat(second.code()).isEqualTo(10);
            assertThat(second.err()).contains("suspect   H11").doesNotContain("\tat ");
            assertThat(ended.code()).as(ended.err()).isZero();
        }
    }
}
