package io.sectorzero.sim.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.bench.ServeRequest;
import io.sectorzero.bench.ServedBoard;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The debug pins over TCP, as OpenOCD moves them, and as nobody should. */
@Timeout(60)
class BitbangDoorTest {

    private ServedBoard served;
    private int port;

    @BeforeEach
    void serve() {
        served = new BoardServer().serve(new ServeRequest(Optional.empty(), Map.of("bitbang", "0"), "127.0.0.1", true, Optional.empty(), 1));
        port = Integer.parseInt(served.ready().get(0).replaceAll(".*:", ""));
    }

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void both_jtag_identities_come_out() throws IOException {
        try (var client = new Client()) {
            assertThat(client.jtagIdentities()).isEqualTo(0x0644_1041_4BA0_0477L);
        }
    }

    @Test
    void serial_wire_gives_its_identity() throws IOException {
        try (var client = new Client()) {
            client.say("O" + bits(-1L, 56) + bits(0xE79E, 16) + bits(-1L, 56) + bits(0, 8) + bits(0xA5, 8) + "odf");
            assertThat(client.sample(3)).isEqualTo(1);
            assertThat((int) client.sample(32)).isEqualTo(0x2BA0_1477);
        }
    }

    @Test
    void there_is_one_client_at_a_time_and_the_next_finds_the_pins_free() throws Exception {
        try (var first = new Client(); var second = new Client()) {
            assertThat(first.jtagIdentities()).isEqualTo(0x0644_1041_4BA0_0477L);
            assertThat(second.isTurnedAway()).isTrue();
            first.say("Q");
            assertThat(first.isTurnedAway()).isTrue();
        }
        assertThat(new Client().jtagIdentities()).isEqualTo(0x0644_1041_4BA0_0477L);
    }

    @Test
    void a_client_that_holds_reset_and_goes_lets_go_of_it() throws IOException {
        try (var client = new Client()) {
            client.say("u");
            assertThat(client.jtagIdentities()).isEqualTo(0x0644_1041_4BA0_0477L);
        }
        try (var client = new Client()) {
            assertThat(client.jtagIdentities()).isEqualTo(0x0644_1041_4BA0_0477L);
        }
    }

    @Test
    void what_is_not_in_the_protocol_ends_the_conversation() throws IOException {
        try (var client = new Client()) {
            client.say("GET / HTTP/1.1\r\n\r\n");
            assertThat(client.isTurnedAway()).isTrue();
        }
    }

    @Test
    void one_who_asks_and_never_listens_is_hung_up_on_and_the_board_serves_the_next() throws IOException {
        try (var deaf = new Client()) {
            byte[] questions = "R".repeat(8192).getBytes(StandardCharsets.US_ASCII);
            try {
                for (int k = 0; k < 4000; k++) {
                    deaf.socket.getOutputStream().write(questions);
                }
            } catch (SocketException hungUpOn) {
                assertThat(hungUpOn).hasMessageMatching("(?i).*(reset|pipe|abort).*");
            }
        }
        try (var client = new Client()) {
            assertThat(client.jtagIdentities()).isEqualTo(0x0644_1041_4BA0_0477L);
        }
    }

    @Test
    void senseless_moves_harm_nobody() throws IOException {
        var random = new Random(5);
        var alphabet = "01234567RrstuOocdefgBb";
        for (int run = 0; run < 20; run++) {
            try (var client = new Client()) {
                var moves = new StringBuilder();
                for (int k = 0; k < 5000; k++) {
                    moves.append(alphabet.charAt(random.nextInt(alphabet.length())));
                }
                client.say(moves.append('B').toString());
                client.drain((int) moves.chars().filter(c -> c == 'R' || c == 'c').count());
            }
        }
        try (var client = new Client()) {
            client.say("O" + bits(-1L, 56) + bits(0xE73C, 16));
            assertThat(client.jtagIdentities()).isEqualTo(0x0644_1041_4BA0_0477L);
        }
    }

    /** SWDIO at these levels, lowest bit first, with a clock each. */
    private static String bits(long levels, int count) {
        var text = new StringBuilder();
        for (int k = 0; k < count; k++) {
            text.append((levels >>> k & 1) != 0 ? "eg" : "df");
        }
        return text.toString();
    }

    private final class Client implements AutoCloseable {

        private final Socket socket;

        Client() throws IOException {
            socket = new Socket("127.0.0.1", port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(20_000);
        }

        void say(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }

        long jtagIdentities() throws IOException {
            say("26".repeat(6) + "04" + "26" + "04" + "04");
            say("R04".repeat(64));
            return take(64);
        }

        long sample(int count) throws IOException {
            say("dcf".repeat(count));
            return take(count);
        }

        private long take(int count) throws IOException {
            byte[] answers = socket.getInputStream().readNBytes(count);
            assertThat(answers).hasSize(count).containsOnly('0', '1');
            long value = 0;
            for (int k = 0; k < count; k++) {
                value |= (answers[k] == '1' ? 1L : 0) << k;
            }
            return value;
        }

        void drain(int count) throws IOException {
            assertThat(socket.getInputStream().readNBytes(count)).hasSize(count);
        }

        boolean isTurnedAway() throws IOException {
            try {
                return socket.getInputStream().read() < 0;
            } catch (SocketException reset) {
                return true;
            }
        }

        @Override public void close() throws IOException {
            socket.close();
        }
    }
}
