package io.sectorzero.suites.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line's own guest, as a user starts it. */
@InAGuest
class PlugIntoAGuestTest {

    private static final long LONGEST_SECONDS = 200;

    @TempDir Path folder;

    /** How it ended and what it said. */
    private record Ended(int status, String out, String err) {
    }

    /** The guest of the other tests comes as a parameter because it says whether this computer can have one at all. */
    @Test
    void a_command_sees_the_board_keeps_what_it_writes_where_it_started_and_passes_its_status_on(Computer another) throws Exception {
        String outside = "sectorzero-guest-" + ProcessHandle.current().pid();

        Ended ended = plug("60", "lsusb -d 0483:; pwd; echo \"$WORD\" >kept; echo x >/tmp/%s; echo aside >&2; exit 42".formatted(outside));

        assertThat(ended.status()).as(ended.err()).isEqualTo(42);
        assertThat(ended.out()).contains("ID 0483:df11", "ID 0483:374b", folder.toRealPath().toString());
        assertThat(ended.err()).endsWith("aside\n");
        assertThat(folder.resolve("kept")).hasContent("it's here");
        assertThat(Path.of("/tmp", outside)).doesNotExist();
    }

    @Test
    void a_command_that_takes_too_long_is_ended(Computer another) throws Exception {
        assertThat(plug("2", "sleep 100").status()).isEqualTo(124);
    }

    private Ended plug(String limit, String script) throws IOException, InterruptedException {
        var command = new ArrayList<>(Computer.sectorzero());
        command.addAll(List.of("plug", "--guest", "--limit", limit, "--", "sh", "-c", script));
        Path out = Files.createTempFile("plug", "out");
        Path err = Files.createTempFile("plug", "err");
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("WORD", "it's here");
        Process process = builder.start();
        try {
            assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).as("ended by itself").isTrue();
            return new Ended(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
        } finally {
            process.destroy();
            Files.delete(out);
            Files.delete(err);
        }
    }
}
