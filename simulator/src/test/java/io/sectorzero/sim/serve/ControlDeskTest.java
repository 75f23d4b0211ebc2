package io.sectorzero.sim.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sectorzero.bench.ServeRequest;
import io.sectorzero.bench.ServedBoard;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The control door as a client sees it over TCP, friendly and hostile. */
@Timeout(60)
class ControlDeskTest {

    @TempDir
    private Path folder;
    private ServedBoard served;
    private int port;

    @BeforeEach
    void serve() {
        served = new BoardServer().serve(new ServeRequest(Optional.empty(), Map.of("control", "0"), "127.0.0.1", true, Optional.empty(), 1));
        String ready = served.ready().get(0);
        assertThat(ready).startsWith("ready control 127.0.0.1:");
        port = Integer.parseInt(ready.substring(ready.lastIndexOf(':') + 1));
    }

    @AfterEach
    void close() {
        served.close();
        served.awaitEnd();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "power on            ; `ok`",
        "POWER Off           ; `ok`",
        "power  cycle        ; `ok`",
        "power               ; `error say: power on|off|cycle`",
        "power on off        ; `error say: power on|off|cycle`",
        "power up            ; `error power is on, off or cycle, not \"up\"`",
        "reset               ; `ok`",
        "reset pulse         ; `ok`",
        "reset assert        ; `ok`",
        "reset release       ; `ok`",
        "reset now           ; `error reset is assert, release or pulse, not \"now\"`",
        "boot0 0             ; `ok`",
        "boot0 1             ; `ok`",
        "cable in            ; `ok`",
        "probe in            ; `ok`",
        "probe out           ; `ok`",
        "probe up            ; `error probe is in or out, not \"up\"`",
        "cable out           ; `ok`",
        "cable up            ; `error cable is in or out, not \"up\"`",
        "boot0 2             ; `error boot0 is 0 or 1, not \"2\"`",
        "vdd 1.8             ; `ok`",
        "vdd 4.0             ; `ok`",
        "vdd 4.01            ; `error vdd is a number of volts from 0 to 4.0, not \"4.01\"`",
        "vdd -1              ; `error vdd is a number of volts from 0 to 4.0, not \"-1\"`",
        "vdd NaN             ; `error vdd is a number of volts from 0 to 4.0, not \"NaN\"`",
        "line                ; `ok 115200 8E1`",
        "line 9600           ; `ok 9600 8E1`",
        "line 57600 8n1      ; `ok 57600 8N1`",
        "line 0              ; `error \"0\" is neither a rate from 1 to 4000000 nor one of 8N1, 8E1, 8O1`",
        "line 7E1            ; `error \"7E1\" is neither a rate from 1 to 4000000 nor one of 8N1, 8E1, 8O1`",
        "erase               ; `ok`",
        "dump                ; `error say: dump FILE`",
        "load                ; `error say: load FILE [ADDRESS]`",
        "fly                 ; `error there is no command \"fly\"; ask for help`",
        "quit                ; `ok`"}, ignoreLeadingAndTrailingWhitespace = true)
    void each_command_has_its_answer(String command, String answer) throws IOException {
        try (var client = new Client()) {
            assertThat(client.ask(command)).containsExactly(answer);
        }
    }

    @Test
    void the_status_tells_what_was_switched() throws IOException {
        try (var client = new Client()) {
            client.ask("vdd 2.5");
            client.ask("boot0 0");
            client.ask("reset assert");

            assertThat(client.ask("status")).contains("| power on, 2.50 V", "| reset held, boot0 0", "ok");

            client.ask("boot0 1");
            client.ask("reset release");
            assertThat(client.ask("status")).contains("| reset released, boot0 1", "| running: loader: listening", "ok");

            client.ask("power off");
            assertThat(client.ask("status")).anyMatch(line -> line.startsWith("| power off"));
        }
    }

    @Test
    void help_and_the_readme_name_the_commands_that_are_understood() throws IOException {
        try (var client = new Client()) {
            List<String> commands = client.ask("help").stream().filter(line -> line.startsWith("| "))
                    .map(line -> line.substring(2).split("\\s")[0]).toList();

            assertThat(inTheReadme()).containsExactlyInAnyOrderElementsOf(Stream.concat(Stream.of("help"), commands.stream()).toList());
            for (String command : commands) {
                if (!List.of("quit", "shutdown").contains(command)) {
                    assertThat(client.ask(command)).as(command).noneMatch(answer -> answer.contains("there is no command"));
                }
            }
        }
    }

    /** First words of the table of commands. */
    private static Set<String> inTheReadme() throws IOException {
        String table = Files.readString(Path.of("README.md")).split("\\| Command \\| Does \\|")[1].split("\n\n")[0];
        return table.lines().filter(row -> row.startsWith("| `")).map(row -> row.substring(3).split("[ `]")[0]).collect(Collectors.toSet());
    }

    @Test
    void flash_goes_out_to_a_file_and_comes_back_in() throws IOException {
        Path firmware = Files.write(folder.resolve("firm ware.bin"), new byte[] {1, 2, 3, 4, 5});
        try (var client = new Client()) {
            assertThat(client.ask("load " + firmware + " 0x08000010")).containsExactly("ok 5 bytes at 0x08000010");
            assertThat(client.ask("load " + firmware)).containsExactly("ok 5 bytes at 0x08000000");
            assertThat(client.ask("dump " + folder.resolve("out.bin"))).containsExactly("ok 1048576 bytes");
            assertThat(client.ask("erase")).containsExactly("ok");
            assertThat(client.ask("dump " + folder.resolve("blank.bin"))).containsExactly("ok 1048576 bytes");
        }
        byte[] dumped = Files.readAllBytes(folder.resolve("out.bin"));
        assertThat(Arrays.copyOf(dumped, 24)).containsExactly(1, 2, 3, 4, 5, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1, 2, 3, 4, 5, -1, -1, -1);
        assertThat(Files.readAllBytes(folder.resolve("blank.bin"))).containsOnly(0xFF);
    }

    @Test
    void a_fault_can_be_laid_over_a_running_board() throws IOException {
        try (var client = new Client()) {
            assertThat(client.ask("fault kind = \"stuck-bit\", address = 0x0800_0005, bit = 3, value = 0"))
                    .containsExactly("| C14 bit 3 of 0x08000005 is stuck at 0", "ok");
            assertThat(client.ask("fault kind = \"gremlin\"")).singleElement().asString().startsWith("error fault:1: fault kind \"gremlin\" is none of ");
            assertThat(client.ask("fault kind =")).singleElement().asString().startsWith("error fault:1: this is not TOML");
            assertThat(client.ask("fault")).containsExactly("error say: fault kind = \"…\", …");
        }
    }

    @Test
    void files_are_neither_overwritten_nor_read_without_end() throws IOException {
        Path precious = Files.writeString(folder.resolve("precious"), "keep me");
        Path large = Files.write(folder.resolve("large"), new byte[1024 * 1024 + 1]);
        try (var client = new Client()) {
            assertThat(client.ask("dump " + precious)).containsExactly("error " + precious + " exists already; remove it first");
            assertThat(client.ask("dump " + folder.resolve("no/such/folder"))).singleElement().asString().startsWith("error ");
            assertThat(client.ask("load " + large)).containsExactly("error " + large + " has 1048577 bytes; 1048576 fit there");
            assertThat(client.ask("load " + precious + " 0x080FFFFC")).containsExactly("error " + precious + " has 7 bytes; 4 fit there");
            assertThat(client.ask("load " + precious + " 0x20000000")).singleElement().asString().startsWith("error the flash lies from 0x08000000 to 0x080FFFFF");
            assertThat(client.ask("load /dev/zero")).containsExactly("error there is no file /dev/zero");
            assertThat(client.ask("load " + folder.resolve("none"))).containsExactly("error there is no file " + folder.resolve("none"));
        }
        assertThat(precious).hasContent("keep me");
    }

    @Test
    void commands_sent_in_one_go_are_answered_one_by_one_in_their_order() throws IOException {
        try (var client = new Client()) {
            client.send("line 1200\r\n\r\nline\n  boot0 7 \nstatus\nline 9600\nquit\nline 300\n");

            List<String> answers = client.untilEnd();

            assertThat(answers).startsWith("ok 1200 8E1", "ok 1200 8E1", "error boot0 is 0 or 1, not \"7\"").endsWith("ok 9600 8E1", "ok");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST / HTTP/1.1\r\nHost: localhost\r\n\r\nerase\nshutdown\n", "Host: x\nerase\n", "GET /erase HTTP/1.0\n\n"})
    void a_browser_is_shown_the_door_before_it_does_harm(String request) throws IOException {
        Path firmware = Files.write(folder.resolve("firmware"), new byte[] {1, 2, 3});
        try (var client = new Client()) {
            client.ask("load " + firmware);
        }
        try (var browser = new Client()) {
            browser.send(request);
            assertThat(browser.untilEnd()).containsExactly("error this is no web server");
        }
        try (var client = new Client()) {
            client.ask("dump " + folder.resolve("after"));
        }
        assertThat(Arrays.copyOf(Files.readAllBytes(folder.resolve("after")), 3)).containsExactly(1, 2, 3);
    }

    @Test
    void a_line_without_end_ends_the_conversation() throws IOException {
        try (var client = new Client()) {
            client.send("x".repeat(LineDecoder.LONGEST_LINE + 1));
            assertThat(client.untilEnd()).containsExactly("error a line has at most 8192 bytes");
        }
        theBoardIsWell();
    }

    @Test
    void a_client_that_asks_and_never_listens_is_hung_up_on() throws IOException {
        try (var deaf = new Socket("127.0.0.1", port)) {
            deaf.setSoTimeout(20_000);
            byte[] questions = "help\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);
            await().until(() -> {
                try {
                    deaf.getOutputStream().write(questions);
                    return false;
                } catch (IOException e) {
                    return true;
                }
            });
        }
        theBoardIsWell();
    }

    @Test
    void seventeen_at_a_time_are_one_too_many_and_a_place_becomes_free_again() throws IOException {
        var clients = new ArrayList<Client>();
        for (int i = 0; i < 16; i++) {
            clients.add(new Client());
            assertThat(clients.get(i).ask("line")).containsExactly("ok 115200 8E1");
        }
        try (var oneMore = new Client()) {
            assertThat(oneMore.untilEnd()).containsExactly("error 16 others are here already");
        }
        for (Client client : clients) {
            client.close();
        }
        await().untilAsserted(this::theBoardIsWell);
    }

    @Test
    void noise_is_answered_with_errors_and_nothing_else() throws IOException {
        var noise = new byte[4096];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) (i * 31 >>> 3);
        }
        try (var client = new Client()) {
            client.socket.getOutputStream().write(noise);
            client.socket.shutdownOutput();
            assertThat(client.untilEnd()).isNotEmpty().allMatch(line -> line.startsWith("error "));
        }
        theBoardIsWell();
    }

    @Test
    void shutdown_ends_the_service_for_who_waits_for_it() throws IOException {
        try (var client = new Client()) {
            assertThat(client.ask("shutdown")).containsExactly("ok");
        }
        served.awaitEnd();
    }

    private void theBoardIsWell() throws IOException {
        try (var client = new Client()) {
            assertThat(client.ask("line")).containsExactly("ok 115200 8E1");
        }
    }

    private final class Client implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader in;

        Client() throws IOException {
            socket = new Socket("127.0.0.1", port);
            socket.setSoTimeout(20_000);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        }

        List<String> ask(String command) throws IOException {
            send(command + "\n");
            var answer = new ArrayList<String>();
            do {
                answer.add(in.readLine());
            } while (answer.get(answer.size() - 1).startsWith("|"));
            return answer;
        }

        List<String> untilEnd() throws IOException {
            var answer = new ArrayList<String>();
            try {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    answer.add(line);
                }
            } catch (java.net.SocketException e) {
                // Hung up on with bytes still unread on the other side: the connection is reset instead of closed.
                return answer;
            }
            return answer;
        }

        @Override public void close() throws IOException {
            socket.close();
        }
    }
}
