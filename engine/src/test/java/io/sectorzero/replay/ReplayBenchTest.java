package io.sectorzero.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.bench.BenchDescription;
import io.sectorzero.bench.Benches;
import io.sectorzero.bench.Capability;
import io.sectorzero.failure.BadDescription;
import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.flash.Route;
import io.sectorzero.flash.Workshop;
import io.sectorzero.trace.Mark;
import io.sectorzero.trace.TraceText;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A recording as a bench: the fixture's plays to the same nanosecond, and has no switch that the desk did not have. */
class ReplayBenchTest {

    /** How long the recorded board had been on its desk when somebody came to it. */
    private static final Duration BEFORE_THE_FIRST_CONTACT = Duration.ofMillis(20);

    private static Path fixture(String name) throws URISyntaxException {
        return Path.of(ReplayBenchTest.class.getResource("/fixtures/" + name).toURI());
    }

    private static ReplayBench example() throws URISyntaxException {
        return (ReplayBench) Benches.open(BenchDescription.read(fixture("benches/replay-example.toml")));
    }

    @Test
    void the_example_says_what_the_desk_it_stands_for_could_do() throws Exception {
        try (var bench = example()) {
            assertThat(bench.name()).isEqualTo("replay-example");
            assertThat(bench.device()).contains("STM32F412xG");
            assertThat(bench.supplyVolts()).hasValue(3.3);
            assertThat(bench.capabilities()).containsExactlyInAnyOrder(Capability.UART, Capability.RESET, Capability.BOOT0);
            assertThat(bench.probe()).isEmpty();
        }
    }

    @Test
    void a_recording_replays_to_the_same_nanosecond_and_line() throws Exception {
        try (var bench = example()) {
            bench.time().pass(BEFORE_THE_FIRST_CONTACT);
            var workshop = Workshop.open(bench, Route.UART);

            assertThat(workshop.identify().device().name()).isEqualTo("STM32F412xG");

            bench.requireFinished();
            var replayed = bench.trace().events().stream().filter(e -> e.mark() == Mark.SENT || e.mark() == Mark.RECEIVED).toList();
            assertThat(TraceText.lines(replayed)).isEqualTo(wireLinesOf(fixture("recordings/identify.trace")));
        }
    }

    private static List<String> wireLinesOf(Path recording) throws IOException {
        return TraceText.lines(TraceText.parse("identify.trace", Files.readAllLines(recording)).stream()
                .filter(e -> e.mark() == Mark.SENT || e.mark() == Mark.RECEIVED).toList()).toList();
    }

    @Test
    void switches_the_desk_had_may_be_used_and_the_others_may_not() throws Exception {
        try (var bench = example()) {
            bench.controls().reset(true);

            assertThat(bench.trace().events()).singleElement().satisfies(e -> assertThat(e.remark()).isEqualTo("reset asserted, as recorded"));
            assertThatThrownBy(() -> bench.controls().power(false)).isInstanceOf(CapabilityMissing.class)
                    .hasMessage("bench replay-example has no POWER");
            assertThatThrownBy(bench::usb).isInstanceOf(CapabilityMissing.class);
        }
    }

    @Test
    void a_description_that_makes_no_sense_names_its_key() throws Exception {
        String recording = "recording = '%s'\n".formatted(fixture("recordings/identify.trace"));

        assertThatThrownBy(() -> open("kind = 'replay'")).isInstanceOf(BadDescription.class)
                .hasMessage("bench: recording: this key is needed and missing");
        assertThatThrownBy(() -> open("kind = 'replay'\n" + recording + "switches = ['light']")).isInstanceOf(BadDescription.class)
                .hasMessage("bench:3: switches: \"light\" is none of reset, boot0, power");
        assertThatThrownBy(() -> open("kind = 'replay'\n" + recording + "speed = 2")).isInstanceOf(BadDescription.class)
                .hasMessageStartingWith("bench:3: speed: nobody knows this key");
        assertThatThrownBy(() -> open("kind = 'replay'\nrecording = 'nowhere.trace'")).isInstanceOf(BadDescription.class)
                .hasMessageEndingWith("nowhere.trace does not exist");
    }

    private static void open(String toml) {
        Benches.open(BenchDescription.parse("bench", toml)).close();
    }
}
