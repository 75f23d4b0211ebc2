package io.sectorzero.figures;

import io.sectorzero.bench.BoardServing;
import io.sectorzero.bench.ServeRequest;
import io.sectorzero.hardware.ControlDoor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * OpenOCD and dfu-util beside this program, each through libusb to a board of its own that is plugged in. What the board's own
 * clock says before and after is the figure. It follows the wall, because these clients sleep on the wall for as long as they
 * think the board needs; on a busy machine it contains some of the machine's slowness, for all alike.
 */
final class PluggedBoards {

    private static final String LOOPBACK = "127.0.0.1";
    private static final String FLASH = "0x08000000";
    private static final long SEED = 0x5EC7;
    private static final String LIMIT_SECONDS = "600";

    /** dfu-util sleeps for as long as it is told to at each block: a megabyte takes it minutes. */
    private static final int DFU_BYTES = 128 * 1024;

    private PluggedBoards() {
    }

    static List<Row> rows(Path folder, Path megabyte) {
        if (!Programs.isInstalled("umockdev-run")) {
            return List.of(Row.skipped("1 MB to a board that is plugged in", "umockdev is not installed"));
        }
        String probe = "1 MB over ST-LINK/V2-1 at 4 MHz, plugged in, ";
        String loader = "128 KB over DFU, plugged in, ";
        Path part = part(folder, megabyte);
        return List.of(
                row(probe + "SectorZero: erase, write, verify",
                        Programs.sectorZero("flash", megabyte.toString(), "--base", FLASH, "--swd")),
                peer("openocd", probe + "OpenOCD: erase, write, verify",
                        List.of("openocd", "-f", "interface/stlink.cfg", "-f", "target/stm32f4x.cfg", "-c", "adapter speed 4000",
                                "-c", "program %s %s verify exit".formatted(megabyte, FLASH))),
                row(loader + "SectorZero: erase, write, verify",
                        Programs.sectorZero("flash", part.toString(), "--base", FLASH, "--usb", "--supply", "3.3")),
                peer("dfu-util", loader + "dfu-util: erase, write",
                        List.of("dfu-util", "-a", "0", "-s", FLASH, "-D", part.toString())));
    }

    private static Path part(Path folder, Path whole) {
        try (var stream = Files.newInputStream(whole)) {
            return Files.write(folder.resolve("part.bin"), stream.readNBytes(DFU_BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row peer(String program, String figure, List<String> command) {
        return Programs.isInstalled(program) ? row(figure, command) : Row.skipped(figure, program + " is not installed");
    }

    private static Row row(String figure, List<String> command) {
        var request = new ServeRequest(Optional.empty(), Map.of("plug", "", "control", "0"), LOOPBACK, false, Optional.empty(), SEED);
        BoardServing serving = ServiceLoader.load(BoardServing.class).findFirst().orElseThrow();
        try (var board = serving.serve(request); var door = ControlDoor.open(LOOPBACK, ServedBoards.controlPort(board.ready()))) {
            double before = ServedBoards.boardSeconds(door);
            var limited = new ArrayList<>(List.of("timeout", LIMIT_SECONDS));
            limited.addAll(command);
            int code = Programs.run(limited, board.environment()).code();
            double taken = ServedBoards.boardSeconds(door) - before;
            return code == 0 ? new Row(figure, Row.NO_TARGET, Row.seconds(taken), "simulated time, by the board's own clock")
                    : Row.skipped(figure, "it ended with %d after %.1f s".formatted(code, taken));
        }
    }
}
