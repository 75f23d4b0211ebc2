package io.sectorzero.sim.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sectorzero.bench.ServeRequest;
import io.sectorzero.bench.ServedBoard;
import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.board.Board;
import io.sectorzero.sim.board.BoardSettings;
import io.sectorzero.sim.fault.ProbeCondition;
import io.sectorzero.sim.world.World;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A served board's probe behind its maker's server, from the other end of the connection. */
@Timeout(60)
class StLinkDoorTest {

    private static final String VERSION = "06 01 00 00";
    private static final String COUNT = "01";
    private static final String ABOUT_FIRST = "02 00 00 00 29 00 00 00";

    private ServedBoard served;
    private int port;

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void it_tells_its_version_and_lists_the_probe() throws IOException {
        serve(BoardSettings.healthy());
        try (var client = new Client()) {
            assertThat(client.ask(VERSION, 16)).isEqualTo(Bytes.parseHex("03 00 00 00 02 00 00 00 01 00 00 00 01 00 00 00"));
            assertThat(client.ask("00 00", 4).u32(0)).isEqualTo(1);
            assertThat(client.ask(COUNT, 4).u32(0)).isEqualTo(1);
            Bytes about = client.ask(ABOUT_FIRST, 45);
            assertThat(about.u32(0)).isEqualTo(1);
            assertThat(new String(about.slice(8, 32).toArray(), java.nio.charset.StandardCharsets.US_ASCII)).isEqualTo("066DFF515049657187212124");
            assertThat(about.u16(40)).isEqualTo(0x0483);
            assertThat(about.u16(42)).isEqualTo(0x374B);
            assertThat(about.at(44)).isZero();
        }
    }

    @Test
    void commands_reach_the_probe_and_answers_come_back() throws IOException {
        serve(BoardSettings.healthy());
        try (var client = new Client()) {
            client.open();
            assertThat(client.read("F1", 6)).isEqualTo(Bytes.parseHex("01 00 00 00 2A 1B 83 04 4B 37"));
            assertThat(client.read("F2 30 A3", 2)).isEqualTo(Bytes.parseHex("01 00 00 00 80 00"));
            Bytes data = Bytes.parseHex("01 02 03 04 05 06 07 08");
            assertThat(client.write("F2 08 00 00 00 20 08 00", data).u32(0)).isEqualTo(1);
            assertThat(client.read("F2 07 00 00 00 20 08 00", 8).slice(4, 12)).isEqualTo(data);
        }
    }

