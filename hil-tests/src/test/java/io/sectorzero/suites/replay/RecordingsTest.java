package io.sectorzero.suites.replay;

import static io.sectorzero.bench.Capability.UART;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.bench.BenchDescription;
import io.sectorzero.bench.Benches;
import io.sectorzero.flash.FlashReport;
import io.sectorzero.flash.Policy;
import io.sectorzero.flash.Route;
import io.sectorzero.flash.Workshop;
import io.sectorzero.hil.Fixture;
import io.sectorzero.hil.HilTest;
import io.sectorzero.hil.Needs;
import io.sectorzero.hil.Target;
import io.sectorzero.image.Image;
import io.sectorzero.trace.TraceEvent;
import io.sectorzero.trace.TraceText;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What happened once happens again from its recording, byte for byte. */
@HilTest
class RecordingsTest {

    @TempDir Path folder;

    @ParameterizedTest
    @MethodSource("recordings")
    void every_recording_in_the_fixtures_plays(Path recording) {
        try (var bench = Benches.open(replayOf(recording));
             var workshop = Workshop.open(bench, Route.UART)) {
            assertThat(workshop.identify().device().name()).startsWith("STM32F412");
        }
    }

    @Test
    @Needs(UART)
    void a_flashing_recorded_on_this_bench_plays_without_it(Target target, @Fixture("blinky.hex") Image blinky) throws IOException {
        // A board on a desk was brought to its starting point first; that is no part of what is recorded.
        int before = target.bench().trace().events().size();
        FlashReport live = target.flash(blinky);
        List<TraceEvent> told = target.bench().trace().events();
        Path recording = folder.resolve("flash.trace");
        Files.write(recording, (Iterable<String>) TraceText.lines(told.subList(before, told.size()))::iterator);

        try (var bench = Benches.open(replayOf(recording));
             var workshop = Workshop.open(bench, Route.UART)) {
            FlashReport again = workshop.flash(blinky, Policy.careful());

            assertThat(again.verified()).isTrue();
            assertThat(again.erasedSectors()).isEqualTo(live.erasedSectors());
            assertThat(again.chip()).isEqualTo(live.chip());
        }
    }

    private static BenchDescription replayOf(Path recording) {
        return BenchDescription.parse("replay", """
                kind      = "replay"
                device    = "STM32F412xG"
                supply    = 3.3
                recording = "%s"
                switches  = ["reset", "boot0", "power"]
                """.formatted(recording));
    }

    static Stream<Path> recordings() throws IOException {
        Path folder = Path.of(URI.create(RecordingsTest.class.getResource("/fixtures/recordings").toString()));
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".trace")).toList().stream();
        }
    }
}
