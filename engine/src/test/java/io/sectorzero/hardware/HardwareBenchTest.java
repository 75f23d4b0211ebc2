package io.sectorzero.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.bench.Bench;
import io.sectorzero.bench.BenchDescription;
import io.sectorzero.bench.Benches;
import io.sectorzero.bench.Capability;
import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.failure.LinkUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A bench of real ports that are not there: what it says of itself, and that it opens nothing before it is asked. */
class HardwareBenchTest {

    @Test
    void the_description_decides_what_the_bench_says_of_itself() {
        try (Bench bench = open("""
                kind = "hardware"
                name = "desk-3"
                device = "STM32F412xG"
                supply = 3.3
                uart.port = "/dev/ttyUSB7"
                controls.reset.manual = true
                """)) {
            assertThat(bench.name()).isEqualTo("desk-3");
            assertThat(bench.device()).contains("STM32F412xG");
            assertThat(bench.supplyVolts()).hasValue(3.3);
            assertThat(bench.capabilities()).containsExactlyInAnyOrder(Capability.UART, Capability.RESET);
            assertThat(bench.probe()).isEmpty();
        }
    }

    @Test
    void opening_a_bench_opens_no_port_yet() {
        open("kind = \"hardware\"\nuart.port = \"/dev/no-such-port\"").close();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "ports are files only on Unix")
    void a_port_that_is_not_there_is_named() {
        try (Bench bench = open("kind = \"hardware\"\nuart.port = \"/dev/no-such-port\"")) {
            assertThatThrownBy(bench::uart).isInstanceOfSatisfying(LinkUnavailable.class, missing -> {
                assertThat(missing).hasMessage("There is no port /dev/no-such-port");
                assertThat(missing.diagnosis().evidence()).contains("there is no such file");
            });
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "ports are files only on Unix")
    void a_link_to_a_port_that_went_away_says_so(@TempDir Path folder) throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("board"), folder.resolve("gone"));

        try (Bench bench = open("kind = \"hardware\"\nuart.port = \"" + link + "\"")) {
            assertThatThrownBy(bench::uart).isInstanceOfSatisfying(LinkUnavailable.class, missing ->
                    assertThat(missing.diagnosis().evidence()).contains("it is a link to something that is gone"));
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "ports are files only on Unix")
    void a_file_that_is_no_port_is_refused_and_not_held(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "keep me");

        try (Bench bench = open("kind = \"hardware\"\nuart.port = \"" + file + "\"")) {
            assertThatThrownBy(bench::uart).isInstanceOf(LinkUnavailable.class);
            assertThatThrownBy(bench::uart).isInstanceOf(LinkUnavailable.class)
                    .hasMessageNotContaining("taken");
        }
        assertThat(file).hasContent("keep me");
    }

    @Test
    void what_is_not_wired_is_missing() {
        try (Bench bench = open("kind = \"hardware\"\nname = \"bare\"")) {
            assertThatThrownBy(bench::uart).isInstanceOf(CapabilityMissing.class).hasMessage("bench bare has no serial port");
            assertThatThrownBy(bench::usb).isInstanceOf(CapabilityMissing.class).hasMessage("bench bare has no USB");
            assertThatThrownBy(() -> bench.controls().power(true)).isInstanceOf(CapabilityMissing.class)
                    .hasMessage("bench bare cannot drive POWER");
        }
    }

    @Test
    void the_list_of_ports_can_be_asked_for_on_any_computer() {
        assertThat(SerialPorts.list()).allSatisfy(port -> assertThat(port.path()).isNotBlank());
    }

    private static Bench open(String toml) {
        return Benches.open(BenchDescription.parse("desk.toml", toml));
    }
}
