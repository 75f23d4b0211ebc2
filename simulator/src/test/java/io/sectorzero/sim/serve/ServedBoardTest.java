package io.sectorzero.sim.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.bench.Bench;
import io.sectorzero.bench.BenchDescription;
import io.sectorzero.bench.Benches;
import io.sectorzero.bench.BoardServing;
import io.sectorzero.bench.Capability;
import io.sectorzero.bench.ServeRequest;
import io.sectorzero.bench.ServedBoard;
import io.sectorzero.failure.BadDescription;
import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.failure.LinkLost;
import io.sectorzero.failure.LinkUnavailable;
import io.sectorzero.failure.OutputFailed;
import io.sectorzero.link.LineSettings;
import io.sectorzero.memory.Bytes;
import io.sectorzero.time.Deadline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A board served through its doors, used by the engine's hardware bench, which must not notice. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the pseudo-terminal is opened as Linux has it")
@Timeout(120)
class ServedBoardTest {

    private static final Bytes SYNC = Bytes.of(0x7F);
    private static final Bytes ACK = Bytes.of(0x79);
    private static final Bytes NACK = Bytes.of(0x1F);

    @TempDir
    private Path folder;
    private ServedBoard served;

    @AfterEach
    void close() {
        if (served != null) {
            served.close();
            assertThat(Files.exists(uart(), LinkOption.NOFOLLOW_LINKS)).isFalse();
        }
    }

    @Test
    void it_is_found_where_services_are_looked_for() {
        assertThat(ServiceLoader.load(BoardServing.class)).hasAtLeastOneElementOfType(BoardServer.class);
    }

    @Test
    void each_open_door_is_announced() {
        serve(true, Map.of("uart", uart().toString(), "uart-tcp", "0", "control", "0"));

        assertThat(served.ready()).hasSize(3);
        assertThat(served.ready().get(0)).isEqualTo("ready uart " + uart());
        assertThat(served.ready().get(1)).matches("ready uart-tcp 127\\.0\\.0\\.1:\\d+");
        assertThat(served.ready().get(2)).matches("ready control 127\\.0\\.0\\.1:\\d+");
    }

    @Test
    void a_hardware_bench_talks_to_the_loader_through_the_port() {
        serve(true, Map.of("uart", uart().toString(), "control", "0"));
        try (Bench desk = desk()) {
            assertThat(desk.capabilities()).containsExactlyInAnyOrder(Capability.UART, Capability.POWER, Capability.RESET, Capability.BOOT0);
            assertThat(exchange(desk, SYNC, 1)).isEqualTo(ACK);
            assertThat(exchange(desk, Bytes.of(0x02, 0xFD), 5)).isEqualTo(Bytes.parseHex("79 01 04 41 79"));
            assertThat(exchange(desk, Bytes.of(0x43, 0xBC), 1)).isEqualTo(NACK);
        }
    }

    @Test
    void a_bench_opened_fifty_times_finds_the_board_fifty_times() {
        serve(true, Map.of("uart", uart().toString(), "control", "0"));
        for (int i = 0; i < 50; i++) {
            try (Bench desk = desk()) {
                desk.controls().boot0(true);
                desk.controls().reset(true);
                desk.controls().reset(false);
                desk.uart().configure(LineSettings.even(i % 2 == 0 ? 115_200 : 57_600));

                assertThat(exchange(desk, SYNC, 1)).as("round %d", i).isEqualTo(ACK);
                assertThat(exchange(desk, Bytes.of(0x00, 0xFF), 15)).as("round %d", i)
                        .isEqualTo(Bytes.parseHex("79 0B 31 00 01 02 11 21 31 44 63 73 82 92 79"));
            }
        }
    }

    @Test
    void a_loader_left_in_the_middle_of_a_command_is_as_the_last_client_left_it() {
        serve(true, Map.of("uart", uart().toString(), "control", "0"));
        try (Bench first = desk()) {
            assertThat(exchange(first, SYNC, 1)).isEqualTo(ACK);
            // Waited for, because closing a port drops what the system has not handed on yet.
            assertThat(exchange(first, Bytes.of(0x11), 1, Duration.ofMillis(300))).isEqualTo(Bytes.NONE);
        }
        try (Bench second = desk()) {
            assertThat(exchange(second, Bytes.of(0xEE), 1)).isEqualTo(ACK);
        }
    }

    @Test
    void a_board_with_boot0_low_is_silent_until_it_is_switched() {
        serve(true, Map.of("uart", uart().toString(), "control", "0"));
        try (Bench desk = desk()) {
            desk.controls().boot0(false);
            desk.controls().power(false);
            desk.controls().power(true);
            desk.uart().send(SYNC);
            assertThat(desk.uart().receive(new byte[1], Deadline.in(Duration.ofMillis(300), desk.time()))).isZero();

            desk.controls().boot0(true);
            desk.controls().power(false);
            desk.controls().power(true);
            assertThat(exchange(desk, SYNC, 1)).isEqualTo(ACK);
        }
    }