    @Test
    void a_probe_belongs_to_one_client_at_a_time_and_is_free_when_that_has_gone() throws IOException {
        serve(BoardSettings.healthy());
        try (var first = new Client(); var second = new Client()) {
            first.open();
            assertThat(second.ask(ABOUT_FIRST, 45).at(44)).isEqualTo(1);
            assertThat(second.ask("03 00 00 00 " + second.id(), 8).u32(0)).isEqualTo(0x1003);
            assertThat(second.read("F1", 6).u32(0)).as("a connection of somebody else").isEqualTo(0x1002);
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            try (var third = new Client()) {
                return third.ask("03 00 00 00 " + third.id(), 8).u32(0) == 1;
            }
        });
    }

    @Test
    void a_probe_that_says_nothing_is_busy_and_answers_keep_their_length() throws IOException {
        serve(BoardSettings.healthy().with(ProbeCondition.HEALTHY.wedgedAfter(1)));
        try (var client = new Client()) {
            client.open();
            assertThat(client.read("F1", 6).u32(0)).isEqualTo(1);
            assertThat(client.read("F5", 2)).isEqualTo(Bytes.parseHex("04 20 00 00 00 00"));
            assertThat(client.read("F7", 8).length()).isEqualTo(12);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHORT", "LONG"})
    void answers_of_the_wrong_length_are_told_and_keep_their_length(String how) throws IOException {
        serve(BoardSettings.healthy().with(ProbeCondition.HEALTHY.answering(ProbeCondition.Answers.valueOf(how), 0)));
        try (var client = new Client()) {
            client.open();
            Bytes answer = client.read("F7", 8);
            assertThat(answer.u32(0)).isEqualTo(0x1052);
            assertThat(answer.length()).isEqualTo(12);
        }
    }

    @Test
    void a_probe_that_has_left_the_computer_is_no_longer_there() throws IOException {
        serve(BoardSettings.healthy().with(ProbeCondition.HEALTHY.droppedAfter(1)));
        try (var client = new Client()) {
            client.open();
            assertThat(client.read("F1", 6).u32(0)).isEqualTo(1);
            assertThat(client.read("F5", 2).u32(0)).isEqualTo(0x2003);
            assertThat(client.read("F5", 2).u32(0)).isEqualTo(0x2003);
            assertThat(client.ask(COUNT, 4).u32(0)).isZero();
            assertThat(client.ask(ABOUT_FIRST, 45).u32(0)).isEqualTo(0x1002);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"07", "FF", "47 45 54 20 2F 20 48 54 54 50",
        "05 00 00 00 01 00 00 00 F1 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 FF FF FF 7F",
        "05 00 00 00 01 00 00 00 F1 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 00 00 00 FF FF FF FF",
        "05 00 00 00 01 00 00 00 F1 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 02 00 00 00 01 00 00 00"})
    void what_makes_no_sense_ends_its_connection_and_no_other(String nonsense) throws IOException {
        serve(BoardSettings.healthy());
        try (var good = new Client(); var bad = new Client()) {
            good.open();
            bad.send(Bytes.parseHex(nonsense));
            assertThat(bad.isHungUpOn()).isTrue();
            assertThat(good.read("F1", 6).u32(0)).isEqualTo(1);
        }
    }

    @Test
    void clients_that_talk_nonsense_for_long_or_vanish_in_the_middle_cost_nothing() throws IOException {
        serve(BoardSettings.healthy());
        var random = new Random(7);
        for (int round = 0; round < 60; round++) {
            try (var client = new Client()) {
                byte[] noise = new byte[1 + random.nextInt(6000)];
                random.nextBytes(noise);
                noise[0] = (byte) random.nextInt(8);
                client.sendAsFarAsItGoes(Bytes.copyOf(noise));
            }
            try (var client = new Client()) {
                client.send(Bytes.parseHex("05 00 00 00 01 00 00 00 F2 08 00 00 00 20 00 10"));
            }
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            try (var client = new Client()) {
                return client.ask("03 00 00 00 " + client.id(), 8).u32(0) == 1;
            }
        });
    }

    private void serve(BoardSettings settings) {
        ServeRequest request = new ServeRequest(Optional.empty(), Map.of("stlink", "0"), "127.0.0.1", true, Optional.empty(), 1);
        served = OpenBoard.open(Board.build(settings, new World(1)), request, DoorRequest.of(request));
        String ready = served.ready().get(0);
        assertThat(ready).matches("ready stlink 127\\.0\\.0\\.1:\\d+");
        port = Integer.parseInt(ready.substring(ready.lastIndexOf(':') + 1));
    }

    private final class Client implements AutoCloseable {

        private final Socket socket = new Socket("127.0.0.1", port);
        private final DataInputStream in = new DataInputStream(socket.getInputStream());
        private String connection = "01 00 00 00";

        Client() throws IOException {
            socket.setSoTimeout(20_000);
        }

        void send(Bytes bytes) throws IOException {
            socket.getOutputStream().write(bytes.toArray());
        }

        void sendAsFarAsItGoes(Bytes bytes) {
            try {
                send(bytes);
            } catch (IOException e) {
                assertThat(e).as("hung up on while it still spoke").isInstanceOf(java.net.SocketException.class);
            }
        }

        Bytes ask(String request, int answer) throws IOException {
            send(Bytes.parseHex(request));
            return Bytes.copyOf(in.readNBytes(answer));
        }

        String id() throws IOException {
            return "%02X 00 00 00".formatted(ask(ABOUT_FIRST, 45).at(4));
        }

        void open() throws IOException {
            Bytes answer = ask("03 00 00 00 " + id(), 8);
            assertThat(answer.u32(0)).isEqualTo(1);
            connection = "%02X 00 00 00".formatted(answer.at(4));
        }

        Bytes read(String command, int length) throws IOException {
            send(head(command, 1, length));
            return Bytes.copyOf(in.readNBytes(Integer.BYTES + length));
        }

        Bytes write(String command, Bytes data) throws IOException {
            send(head(command, 0, data.length()).then(data));
            return Bytes.copyOf(in.readNBytes(Integer.BYTES));
        }

        boolean isHungUpOn() throws IOException {
            return in.read() < 0;
        }

        private Bytes head(String command, int direction, int length) {
            Bytes bytes = Bytes.parseHex(command);
            return Bytes.parseHex("05 00 00 00 " + connection).then(bytes).then(Bytes.repeat(0, 16 - bytes.length()))
                    .then(Bytes.of(direction, 0, 0, 0, length & 0xFF, length >> 8, 0, 0));
        }

        @Override public void close() throws IOException {
            socket.close();
        }
    }
}
