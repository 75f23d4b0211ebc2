package io.sectorzero.suites.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.suites.flashing.Images;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** pyOCD 0.13 as Debian ships it, over USB. It knows V2 and V2-1; what it makes of V3 is in a test of its own. */
class PyOcdTest {

    private static final int KILO = 1024;
    private static final int FLASH_SIZE = 1024 * KILO;

    /** Loads a file, verifies it by reading, and lets the board go with a reset. */
    private static final String LOAD = """
            import sys
            from pyocd.core.helpers import ConnectHelper
            with ConnectHelper.session_with_chosen_probe(blocking=False, target_override='stm32f412xg', frequency=1800000) as session:
                target = session.board.target
                data = list(bytearray(open(sys.argv[1], 'rb').read()))
                target.reset_stop_on_reset()
                session.board.flash.flash_block(0x08000000, data)
                same = target.read_memory_block8(0x08000000, len(data)) == data
                target.reset()
                print('verified' if same else 'DIFFERENT')
            """;

    private static final String ERASE = """
            from pyocd.core.helpers import ConnectHelper
            with ConnectHelper.session_with_chosen_probe(blocking=False, target_override='stm32f412xg') as session:
                session.board.target.reset_stop_on_reset()
                flash = session.board.flash
                flash.init()
                flash.erase_page(0x08004000)
                flash.init()
                flash.erase_all()
                print('erased')
            """;

    // The command pyocd-gdbserver of this release ends at once on the distribution's Python, and what the server reads of memory fails
    // in its own cache; loading, breakpoints and registers do not go that way.
    private static final String SERVE = """
            import socket, subprocess, sys
            from pyocd.core.helpers import ConnectHelper
            from pyocd.gdbserver import GDBServer
            free = socket.socket()
            free.bind(('127.0.0.1', 0))
            port = free.getsockname()[1]
            free.close()
            with ConnectHelper.session_with_chosen_probe(blocking=False, target_override='stm32f412xg', frequency=1800000) as session:
                session.board.target.reset_stop_on_reset()
                server = GDBServer(session.board, port, {'telnet_port': 0, 'chip_erase': False, 'fast_program': True}, core=0)
                commands = ['set confirm off', 'set remotetimeout 60', 'target remote :%d' % port, 'load', 'tbreak main', 'continue',
                            'info registers pc', 'detach']
                arguments = [part for command in commands for part in ('-ex', command)]
                print(subprocess.run(['gdb-multiarch', '-nx', '-batch'] + arguments + [sys.argv[1]], timeout=90,
                                     stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout)
                server.join(10)
            """;

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({"v2, STM32 STLink", "v2-1, STM32 STLinkV2-1"})
    void it_lists_the_probe(String model, String name) {
        try (Plugged board = Plugged.with(model, folder)) {
            String said = board.run("pyocd-gdbserver", "--list").succeeded().output();

            assertThat(said).contains(name, "066DFF515049657187212124");
        }
    }

    /** Its table of this part knows the first 512 KB. */
    @ParameterizedTest
    @CsvSource({"v2, 16", "v2-1, 16", "v2-1, 512"})
    void it_loads_verifies_and_resets(String model, int kilobytes) throws IOException {
        Path image = Files.write(folder.resolve("image.bin"), Images.content(kilobytes * KILO).toArray());
        try (Plugged board = Plugged.with(model, folder)) {
            String said = python(board, LOAD, image.toString()).succeeded().output();

            assertThat(said).contains("verified");
            assertThat(board.flash(kilobytes * KILO)).isEqualTo(Files.readAllBytes(image));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2", "v2-1"})
    void its_erase_leaves_nothing(String model) throws IOException {
        byte[] blank = new byte[FLASH_SIZE];
        Arrays.fill(blank, (byte) 0xFF);
        try (Plugged board = Plugged.with(model, folder, "flash.content = \"counting\"")) {
            assertThat(python(board, ERASE).succeeded().output()).contains("erased");

            assertThat(board.flash(FLASH_SIZE)).isEqualTo(blank);
        }
    }

    @Test
    void its_gdb_server_loads_a_program_and_stops_it_at_a_breakpoint() throws IOException {
        Peer.named("gdb-multiarch");
        byte[] program = Files.readAllBytes(fixture("console.bin"));
        try (Plugged board = Plugged.with("v2-1", folder)) {
            String said = python(board, SERVE, fixture("console.elf").toString()).succeeded().output();

            assertThat(said).contains("Start address 0x08000044", "Temporary breakpoint 1, ", "<main>").doesNotContain("Load failed");
            assertThat(board.flash(program.length)).isEqualTo(program);
        }
    }

    private static Path fixture(String name) {
        return Path.of(URI.create(PyOcdTest.class.getResource("/fixtures/firmware/" + name).toString()));
    }

    /** This release holds V3's own count of versions against V2's and calls every V3 too old, as it does on a desk. */
    @Test
    void it_knows_no_v3() throws IOException {
        try (Plugged board = Plugged.with("v3e", folder)) {
            assertThat(python(board, LOAD, "nothing").failed().output()).contains("unsupported, older firmware version");
        }
    }

    private Peer.Run python(Plugged board, String script, String... arguments) throws IOException {
        var all = new ArrayList<>(List.of(Files.writeString(folder.resolve("script.py"), script).toString()));
        all.addAll(List.of(arguments));
        // The distribution's own, whose packages pyOCD is one of.
        return board.runFile(Path.of("/usr/bin/python3"), "pyocd-gdbserver", all);
    }
}
