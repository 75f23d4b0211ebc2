package io.sectorzero.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.failure.LinkLost;
import io.sectorzero.failure.LinkUnavailable;
import io.sectorzero.failure.OutputFailed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client's half of the protocol, against a server that says what it is told to say and then hangs up. */
@Timeout(20)
class ControlDoorTest {

    private final ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void commands_go_out_as_lines_and_answers_come_back_without_their_marks() throws Exception {
        try (ControlDoor door = openTo("ok\n", "| power on, 3.30 V\n|\n| boot0 1\nok at 0.5 s\r\n")) {
            assertThat(door.ask("power on")).isEmpty();
            assertThat(door.ask("status")).containsExactly("power on, 3.30 V", "", "boot0 1", "at 0.5 s");
        }
        assertThat(heard).containsExactly("power on", "status");
    }

    @Test
    void a_refusal_keeps_the_reason_and_the_connection() throws Exception {
        try (ControlDoor door = openTo("error boot0 is 0 or 1, not \"2\"\n", "ok\n")) {
            assertThatThrownBy(() -> door.ask("boot0 2")).isInstanceOfSatisfying(CapabilityMissing.class, refused ->
                    assertThat(refused.diagnosis().evidence()).containsExactly("boot0 is 0 or 1, not \"2\""));
            assertThat(door.ask("boot0 1")).isEmpty();
        }
    }

    @Test
    void a_dump_that_cannot_be_written_is_a_result_that_went_nowhere() throws Exception {
        try (ControlDoor door = openTo("error disk full\n")) {
            assertThatThrownBy(() -> door.ask("dump /x")).isInstanceOf(OutputFailed.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "| half an answer\n", "o", "HTTP/1.1 400 Bad Request\n", "okay\n"})
    void whatever_is_no_whole_answer_is_a_lost_door(String answer) throws Exception {
        try (ControlDoor door = openTo(answer)) {
            assertThatThrownBy(() -> door.ask("status")).isInstanceOf(LinkLost.class);
            assertThat(door.isClosed()).isTrue();
        }
    }

    @Test
    void an_endless_line_is_cut_off() throws Exception {
        try (ControlDoor door = openTo("| " + "x".repeat(100_000))) {
            assertThatThrownBy(() -> door.ask("status")).isInstanceOfSatisfying(LinkLost.class, lost ->
                    assertThat(lost.diagnosis().evidence().get(0)).contains("longer than 8192 bytes"));
        }
    }

    @Test
    void a_command_cannot_smuggle_a_second_one() throws Exception {
        try (ControlDoor door = openTo("ok\n")) {
            assertThatThrownBy(() -> door.ask("status\nerase")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void where_nobody_listens_there_is_no_door() throws Exception {
        int port = server.getLocalPort();
        server.close();

        assertThatThrownBy(() -> ControlDoor.open("127.0.0.1", port)).isInstanceOf(LinkUnavailable.class)
                .hasMessage("The control door 127.0.0.1:" + port + " cannot be opened");
    }

    private ControlDoor openTo(String... answers) {
        var speaker = new Thread(() -> speak(List.of(answers)));
        speaker.setDaemon(true);
        speaker.start();
        return ControlDoor.open("127.0.0.1", server.getLocalPort());
    }

    private void speak(List<String> answers) {
        try (var socket = server.accept();
                var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            for (String answer : answers) {
                heard.add(in.readLine());
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            heard.add(e.toString());
        }
    }
}
