package io.sectorzero.suites.guest;

import io.sectorzero.bench.BoardServing;
import io.sectorzero.bench.Guest;
import io.sectorzero.bench.ServeRequest;
import io.sectorzero.bench.ServedBoard;
import io.sectorzero.hardware.ControlDoor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** A board on this side of the wall, whose USB is exported, with its control door to look behind it and switch it. */
final class ExportedBoard implements AutoCloseable {

    private static final long SEED = 0x5EC7;
    private static final String HERE = "127.0.0.1";

    private final ServedBoard board;
    private final ControlDoor control;

    private ExportedBoard(ServedBoard board) {
        this.board = board;
        this.control = ControlDoor.open(HERE, port("control"));
    }

    static ExportedBoard open(Path boardFile) {
        BoardServing serving = ServiceLoader.load(BoardServing.class).findFirst().orElseThrow();
        return new ExportedBoard(serving.serve(new ServeRequest(Optional.of(boardFile), Map.of("usbip", "0", "control", "0"), HERE, true,
                Optional.empty(), SEED)));
    }

    int usbipPort() {
        return port("usbip");
    }

    /** Its control door, as a program in the guest reaches it. */
    String controlFromTheGuest() {
        return Guest.HOST + ":" + port("control");
    }

    List<String> ask(String command) {
        return control.ask(command);
    }

    private int port(String door) {
        String ready = board.ready().stream().filter(line -> line.startsWith("ready " + door + " ")).findFirst().orElseThrow();
        return Integer.parseInt(ready.substring(ready.lastIndexOf(':') + 1));
    }

    @Override public void close() {
        control.close();
        board.close();
    }
}
