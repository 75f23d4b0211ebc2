package io.sectorzero.sim.stlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.sectorzero.bench.BenchDescription;
import io.sectorzero.failure.LinkUnavailable;
import io.sectorzero.failure.Suspect;
import io.sectorzero.link.UsbIdentity;
import io.sectorzero.link.UsbMatch;
import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.bench.SimulatedBench;
import io.sectorzero.sim.board.BoardFile;
import io.sectorzero.sim.board.BoardSettings;
import io.sectorzero.time.Deadline;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the boards of the fixtures whose probe is wrong show to a computer. */
class ProbeCausesTest {

    private static final String ENTER_SWD = "F2 30 A3";
    private static final String DONE = "80 00";

    private static BoardSettings file(String name) {
        try {
            return BoardFile.read(Path.of(ProbeCausesTest.class.getResource("/fixtures/boards/" + name).toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double volts(Host host) {
        Bytes answer = host.read("F7", 8);
        return 2 * answer.u32(4) * 1.2 / answer.u32(0);
    }

    @Test
    void an_open_sense_pin_reads_next_to_nothing_and_the_port_answers() {
        Host host = Host.with(file("e01-sense-pin-open.toml"));

        assertThat(volts(host)).isLessThan(0.05);
        assertThat(host.ask(ENTER_SWD)).isEqualTo(DONE);
        assertThat(host.read("F2 31", 12).u32(4)).isEqualTo(0x2BA0_1477);
    }

    @Test
    void a_floating_sense_pin_reads_a_middle_value_and_the_port_answers() {
        Host host = Host.with(file("e02-sense-reads-half.toml"));

        assertThat(volts(host)).isEqualTo(1.53, offset(0.02));
        assertThat(host.ask(ENTER_SWD)).isEqualTo(DONE);
    }

    @Test
    void a_held_probe_is_on_the_bus_and_cannot_be_opened() {
        var bench = SimulatedBench.open(BenchDescription.parse("b", "kind = \"simulator\""), file("h01-probe-held.toml"), 7);
        UsbIdentity probe = bench.usb().present().get(0);
        var match = new UsbMatch(probe.vendor(), Set.of(probe.product()), Optional.empty());

        assertThatThrownBy(() -> bench.usb().await(match, Deadline.in(Duration.ofSeconds(1), bench.time())))
                .isInstanceOfSatisfying(LinkUnavailable.class, held -> {
                    assertThat(held.diagnosis().evidence()).containsExactly("claiming it failed: openocd holds it");
                    assertThat(held.diagnosis().suspects()).extracting(Suspect::cause).containsExactly("H1");
                });
    }

    @Test
    void two_probes_say_the_same_serial_number_and_one_has_no_board() {
        Host host = Host.with(file("h02-two-probes-one-serial.toml"));

        List<String> serials = host.board.usb().present().stream().map(device -> device.description().serial())
                .filter("066DFF515049657187212124"::equals).toList();
        assertThat(serials).hasSize(2);
    }

    @Test
    void old_firmware_says_its_version_and_knows_no_debug_port_registers() {
        Host host = Host.with(file("h04-old-firmware.toml"));

        assertThat(host.read("F1", 6).at(0) >>> 4).isEqualTo(2);
        assertThat((host.read("F1", 6).at(0) & 0xF) << 2 | host.read("F1", 6).at(1) >>> 6).isEqualTo(17);
        assertThat(host.ask(ENTER_SWD)).isEqualTo(DONE);
        assertThat(host.ask("F2 45 FF FF 00 00")).isEqualTo("42 00");
    }

    @Test
    void a_clone_says_the_same_voltage_of_a_board_without_power_and_resets_nothing() {
        Host host = Host.with(file("h05-clone.toml"));
        assertThat(host.ask(ENTER_SWD)).isEqualTo(DONE);

        host.ask("F2 3C 00");
        host.board.world().pass(Duration.ofMillis(1));
        assertThat(host.board.chip().isRunning()).isTrue();
        double before = volts(host);
        host.board.power(false);
        assertThat(volts(host)).isEqualTo(before).isEqualTo(3.25, offset(0.02));
    }

    @Test
    void a_wedged_probe_does_not_even_say_its_version_until_it_is_plugged_in_again() {
        Host host = Host.with(file("h06-wedged.toml"));
        for (int i = 0; i < 100; i++) {
            assertThat(host.ask("F5")).isNotEmpty();
        }

        assertThat(host.ask("F1")).isEmpty();
        host.board.probe(false);
        host.board.probe(true);
        assertThat(host.board.usb().present()).isNotEmpty();
    }

    @Test
    void an_impatient_probe_tells_of_the_first_wait() {
        Host host = Host.with(file("c21-impatient-probe.toml"));
        assertThat(host.ask(ENTER_SWD)).isEqualTo(DONE);
        host.ask("F2 35 04 3C 02 40 23 01 67 45");
        host.ask("F2 35 04 3C 02 40 AB 89 EF CD");
        host.ask("F2 35 10 3C 02 40 02 02 01 00");

        assertThat(host.read("F2 36 00 00 00 08", 8).at(0)).as("AP WAIT or DP WAIT").isIn(0x10, 0x14);
    }
}
