package io.sectorzero.sim.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.bench.Bench;
import io.sectorzero.bench.BenchDescription;
import io.sectorzero.bench.Benches;
import io.sectorzero.bench.Capability;
import io.sectorzero.failure.BadDescription;
import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.failure.LinkLost;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.link.ByteLink;
import io.sectorzero.link.LineSettings;
import io.sectorzero.link.UsbIdentity;
import io.sectorzero.link.UsbMatch;
import io.sectorzero.link.UsbPort;
import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.board.BoardFile;
import io.sectorzero.sim.board.BoardSettings;
import io.sectorzero.sim.board.Switchable;
import io.sectorzero.sim.fault.Direction;
import io.sectorzero.sim.fault.LineUnplugged;
import io.sectorzero.sim.fault.SilentAfter;
import io.sectorzero.time.Deadline;
import io.sectorzero.trace.TraceEvent;
import io.sectorzero.trace.TraceText;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A simulated board as a bench: links, switches, and that waiting turns the crank, by exactly what was asked. */
class SimulatedBenchTest {

    private static final BenchDescription PLAIN = BenchDescription.parse("plain", "kind = \"simulator\"");
    private static final BenchDescription WITHOUT_PROBE = BenchDescription.parse("plain", "kind = \"simulator\"\nprobe = \"none\"");
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static Bytes ask(Bench bench, String hex) {
        byte[] into = new byte[300];
        bench.uart().send(Bytes.parseHex(hex));
        int count = bench.uart().receive(into, Deadline.in(PATIENCE, bench.time()));
        return Bytes.copyOf(into, 0, count);
    }

    private static SimulatedBench open(BoardSettings settings) {
        SimulatedBench bench = SimulatedBench.open(PLAIN, settings, 1);
        bench.uart().configure(LineSettings.even(115_200));
        return bench;
    }

    @Test
    void an_adapter_without_parity_says_so_and_one_that_cannot_keep_the_rate_says_nothing() {
        assertThat(open(BoardSettings.healthy()).uart().inEffect()).contains(LineSettings.even(115_200));
        assertThat(open(board("u07-adapter-cannot-parity")).uart().inEffect())
                .contains(new LineSettings(115_200, LineSettings.Parity.NONE));
        assertThat(open(board("u07-adapter-slow")).uart().inEffect()).contains(LineSettings.even(115_200));
        assertThat(open(board("u05-no-parity-adapter")).uart().inEffect()).contains(LineSettings.even(115_200));
    }

