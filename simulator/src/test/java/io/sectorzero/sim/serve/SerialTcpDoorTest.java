package io.sectorzero.sim.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sectorzero.bench.ServeRequest;
import io.sectorzero.bench.ServedBoard;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The board's UART over TCP: bare bytes, and RFC 2217 with its modem lines. */
@Timeout(60)
class SerialTcpDoorTest {

    private static final String HELLO = "FF FB 2C FF FD 2C";
    private static final String HELLO_ANSWER = "FF FD 2C FF FB 2C";

    private ServedBoard served;
    private int port;

    @BeforeEach
    void serve() {
        served = new BoardServer().serve(new ServeRequest(Optional.empty(), Map.of("uart-tcp", "0"), "127.0.0.1", true, Optional.empty(), 1));
        port = Integer.parseInt(served.ready().get(0).replaceAll(".*:", ""));
    }

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void bare_bytes_reach_the_loader_and_its_answers_come_back_bare() throws IOException {
        try (var client = new Client()) {
            assertThat(client.ask("7F", 1)).isEqualTo("79");
            assertThat(client.ask("02 FD", 5)).isEqualTo("79 01 04 41 79");
            assertThat(client.ask("11 EE", 1)).isEqualTo("79");
            assertThat(client.ask("08 00 00 00 08", 1)).isEqualTo("79");
            assertThat(client.ask("03 FC", 5)).as("four blank bytes, not doubled").isEqualTo("79 FF FF FF FF");
        }
    }

    @Test
    void nobody_is_greeted_before_it_speaks() throws IOException {
        try (var client = new Client()) {
            assertThat(client.silent()).isTrue();
        }
    }

    @Test
    void a_client_that_negotiates_gets_telnet_both_ways() throws IOException {
        try (var client = new Client()) {
            assertThat(client.ask(HELLO, 6)).isEqualTo(HELLO_ANSWER);
            assertThat(client.ask("FF FA 2C 01 00 00 E1 00 FF F0", 10)).isEqualTo("FF FA 2C 65 00 00 E1 00 FF F0");
            assertThat(client.ask("7F", 1)).isEqualTo("79");
            assertThat(client.ask("11 EE", 1)).isEqualTo("79");
            assertThat(client.ask("08 00 00 00 08", 1)).isEqualTo("79");
            assertThat(client.ask("03 FC", 9)).as("four blank bytes, doubled").isEqualTo("79 FF FF FF FF FF FF FF FF");
        }
    }

    @Test
    void a_negotiation_that_arrives_byte_by_byte_is_one_too() throws Exception {
        try (var client = new Client()) {
            for (String each : HELLO.split(" ")) {
                client.send(each);
                // Long enough that the next byte travels by itself.
                Thread.sleep(20);
            }
            assertThat(client.take(6)).isEqualTo(HELLO_ANSWER);
        }
    }

    /** NRST on RTS and BOOT0 on DTR, an asserted line being a low pin, as in the example bench file. */
    @Test
    void modem_lines_bring_the_board_into_its_program_and_back_into_its_loader() throws IOException {
        try (var client = new Client()) {
            client.ask(HELLO, 6);
            client.ask(dtr("08") + rts("0B") + rts("0C"), 21);
            client.send("7F");
            assertThat(client.silent()).as("BOOT0 low: the flash is blank and nobody answers").isTrue();

            client.ask(dtr("09") + rts("0B"), 14);
            client.send("7F");
            assertThat(client.silent()).as("held in reset").isTrue();

            client.ask(rts("0C"), 7);
            assertThat(client.ask("7F", 1)).isEqualTo("79");
        }
    }

    @Test
    void a_client_that_leaves_does_not_leave_the_board_in_reset() throws IOException {
        try (var client = new Client()) {
            client.ask(HELLO, 6);
            client.ask(dtr("09") + rts("0B"), 14);
        }
        await().untilAsserted(() -> {
            try (var client = new Client()) {
                assertThat(client.ask("7F", 1)).isEqualTo("79");
            }
        });
    }

    @Test
    void wrong_parity_garbles_as_on_a_wire() throws IOException {
        try (var client = new Client()) {
            client.ask(HELLO, 6);
            client.ask("FF FA 2C 03 01 FF F0", 7);
            // 7F has seven ones: without parity its stop bit lies where the loader expects a parity bit of 1, and fits.
            assertThat(client.ask("7F", 1)).isEqualTo("79");
            assertThat(client.ask("00 FF", 1)).as("00 has a parity bit of 0; the stop bit is 1").isEqualTo("1F");
        }
    }

    @Test
    void there_is_one_line_and_so_one_client() throws IOException {
        try (var first = new Client()) {
            assertThat(first.ask("7F", 1)).isEqualTo("79");
            try (var second = new Client()) {
                assertThat(second.ended()).isTrue();
            }
            assertThat(first.ask("02 FD", 5)).isEqualTo("79 01 04 41 79");
        }
    }

    private static String dtr(String code) {
        return "FF FA 2C 05 " + code + " FF F0 ";
    }

    private static String rts(String code) {
        return dtr(code);
    }

    private final class Client implements AutoCloseable {

        private final Socket socket;

        Client() throws IOException {
            socket = new Socket("127.0.0.1", port);
            socket.setTcpNoDelay(true);
        }

        void send(String hex) throws IOException {
            socket.getOutputStream().write(HexFormat.of().parseHex(hex.replace(" ", "")));
        }

        String ask(String hex, int length) throws IOException {
            send(hex);
            return take(length);
        }

        String take(int length) throws IOException {
            socket.setSoTimeout(10_000);
            return HexFormat.ofDelimiter(" ").withUpperCase().formatHex(socket.getInputStream().readNBytes(length));
        }

        boolean silent() throws IOException {
            socket.setSoTimeout(300);
            try {
                return socket.getInputStream().read() < 0;
            } catch (SocketTimeoutException e) {
                return true;
            }
        }

        boolean ended() throws IOException {
            socket.setSoTimeout(10_000);
            return socket.getInputStream().read() < 0;
        }

        @Override public void close() throws IOException {
            socket.close();
        }
    }
}
