package io.sectorzero.suites.commandline;

import static io.sectorzero.suites.commandline.Program.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.suites.commandline.Program.Ended;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ctrl-C, and being told to terminate. The trace goes into a named pipe, and the program can only go on as far as somebody reads it: so the signal
 * arrives while the flash is being written, whatever the speed of this computer.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "named pipes and kill are Unix")
@Timeout(120)
class InterruptionTest {

    private static final int IMAGE_BYTES = 300 * 1024;

    @TempDir Path folder;
    private Path pipe;
    private Path image;

    @BeforeEach
    void a_pipe_and_an_image_too_long_for_it() throws Exception {
        pipe = folder.resolve("trace");
        image = folder.resolve("large.bin");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        byte[] content = new byte[IMAGE_BYTES];
        new Random(1).nextBytes(content);
        byte[] vectors = Files.readAllBytes(ROOT.resolve("fixtures/firmware/blinky.bin"));
        System.arraycopy(vectors, 0, content, 0, vectors.length);
        Files.write(image, content);
    }

    @Test
    void the_first_ctrl_c_ends_between_two_steps_and_says_what_the_board_is_left_like() throws IOException {
        stoppedBetweenTwoStepsBy("INT");
    }

    /** As {@code timeout} of GNU coreutils does it. */
    @Test
    void being_told_to_terminate_again_and_again_is_being_told_once() throws IOException {
        stoppedBetweenTwoStepsBy("TERM", "TERM", "HUP", "TERM");
    }

    private void stoppedBetweenTwoStepsBy(String... signals) throws IOException {
        Program flashing = flashing();
        Ended ended;
        try (BufferedReader trace = Files.newBufferedReader(pipe)) {
            readUntilWriting(trace);
            for (String signal : signals) {
                flashing.signal(signal);
            }
            while (trace.readLine() != null) {
                continue;
            }
            ended = flashing.end();
        }

        assertThat(ended.code()).isEqualTo(130);
        assertThat(ended.err()).contains("Stopped on request", "  board     PARTLY_WRITTEN: ").doesNotContain("\tat ");
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void the_second_ctrl_c_ends_at_once() throws IOException {
        Program flashing = flashing();
        Ended ended;
        try (BufferedReader trace = Files.newBufferedReader(pipe)) {
            readUntilWriting(trace);
            flashing.interrupt();
            // Nobody reads on, so the program is stuck in its next trace line; only the second signal can end it. Signals
            // that are still pending melt into one, hence again and again until it has arrived.
            while (!flashing.hasEnded()) {
                flashing.interrupt();
            }
            ended = flashing.end();
        }

        assertThat(ended.code()).isEqualTo(130);
        assertThat(ended.err()).doesNotContain("Stopped on request");
    }

    @Test
    void nobody_listening_to_standard_output_is_no_reason_to_leave_a_board_half_written() {
        Ended ended = Program.unheard(folder, "flash", Program.BLINKY);

        assertThat(ended.code()).isZero();
        assertThat(ended.err()).doesNotContain("Exception", "\tat ");
    }

    private Program flashing() {
        return Program.start(folder, List.of(), Map.of(), "flash", image.toString(), "--base", "0x08000000", "--trace", pipe.toString());
    }

    private static void readUntilWriting(BufferedReader trace) throws IOException {
        String line = trace.readLine();
        while (!line.contains("> 31 CE") && !line.contains(">  31 CE")) {
            line = trace.readLine();
        }
    }
}
