package io.sectorzero.suites.peer;

import io.sectorzero.bench.BoardServing;
import io.sectorzero.bench.ServeRequest;
import io.sectorzero.bench.ServedBoard;
import io.sectorzero.hardware.ControlDoor;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** A board served to peers: a serial port at a path, and the control door to look behind it. */
final class Served implements AutoCloseable {

    private static final long SEED = 0x5EC7;

    private final ServedBoard board;
    private final Path port;
    private final ControlDoor control;

    private Served(ServedBoard board, Path port, ControlDoor control) {
        this.board = board;
        this.port = port;
        this.control = control;
    }

    /** @param boardFile of {@code fixtures/boards} */
    static Served open(String boardFile, Path folder) {
        Path port = folder.resolve("port");
        Path file = Path.of(URI.create(Served.class.getResource("/fixtures/boards/" + boardFile).toString()));
        BoardServing serving = ServiceLoader.load(BoardServing.class).findFirst().orElseThrow();
        ServedBoard board = serving.serve(new ServeRequest(Optional.of(file), Map.of("uart", port.toString(), "control", "0"),
                "127.0.0.1", true, Optional.empty(), SEED));
        String address = board.ready().stream().filter(line -> line.startsWith("ready control ")).findFirst().orElseThrow()
                .substring("ready control ".length());
        int colon = address.lastIndexOf(':');
        return new Served(board, port, ControlDoor.open(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))));
    }

    Path port() {
        return port;
    }

    /** Brings the board into its bootloader again, as pressing its reset button would. */
    void reset() {
        control.ask("reset");
    }

    List<String> ask(String command) {
        return control.ask(command);
    }

    @Override public void close() {
        control.close();
        board.close();
    }
}
