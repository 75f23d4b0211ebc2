package io.sectorzero.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.bench.BenchDescription;
import io.sectorzero.bench.Benches;
import io.sectorzero.bench.Capability;
import io.sectorzero.failure.BadDescription;
import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.link.LineSettings;
import io.sectorzero.memory.Address;
import io.sectorzero.protocol.rom.GetId;
import io.sectorzero.protocol.rom.ReadMemory;
import io.sectorzero.protocol.rom.RomSession;
import io.sectorzero.trace.Mark;
import io.sectorzero.trace.TraceText;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayBenchTest {

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
            assertThat(bench.capabilities()).containsExactlyInAnyOrder(Capability.UART, Capability.RESET);
            assertThat(bench.probe()).isEmpty();
        }
    }

    @Test
    void a_recording_replays_to_the_same_nanosecond_and_line() throws Exception {
        try (var bench = example()) {
            var session = new RomSession(bench.uart(), bench.time());

            session.synchronise(LineSettings.even(115200));
            assertThat(session.run(new GetId())).isEqualTo(0x441);
            assertThat(session.run(new ReadMemory(Address.of(0x0800_0000), 8)).hex()).isEqualTo("00 00 04 20 C1 01 00 08");

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
