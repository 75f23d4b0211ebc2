package io.sectorzero.suites.peer;

import io.sectorzero.bench.BoardServing;
import io.sectorzero.bench.ServeRequest;
import io.sectorzero.bench.ServedBoard;
import io.sectorzero.hardware.ControlDoor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** A board served to peers: a serial port at a path, and the control door to look behind it. */
final class Served implements AutoCloseable {

    private static final long SEED = 0x5EC7;
    private static final String HOST = "127.0.0.1";

    private final ServedBoard board;
    private final Path port;
    private final ControlDoor control;

    private Served(ServedBoard board, Path port, ControlDoor control) {
        this.board = board;
        this.port = port;
        this.control = control;
    }

    /**
     * @param boardFile of {@code fixtures/boards}
     * @param ports     names of further doors, each on a port that the system chooses
     */
    static Served open(String boardFile, Path folder, String... ports) {
        return open(Path.of(URI.create(Served.class.getResource("/fixtures/boards/" + boardFile).toString())), folder, ports);
    }

    static Served open(Path boardFile, Path folder, String... ports) {
        Path port = folder.resolve("port");
        var doors = new TreeMap<String, String>(Map.of("uart", port.toString(), "control", "0"));
        for (String door : ports) {
            doors.put(door, "0");
        }
        BoardServing serving = ServiceLoader.load(BoardServing.class).findFirst().orElseThrow();
        ServedBoard board = serving.serve(new ServeRequest(Optional.of(boardFile), doors, HOST, true, Optional.empty(), SEED));
        return new Served(board, port, ControlDoor.open(HOST, port(board, "control")));
    }

    private static int port(ServedBoard board, String door) {
        String ready = "ready " + door + " " + HOST + ":";
        return board.ready().stream().filter(line -> line.startsWith(ready)).mapToInt(line -> Integer.parseInt(line.substring(ready.length())))
                .findFirst().orElseThrow();
    }

    /** Where a door listens on this computer. */
    int port(String door) {
        return port(board, door);
    }

    Path port() {
        return port;
    }

    /** What a program finds the board on its USB with, when the door {@code plug} is open. */
    Map<String, String> environment() {
        return board.environment();
    }

    /** The first so many bytes of its flash, by no rule of the chip. */
    byte[] flash(int bytes) {
        try {
            Path dump = Files.createTempDirectory("dump").resolve("flash.bin");
            control.ask("dump " + dump);
            byte[] content = Arrays.copyOf(Files.readAllBytes(dump), bytes);
            Files.delete(dump);
            Files.delete(dump.getParent());
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
