package io.sectorzero.sim.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sectorzero.bench.Bench;
import io.sectorzero.bench.BenchDescription;
import io.sectorzero.bench.Benches;
import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.failure.LinkLost;
import io.sectorzero.failure.LinkUnavailable;
import io.sectorzero.failure.OutputFailed;
import io.sectorzero.link.ByteLink;
import io.sectorzero.link.LineSettings;
import io.sectorzero.memory.Bytes;
import io.sectorzero.time.Deadline;
import io.sectorzero.time.TimeSource;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The pseudo-terminal with an echo behind it instead of a board, opened by the engine's own serial link. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the pseudo-terminal is opened as Linux has it")
@Timeout(60)
class PtyDoorTest {

    @TempDir
    private Path folder;
    private Path path;
    private PtyDoor door;
    private final ConcurrentLinkedQueue<LineSettings> heardAt = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Throwable> broken = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void open() {
        path = folder.resolve("board");
        door = PtyDoor.open(PtyLink.at(path), new Echo(), (thread, failure) -> broken.add(failure));
    }

    @AfterEach
    void close() {
        door.close();
        assertThat(broken).isEmpty();
        assertThat(path).doesNotExist();
    }

    @Test
    void bytes_of_every_value_come_through_unchanged_both_ways() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        try (Bench desk = desk()) {
            assertThat(exchange(desk, Bytes.copyOf(all))).isEqualTo(Bytes.copyOf(all));
        }
    }

    @Test
    void the_port_can_be_opened_and_closed_again_and_again_with_even_parity() throws IOException {
        for (int i = 0; i < 50; i++) {
            Path device = Files.readSymbolicLink(path);
            try (Bench desk = desk()) {
                desk.uart().configure(LineSettings.even(i % 2 == 0 ? 115_200 : 57_600));

                assertThat(exchange(desk, Bytes.of(i, 0x7F, 0))).as("round %d", i).isEqualTo(Bytes.of(i, 0x7F, 0));
            }
            // A library that looks the path up before it opens may come to a terminal that was just given up.
            await().until(() -> !Files.readSymbolicLink(path).equals(device));
        }
        assertThat(heardAt).contains(LineSettings.even(57_600), LineSettings.even(115_200)).hasSizeGreaterThanOrEqualTo(50);
    }

    @Test
    void the_rate_a_client_sets_is_known_when_its_bytes_arrive() {
        try (Bench desk = desk()) {
            for (int baud : List.of(1200, 9600, 38_400, 115_200, 230_400, 921_600)) {
                desk.uart().configure(LineSettings.even(baud));
                heardAt.clear();

                exchange(desk, Bytes.of(1));

                assertThat(heardAt).containsExactly(LineSettings.even(baud));
            }
        }
    }

    @Test
    void an_answer_nobody_waited_for_does_not_reach_the_next_client() {
        try (Bench first = desk()) {
            first.uart().send(Bytes.of(1, 2, 3));
        }
        await().untilAsserted(() -> assertThat(door.status()).isEqualTo("uart: closed"));
        door.deliver(new byte[] {9}, 1);
        try (Bench second = desk()) {
            assertThat(exchange(second, Bytes.of(4))).isEqualTo(Bytes.of(4));
        }
    }

    @Test
    void the_last_words_of_a_client_are_heard() throws IOException {
        for (int i = 0; i < 50; i++) {
            try (var raw = new FileOutputStream(path.toFile())) {
                raw.write(new byte[] {1, 2, 3, 4});
            }
        }
        await().untilAsserted(() -> assertThat(received.get()).isEqualTo(200));
    }

    @Test
    void a_client_that_sends_without_end_is_slowed_down_not_stored() throws Exception {
        door.close();
        var kept = new AtomicInteger();
        door = PtyDoor.open(PtyLink.at(path), new Keeper(kept),
                (thread, failure) -> broken.add(failure));
        var flood = new Thread(() -> {
            try (var raw = new FileOutputStream(path.toFile())) {
                raw.write(new byte[1 << 20]);
            } catch (IOException e) {
                // The door is closed under the writer's hands at the end of the test; that is how it stops.
                return;
            }
        });
        flood.setDaemon(true);
        flood.start();

        await().untilAsserted(() -> assertThat(kept.get()).isEqualTo(SerialDoor.CREDIT_BYTES));
        door.crossed(100);
        await().untilAsserted(() -> assertThat(kept.get()).isEqualTo(SerialDoor.CREDIT_BYTES + 100));
        door.close();
        flood.join(10_000);

        assertThat(flood.isAlive()).isFalse();
    }

    @Test
    void a_client_that_does_not_read_costs_a_bounded_buffer() throws IOException {
        try (var raw = new FileOutputStream(path.toFile())) {
            raw.write(1);
            await().untilAsserted(() -> assertThat(door.status()).startsWith("uart: open"));
            for (int i = 0; i < 1000; i++) {
                door.deliver(new byte[1024], 1024);
            }
            assertThat(door.status()).matches("uart: open, \\d+ bytes lost");
        }
        await().untilAsserted(() -> assertThat(door.status()).startsWith("uart: closed"));
    }

    @Test
    void closing_the_door_is_a_lost_link_for_who_is_waiting() {
        try (Bench desk = desk()) {
            ByteLink uart = desk.uart();
            exchange(desk, Bytes.of(1));
            door.close();

            assertThatThrownBy(() -> uart.receive(new byte[1], soon(desk.time()))).isInstanceOfSatisfying(LinkLost.class,
                    lost -> assertThat(lost.diagnosis().suspects()).anyMatch(suspect -> suspect.cause().equals("H7")));
        }
    }

    @Test
    void a_port_that_takes_no_bytes_is_a_lost_link_after_a_while() {
        door.close();
        door = PtyDoor.open(PtyLink.at(path), new Keeper(new AtomicInteger()), (thread, failure) -> broken.add(failure));
        try (Bench desk = desk()) {
            ByteLink uart = desk.uart();
            uart.configure(LineSettings.even(921_600));

            assertThatThrownBy(() -> uart.send(Bytes.repeat(0, 1 << 17))).isInstanceOf(LinkLost.class)
                    .satisfies(lost -> assertThat(((LinkLost) lost).diagnosis().evidence().get(0)).startsWith("the port takes no bytes"));
        }
    }

    @Test
    void two_benches_cannot_hold_one_port() {
        try (Bench first = desk(); Bench second = desk()) {
            first.uart();

            assertThatThrownBy(second::uart).isInstanceOfSatisfying(LinkUnavailable.class, taken -> {
                assertThat(taken.diagnosis().suspects()).anyMatch(suspect -> suspect.cause().equals("H11"));
                assertThat(taken.diagnosis().evidence()).contains("held by this program itself");
            });
            assertThat(exchange(first, Bytes.of(7))).isEqualTo(Bytes.of(7));
        }
    }

    @Test
    void another_program_on_the_port_is_named() throws Exception {
        Process sleeper = new ProcessBuilder("sh", "-c", "exec sleep 30 < " + path).start();
        try {
            await().untilAsserted(() -> assertThat(door.status()).isEqualTo("uart: open"));
            try (Bench desk = desk()) {
                assertThatThrownBy(desk::uart).isInstanceOfSatisfying(LinkUnavailable.class, taken ->
                        assertThat(taken.diagnosis().evidence()).containsExactly("held by sleep (%d)".formatted(sleeper.pid())));
            }
        } finally {
            sleeper.destroyForcibly().waitFor();
        }
        await().untilAsserted(() -> assertThat(door.status()).isEqualTo("uart: closed"));
    }

    @Test
    void a_pseudo_terminal_has_no_modem_lines() {
        try (Bench desk = Benches.open(BenchDescription.parse("desk.toml", """
                kind = "hardware"
                uart.port = "%s"
                controls.reset = { line = "uart.rts", active = "low" }
                """.formatted(path)))) {
            assertThatThrownBy(() -> desk.controls().reset(true)).isInstanceOf(CapabilityMissing.class)
                    .hasMessage(path + " has no line RTS that could be driven");
        }
    }

    @Test
    void what_is_in_the_way_is_left_alone() throws IOException {
        Path file = Files.writeString(folder.resolve("notes"), "keep me");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        for (Path taken : List.of(file, link, folder)) {
            assertThatThrownBy(() -> PtyLink.at(taken)).isInstanceOf(OutputFailed.class).hasMessageContaining("in the way");
        }
        assertThat(file).hasContent("keep me");
        assertThat(Files.readSymbolicLink(link)).isEqualTo(file);
    }

    @Test
    void a_link_left_by_a_server_that_died_is_replaced() throws IOException {
        Path stale = Files.createSymbolicLink(folder.resolve("stale"), Path.of("/dev/pts/999999"));

        try (PtyDoor again = PtyDoor.open(PtyLink.at(stale), new Echo(), (thread, failure) -> broken.add(failure))) {
            assertThat(Files.readSymbolicLink(stale)).isNotEqualTo(Path.of("/dev/pts/999999"));
            assertThat(again.status()).isEqualTo("uart: closed");
        }
        assertThat(stale).doesNotExist();
    }

    @Test
    void a_second_door_at_the_path_of_a_living_one_is_refused_again_and_again_and_the_first_keeps_it() throws IOException {
        Path led = Files.readSymbolicLink(path);

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> PtyLink.at(path)).isInstanceOf(LinkUnavailable.class)
                    .hasMessageContaining("Another board is served at " + path);
        }
        assertThat(Files.readSymbolicLink(path)).isEqualTo(led);
        try (Bench desk = desk()) {
            assertThat(exchange(desk, Bytes.of(5))).isEqualTo(Bytes.of(5));
        }
    }

    @Test
    void a_door_that_closed_gives_the_path_to_the_next_and_leaves_nothing_behind() {
        door.close();
        assertThat(folder).isEmptyDirectory();

        try (PtyDoor next = PtyDoor.open(PtyLink.at(path), new Keeper(new AtomicInteger()), (thread, failure) -> broken.add(failure))) {
            assertThat(next.status()).isEqualTo("uart: closed");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_door_whose_link_was_led_elsewhere_by_hand_does_not_take_it_back() throws IOException {
        var client = new FileOutputStream(path.toFile());
        Files.delete(path);
        Files.createSymbolicLink(path, Path.of("/dev/pts/999999"));
        client.close();
        await().untilAsserted(() -> assertThat(door.status()).isEqualTo("uart: closed"));
        door.close();

        assertThat(Files.readSymbolicLink(path)).isEqualTo(Path.of("/dev/pts/999999"));
        Files.delete(path);
    }

    @Test
    void a_folder_that_is_not_there_is_said_so() {
        assertThatThrownBy(() -> PtyDoor.open(PtyLink.at(folder.resolve("none/board")), new Echo(), (t, e) -> broken.add(e)))
                .isInstanceOf(OutputFailed.class);
    }

    private final AtomicInteger received = new AtomicInteger();

    /** Sends back what it hears. */
    private final class Echo extends Keeper {

        Echo() {
            super(received);
        }

        @Override public void heard(SerialDoor from, byte[] bytes, LineSettings settings) {
            super.heard(from, bytes, settings);
            heardAt.add(settings);
            from.crossed(bytes.length);
            from.deliver(bytes, bytes.length);
        }
    }

    /** Counts what it hears and gives no credit back. */
    private static class Keeper implements LineClient {

        private final AtomicInteger kept;

        Keeper(AtomicInteger kept) {
            this.kept = kept;
        }

        @Override public void heard(SerialDoor from, byte[] bytes, LineSettings settings) {
            kept.addAndGet(bytes.length);
        }

        @Override public void modemLine(ComPort.Modem line, boolean asserted) {
            throw new IllegalStateException("a pseudo-terminal has no modem lines");
        }

        @Override public void hungUp(SerialDoor from) {
            assertThat(from.status()).startsWith("uart: closed");
        }
    }

    private Bench desk() {
        return Benches.open(BenchDescription.parse("desk.toml", "kind = \"hardware\"\nuart.port = \"" + path + "\""));
    }

    private static Bytes exchange(Bench desk, Bytes bytes) {
        desk.uart().send(bytes);
        Deadline deadline = soon(desk.time());
        var got = new ArrayList<Bytes>();
        int count = 0;
        while (count < bytes.length()) {
            byte[] piece = new byte[bytes.length() - count];
            int more = desk.uart().receive(piece, deadline);
            if (more == 0) {
                break;
            }
            count += more;
            got.add(Bytes.copyOf(piece, 0, more));
        }
        return got.stream().reduce(Bytes.NONE, Bytes::then);
    }

    private static Deadline soon(TimeSource time) {
        return Deadline.in(Duration.ofSeconds(5), time);
    }
}
