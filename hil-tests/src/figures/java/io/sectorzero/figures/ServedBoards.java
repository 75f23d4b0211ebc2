package io.sectorzero.figures;

import io.sectorzero.bench.BoardServing;
import io.sectorzero.bench.ServeRequest;
import io.sectorzero.hardware.ControlDoor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * stm32flash and this program, each on a board of its own that is served on a pseudo-terminal. What the board's own
 * clock says before and after is the figure. That clock leaps over bytes on the line and over a busy flash, but while
 * the board waits for its client it follows the wall: a slow machine shows.
 */
final class ServedBoards {

    private static final String PEER = "stm32flash";
    private static final String BAUD = "115200";
    private static final String LOOPBACK = "127.0.0.1";
    private static final long SEED = 0x5EC7;

    private ServedBoards() {
    }

    static List<Row> rows(Path folder, Path megabyte) {
        if (!System.getProperty("os.name").equals("Linux")) {
            return List.of(Row.skipped("1 MB to a served board", "boards are served on a pseudo-terminal on Linux only"));
        }
        String port = folder.resolve("board").toString();
        Row ours = row("1 MB to a served board, SectorZero: erase, write, verify", port,
                Programs.sectorZero("flash", megabyte.toString(), "--base", "0x08000000", "--uart", port, "--supply", "3.3"));
        if (!Programs.isInstalled(PEER)) {
            return List.of(ours, Row.skipped("1 MB to a served board, " + PEER, PEER + " is not installed"));
        }
        // A pseudo-terminal does not keep parity, and stm32flash checks; on the simulated line it is 8E1 all the same.
        var peer = List.of(PEER, "-m", "8n1", "-b", BAUD);
        return List.of(ours,
                row("1 MB to a served board, stm32flash: erase, write, verify", port,
                        and(peer, "-v", "-w", megabyte.toString(), port)),
                row("1 MB to a served board, stm32flash: erase, write", port,
                        and(peer, "-w", megabyte.toString(), port)));
    }

    private static Row row(String figure, String port, List<String> command) {
        var request = new ServeRequest(Optional.empty(), Map.of("uart", port, "control", "0"), LOOPBACK, true, Optional.empty(), SEED);
        BoardServing serving = ServiceLoader.load(BoardServing.class).findFirst().orElseThrow();
        try (var board = serving.serve(request); var door = ControlDoor.open(LOOPBACK, controlPort(board.ready()))) {
            double before = boardSeconds(door);
            Programs.succeed(command);
            return new Row(figure, Row.NO_TARGET, Row.seconds(boardSeconds(door) - before), "simulated time, by the board's own clock");
        }
    }

    static int controlPort(List<String> ready) {
        return ready.stream().filter(line -> line.startsWith("ready control "))
                .map(line -> line.substring(line.lastIndexOf(':') + 1)).mapToInt(Integer::parseInt).findFirst().orElseThrow();
    }

    static double boardSeconds(ControlDoor door) {
        return door.ask("status").stream().filter(line -> line.startsWith("time "))
                .map(line -> line.split(" ")[1]).mapToDouble(Double::parseDouble).findFirst().orElseThrow();
    }

    private static List<String> and(List<String> command, String... more) {
        return Stream.concat(command.stream(), Stream.of(more)).toList();
    }
}
