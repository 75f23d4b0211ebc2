package io.sectorzero.sim.guest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.bench.GuestJob;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The guest's end is played by this computer's shell, which reads the script of a job as the guest's would. */
@Timeout(30)
class JobShareTest {

    @TempDir Path folder;

    @Test
    void every_word_and_variable_arrives_as_it_was_whatever_is_in_it() throws Exception {
        String awkward = "it's $HOME `x` \"y\" \\ * \n;&|<>";

        assertThat(shell(job(Map.of("ODD", awkward, "not a name", "1"), "/usr/bin/printf", "%s|%s", awkward, "")))
                .isEqualTo(awkward + "|");
        assertThat(shell(job(Map.of("ODD", awkward, "not-a-name", "1"), "/bin/sh", "-c", "printf %s \"$ODD\""))).isEqualTo(awkward);
    }

    @Test
    void a_job_starts_in_its_folder() throws Exception {
        assertThat(shell(job(Map.of(), "/bin/pwd"))).isEqualTo(folder.toRealPath() + "\n");
    }

    @Test
    void what_is_said_is_handed_on_once_as_it_comes() throws IOException {
        var share = new JobShare(folder);
        var heard = new ByteArrayOutputStream();

        assertThat(share.hear(3, "out", 0, heard)).isZero();
        Files.writeString(folder.resolve("job-3.out"), "one ");
        long so = share.hear(3, "out", 0, heard);
        Files.writeString(folder.resolve("job-3.out"), "one two");
        assertThat(share.hear(3, "out", so, heard)).isEqualTo(7);
        assertThat(heard).hasToString("one two");
    }

    @Test
    void a_job_has_ended_when_its_status_is_there() throws IOException {
        var share = new JobShare(folder);

        assertThat(share.ended(0)).isEmpty();
        Files.writeString(folder.resolve("job-0.end"), "139\n");
        assertThat(share.ended(0)).hasValue(139);
    }

    private GuestJob job(Map<String, String> environment, String... command) {
        return new GuestJob(List.of(command), folder, environment, Duration.ofSeconds(1), OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream());
    }

    private String shell(GuestJob job) throws IOException, InterruptedException {
        new JobShare(folder).submit(0, job);
        Process shell = new ProcessBuilder("/bin/sh", folder.resolve("job-0").toString()).redirectErrorStream(true).start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(said).isZero();
        return said;
    }
}
