package io.sectorzero.sim.rom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sectorzero.bench.BenchDescription;
import io.sectorzero.link.LineSettings;
import io.sectorzero.replay.Transcript;
import io.sectorzero.replay.TranscriptHost;
import io.sectorzero.sim.bench.SimulatedBench;
import io.sectorzero.sim.board.BoardSettings;
import io.sectorzero.sim.fault.OptionCondition;
import io.sectorzero.sim.fault.UartCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The treaty, from the chip's end: a host on paper plays every transcript against the model. */
class TranscriptsTest {

    private static final Path FOLDER = Fixtures.folder("transcripts");
    // Longer than the longest work the chip may have to do: a mass erase in byte steps. DS11139 Rev 8 Table 49.
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TestFactory
    Stream<DynamicTest> the_model_says_what_every_transcript_says() throws IOException {
        return transcripts().stream().map(file -> dynamicTest(file.getFileName().toString(), () -> play(file)));
    }

    @Test
    void there_are_transcripts() throws IOException {
        assertThat(transcripts()).hasSizeGreaterThan(40);
    }

    private static void play(Path file) {
        Transcript transcript = Transcript.read(file);
        var description = BenchDescription.parse("transcript bench", "kind = \"simulator\"");
        try (var bench = SimulatedBench.open(description, board(transcript), 1)) {
            bench.uart().configure(LineSettings.even(115_200));
            new TranscriptHost(bench.uart(), bench.time(), PATIENCE).play(transcript);
            assertThat(bench.board().unmodelled()).isEmpty();
        }
    }

    private static BoardSettings board(Transcript transcript) {
        String[] wanted = transcript.header("board").orElse("healthy").split(" ");
        BoardSettings healthy = BoardSettings.healthy();
        return switch (wanted[0]) {
            case "healthy" -> healthy;
            case "read-protected" -> healthy.with(new OptionCondition(0x55, 0xFFF, false, false, 0, 0));
            case "write-protected" -> healthy.with(
                    new OptionCondition(0xAA, 0xFFF & ~(1 << Integer.parseInt(wanted[1])), false, false, 0, 0));
            case "leading-zero" -> healthy.with(leadingZero());
            default -> throw new IllegalStateException(transcript.name() + " wants a board nobody knows: " + wanted[0]);
        };
    }

    private static UartCondition leadingZero() {
        UartCondition h = UartCondition.HEALTHY;
        return new UartCondition(h.wiring(), h.parity(), h.noParity(), h.maxBaud(), h.baudErrorPct(),
                h.autobaudJitterPct(), h.preNoise(), h.preNoiseAfter(), true);
    }

    private static List<Path> transcripts() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
        }
    }
}