    @Test
    void at_real_pace_an_erase_takes_its_time_and_at_fast_pace_it_does_not() {
        assertThat(eraseOfTwoSmallSectors(false)).isBetween(Duration.ofMillis(400), Duration.ofSeconds(4));
        assertThat(eraseOfTwoSmallSectors(true)).isLessThan(Duration.ofMillis(400));
    }

    @Test
    void what_was_written_and_protected_is_still_there_in_the_next_run() {
        Path state = folder.resolve("state");
        serve(true, Map.of("uart", uart().toString(), "control", "0"), Optional.of(state));
        try (Bench desk = desk()) {
            exchange(desk, SYNC, 1);
            exchange(desk, Bytes.of(0x31, 0xCE), 1);
            exchange(desk, Bytes.parseHex("08 00 00 00 08"), 1);
            assertThat(exchange(desk, Bytes.parseHex("03 DE AD BE EF 21"), 1)).isEqualTo(ACK);
            exchange(desk, Bytes.of(0x63, 0x9C), 1);
            assertThat(exchange(desk, Bytes.of(0, 5, 5), 1)).isEqualTo(ACK);
        }
        served.close();

        serve(true, Map.of("uart", uart().toString(), "control", "0"), Optional.of(state));
        try (Bench desk = desk()) {
            exchange(desk, SYNC, 1);
            exchange(desk, Bytes.of(0x11, 0xEE), 1);
            exchange(desk, Bytes.parseHex("08 00 00 00 08"), 1);
            assertThat(exchange(desk, Bytes.of(0x03, 0xFC), 5)).isEqualTo(Bytes.parseHex("79 DE AD BE EF"));
            exchange(desk, Bytes.of(0x11, 0xEE), 1);
            exchange(desk, Bytes.parseHex("1F FF C0 08 28"), 1);
            assertThat(exchange(desk, Bytes.of(0x03, 0xFC), 5).at(1)).as("nWRP of sector 5").isEqualTo(0xDF);
        }
    }

    @Test
    void a_damaged_state_stops_it_before_any_door_opens() throws IOException {
        Path state = Files.writeString(folder.resolve("state"), "nonsense");

        assertThatThrownBy(() -> serve(true, Map.of("uart", uart().toString()), Optional.of(state))).isInstanceOf(BadDescription.class);

        assertThat(state).hasContent("nonsense");
        assertThat(uart()).doesNotExist();
    }

    @Test
    void a_state_that_cannot_be_kept_is_known_at_the_start() {
        assertThatThrownBy(() -> serve(true, Map.of("uart", uart().toString()), Optional.of(folder.resolve("none/state"))))
                .isInstanceOf(OutputFailed.class);
    }

    @Test
    void a_port_that_is_taken_leaves_no_other_door_behind() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var doors = Map.of("uart", uart().toString(), "control", Integer.toString(taken.getLocalPort()));

