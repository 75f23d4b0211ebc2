package io.sectorzero.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Words for a served board's control door, with a door of one answer at the other end. */
class BoardCommandTest {

    @Test
    void words_become_one_command_and_the_answer_is_shown_as_it_came() throws Exception {
        try (var door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var heard = answering(door, "| power on, 3.30 V\n| BOOT0 low\nok\n");

            Desk desk = Desk.after("board", "--control", "127.0.0.1:" + door.getLocalPort(), "power", "cycle");

            assertThat(heard.get()).isEqualTo("power cycle");
            assertThat(desk.code()).isZero();
            assertThat(desk.out()).isEqualTo("power on, 3.30 V\nBOOT0 low\n");
        }
    }

    @Test
    void a_door_that_nobody_serves_is_a_link_that_cannot_be_opened() throws Exception {
        int free;
        try (var door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = door.getLocalPort();
        }

        Desk desk = Desk.after("board", "--control", Integer.toString(free), "status");

        assertThat(desk.code()).isEqualTo(10);
        assertThat(desk.out()).isEmpty();
        assertThat(desk.err()).startsWith("The control door 127.0.0.1:" + free + " cannot be opened\n").doesNotContain("\tat ");
    }

    private static CompletableFuture<String> answering(ServerSocket door, String answer) {
        return CompletableFuture.supplyAsync(() -> {
            try (var visitor = door.accept()) {
                String command = new BufferedReader(new InputStreamReader(visitor.getInputStream(), StandardCharsets.UTF_8)).readLine();
                visitor.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                return command;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