    private static BoardSettings board(String name) {
        try {
            return BoardFile.read(Path.of(SimulatedBenchTest.class.getResource("/fixtures/boards/" + name + ".toml").toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_bench_of_kind_simulator_is_found_and_opened_by_its_file() throws URISyntaxException {
        Path file = Path.of(SimulatedBenchTest.class.getResource("/fixtures/benches/sim.toml").toURI());

        try (Bench bench = Benches.open(BenchDescription.read(file))) {
            assertThat(bench.name()).isEqualTo("sim");
            assertThat(bench.device()).contains("STM32F412xG");
            assertThat(bench.supplyVolts()).hasValue(3.3);
            assertThat(bench.capabilities()).containsExactlyInAnyOrder(Capability.UART, Capability.USB, Capability.PROBE, Capability.RESET, Capability.BOOT0,
                    Capability.POWER, Capability.FAULTS, Capability.EXPENDABLE_CHIP);
            assertThat(ask(bench, "7F")).isEqualTo(Bytes.of(0x79));
        }
    }

    @Test
    void keys_nobody_knows_are_refused() {
        assertThatThrownBy(() -> Benches.open(BenchDescription.parse("b.toml", "kind = \"simulator\"\nport = \"/dev/tty\"")))
                .isInstanceOf(BadDescription.class).hasMessageContaining("b.toml:2: port");
    }

    @Test
    void what_is_not_wired_is_not_offered() {
        Bench bench = open(BoardSettings.healthy().with(EnumSet.of(Switchable.RESET)));

        assertThat(bench.capabilities()).contains(Capability.RESET).doesNotContain(Capability.POWER, Capability.BOOT0);
        bench.controls().reset(true);
        assertThatThrownBy(() -> bench.controls().power(false)).isInstanceOf(CapabilityMissing.class);
        assertThatThrownBy(() -> bench.controls().boot0(false)).isInstanceOf(CapabilityMissing.class);
        assertThat(bench.probe()).isEmpty();
    }

    @Test
    void the_probe_is_on_usb_from_the_moment_the_port_is_asked_for_and_stays_there() {
        Bench bench = open(BoardSettings.healthy());
        try (UsbPort port = bench.usb()) {
            assertThat(port.present()).extracting(UsbIdentity::toString).containsExactly("0483:374B serial 066DFF515049657187212124");
        }
        assertThat(bench.usb().present()).hasSize(1);
        assertThat(bench.capabilities()).contains(Capability.PROBE);
        Bench bare = SimulatedBench.open(WITHOUT_PROBE, BoardSettings.healthy(), 1);
        assertThat(bare.usb().present()).isEmpty();
        assertThat(bare.capabilities()).doesNotContain(Capability.PROBE);
    }

    @Test
    void the_usb_cable_goes_in_with_the_port_and_out_when_it_is_closed() {
        Bench bench = SimulatedBench.open(WITHOUT_PROBE, BoardSettings.healthy(), 1);
        try (UsbPort port = bench.usb()) {
            assertThat(port.present()).isEmpty();
            bench.time().pass(Duration.ofSeconds(1));
            assertThat(port.present()).extracting(UsbIdentity::toString).singleElement().asString().startsWith("0483:DF11 serial ");
        }
        bench.time().pass(Duration.ofSeconds(1));
        assertThat(bench.usb().present()).isEmpty();
        assertThat(bench.trace().events()).extracting(TraceEvent::remark).contains("USB cable in", "USB cable out");
    }

    @Test
    void who_waits_for_a_device_that_never_comes_is_told_what_is_there_instead() {
        Bench bench = SimulatedBench.open(WITHOUT_PROBE, BoardSettings.healthy(), 1);
        UsbMatch probe = new UsbMatch(0x0483, Set.of(0x374B, 0x3748), Optional.of("066DFF"));

        assertThatThrownBy(() -> bench.usb().await(probe, Deadline.in(Duration.ofSeconds(1), bench.time())))
                .isInstanceOfSatisfying(TargetSilent.class, silence -> assertThat(silence.diagnosis().render())
                        .startsWith("no USB device 0483:3748 or 374B with serial 066DFF has come").contains("there are: 0483:DF11 serial"));
    }

    @Test
    void nobody_stated_a_supply_so_nobody_knows_it() {
        assertThat(open(BoardSettings.healthy()).supplyVolts()).isEmpty();
    }

    @Test
    void silence_costs_exactly_the_patience_in_virtual_time() {
        Bench bench = open(BoardSettings.healthy());
        long before = bench.time().nanos();

        assertThat(bench.uart().receive(new byte[1], Deadline.in(PATIENCE, bench.time()))).isZero();
        assertThat(bench.time().nanos() - before).isEqualTo(PATIENCE.toNanos());
    }

    @Test
    void an_answer_of_many_bytes_arrives_as_one() {
        Bench bench = open(BoardSettings.healthy());
        ask(bench, "7F");
        ask(bench, "11EE");
        ask(bench, "0800000008");

        assertThat(ask(bench, "FF00").length()).isEqualTo(257);
        assertThat(bench.time().nanos()).isLessThan(60_000_000L);
    }

    @Test
    void a_small_buffer_takes_what_fits_and_the_rest_waits() {
        Bench bench = open(BoardSettings.healthy());
        ByteLink link = bench.uart();
        ask(bench, "7F");
        link.send(Bytes.parseHex("02FD"));

        byte[] two = new byte[2];
        assertThat(link.receive(two, Deadline.in(PATIENCE, bench.time()))).isEqualTo(2);
        assertThat(two).containsExactly(0x79, 0x01);
        byte[] rest = new byte[10];
        assertThat(link.fill(rest, Deadline.in(PATIENCE, bench.time()))).isEqualTo(3);
    }

    @Test
    void what_has_arrived_can_be_forgotten() {
        Bench bench = open(BoardSettings.healthy());
        bench.uart().send(Bytes.of(0x7F));
        bench.time().pass(Duration.ofMillis(5));
        bench.uart().discard();

        assertThat(bench.uart().receive(new byte[1], Deadline.in(PATIENCE, bench.time()))).isZero();
    }

    @Test
    void an_adapter_that_leaves_the_bus_is_a_lost_link() {
        Bench bench = open(BoardSettings.healthy().with(new LineUnplugged(Direction.TO_HOST, 3)));
        ask(bench, "7F");

        assertThatThrownBy(() -> {
            ask(bench, "00FF");
            ask(bench, "00FF");
        }).isInstanceOf(LinkLost.class).hasMessageContaining("simulated USART is gone");
        assertThatThrownBy(() -> bench.uart().send(Bytes.of(0))).isInstanceOf(LinkLost.class);
    }

    @Test
    void a_broken_wire_is_silence_and_no_lost_link() {
        Bench bench = open(BoardSettings.healthy().with(new SilentAfter(Direction.TO_HOST, 3)));
        ask(bench, "7F");

        assertThat(ask(bench, "02FD")).isEqualTo(Bytes.of(0x79, 0x01));
        assertThat(ask(bench, "02FD")).isEqualTo(Bytes.NONE);
    }

    @Test
    void the_trace_tells_board_loader_and_line_in_one_story() {
        Bench bench = open(BoardSettings.healthy());
        ask(bench, "7F");
        bench.controls().reset(true);

        assertThat(TraceText.lines(bench.trace().events()).map(line -> line.substring(16)))
                .contains("board =  power on, 3.30 V", "boot  =  loader: listening", "uart  >  7F", "uart  <  79",
                        "board =  NRST low");
    }
}