            assertThatThrownBy(() -> serve(true, doors)).isInstanceOf(LinkUnavailable.class).hasMessageContaining("Nobody can listen at 127.0.0.1:");
        }
        assertThat(Files.exists(uart(), LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void a_file_in_the_way_of_the_port_is_left_alone() throws IOException {
        Path file = Files.writeString(folder.resolve("notes"), "keep me");

        assertThatThrownBy(() -> serve(true, Map.of("uart", file.toString(), "control", "0"))).isInstanceOf(OutputFailed.class);

        assertThat(file).hasContent("keep me");
    }

    @Test
    void doors_that_do_not_exist_are_refused_by_name() {
        assertThatThrownBy(() -> serve(true, Map.of("usb", "x"))).isInstanceOf(CapabilityMissing.class).hasMessage("There is no door \"usb\"");
        for (String port : new String[] {"-1", "65536", "http", "", "999999"}) {
            assertThatThrownBy(() -> serve(true, Map.of("control", port))).isInstanceOf(CapabilityMissing.class)
                    .hasMessage("The door control opens at a port, 0 to 65535, not at \"%s\"".formatted(port));
        }
    }

    @Test
    void an_adapter_that_leaves_the_computer_is_a_lost_port() throws IOException {
        Path board = Files.writeString(folder.resolve("board.toml"), """
                [[fault]]
                kind = "line-unplugged"
                direction = "to-board"
                n = 2
                """);
        served = new BoardServer().serve(new ServeRequest(Optional.of(board), Map.of("uart", uart().toString(), "control", "0"),
                "127.0.0.1", true, Optional.empty(), 1));
        try (Bench desk = desk()) {
            assertThat(exchange(desk, SYNC, 1)).isEqualTo(ACK);

            assertThatThrownBy(() -> exchange(desk, Bytes.of(0x00, 0xFF), 1)).isInstanceOf(LinkLost.class);
            assertThatThrownBy(desk::uart).isInstanceOf(LinkUnavailable.class);
        }
    }

    @Test
    void clients_that_misbehave_at_the_other_doors_do_not_disturb_the_one_at_the_port() throws Exception {
        serve(true, Map.of("uart", uart().toString(), "control", "0"));
        int control = Integer.parseInt(served.ready().get(1).replaceAll(".*:", ""));
        var stop = new AtomicBoolean();
        var hostile = new ArrayList<Thread>();
        for (byte[] noise : List.of("status\n".repeat(500).getBytes(StandardCharsets.US_ASCII), new byte[50_000], new byte[0],
                "dump /\nload /\nline\n".repeat(100).getBytes(StandardCharsets.US_ASCII))) {
            var thread = new Thread(() -> misbehave(control, noise, stop));
            thread.setDaemon(true);
            thread.start();
            hostile.add(thread);
        }
        try (Bench desk = Benches.open(BenchDescription.parse("desk.toml", "kind = \"hardware\"\nuart.port = \"" + uart() + "\""))) {
            assertThat(exchange(desk, SYNC, 1)).isEqualTo(ACK);
            for (int i = 0; i < 300; i++) {
                assertThat(exchange(desk, Bytes.of(0x02, 0xFD), 5)).as("round %d", i).isEqualTo(Bytes.parseHex("79 01 04 41 79"));
            }
        } finally {
            stop.set(true);
            for (Thread thread : hostile) {
                thread.join(10_000);
            }
        }
    }

    private static void misbehave(int port, byte[] noise, AtomicBoolean stop) {
        while (!stop.get()) {
            try (var socket = new Socket("127.0.0.1", port)) {
                socket.getOutputStream().write(noise);
            } catch (IOException e) {
                // Being hung up on is what it deserves; it comes again.
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void a_port_that_is_flooded_leaves_the_switches_working_and_ends_with_the_board() throws Exception {
        serve(false, Map.of("uart", uart().toString(), "control", "0"));
        var flood = new Thread(() -> {
            try (var raw = Files.newOutputStream(uart())) {
                raw.write(new byte[1 << 20]);
            } catch (IOException e) {
                // The board is closed under the writer's hands; that is how this one ends.
                return;
            }
        });
        flood.setDaemon(true);
        flood.start();
        try (Bench desk = desk()) {
            for (int i = 0; i < 20; i++) {
                desk.controls().boot0(i % 2 == 0);
            }
        }
        served.close();
        flood.join(10_000);

        assertThat(flood.isAlive()).isFalse();
    }

    private Duration eraseOfTwoSmallSectors(boolean fast) {
        serve(fast, Map.of("uart", uart().toString(), "control", "0"));
        try (Bench desk = desk()) {
            exchange(desk, SYNC, 1);
            assertThat(exchange(desk, Bytes.of(0x44, 0xBB), 1)).isEqualTo(ACK);
            long start = desk.time().nanos();
            assertThat(exchange(desk, Bytes.parseHex("00 01 00 00 00 01 00"), 1)).isEqualTo(ACK);
            return Duration.ofNanos(desk.time().nanos() - start);
        } finally {
            served.close();
        }
    }

    private void serve(boolean fast, Map<String, String> doors) {
        serve(fast, doors, Optional.empty());
    }

    private void serve(boolean fast, Map<String, String> doors, Optional<Path> state) {
        served = new BoardServer().serve(new ServeRequest(Optional.empty(), doors, "127.0.0.1", fast, state, 1));
    }

    private Path uart() {
        return folder.resolve("uart");
    }

    private Bench desk() {
        String control = served.ready().stream().filter(line -> line.startsWith("ready control ")).findFirst().orElseThrow();
        return Benches.open(BenchDescription.parse("desk.toml", """
                kind = "hardware"
                uart.port = "%s"
                controls.door = "%s"
                """.formatted(uart(), control.substring("ready control ".length()))));
    }

    private static Bytes exchange(Bench desk, Bytes question, int length) {
        return exchange(desk, question, length, Duration.ofSeconds(10));
    }

    private static Bytes exchange(Bench desk, Bytes question, int length, Duration patience) {
        desk.uart().send(question);
        byte[] answer = new byte[length];
        int count = desk.uart().fill(answer, Deadline.in(patience, desk.time()));
        return Bytes.copyOf(answer, 0, count);
    }
}
