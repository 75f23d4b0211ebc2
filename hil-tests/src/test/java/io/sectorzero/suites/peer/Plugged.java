package io.sectorzero.suites.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A board with a probe on the USB of the programs that are run here; BOOT0 is low, so that what is written is what starts. */
final class Plugged implements AutoCloseable {

    private final Served board;

    private Plugged(Served board) {
        this.board = board;
    }

    /**
     * @param model of the probe, as a board file has it
     * @param more  further lines of a board file
     */
    static Plugged with(String model, Path folder, String... more) {
        var lines = new ArrayList<>(List.of("probe.model = \"" + model + "\""));
        lines.addAll(List.of(more));
        if (lines.stream().noneMatch(line -> line.startsWith("boot.boot0"))) {
            lines.add("boot.boot0 = \"low\"");
        }
        try {
            return new Plugged(Served.open(Files.write(folder.resolve("board.toml"), lines), folder, "plug"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Peer.Run run(String program, String... arguments) {
        return Peer.named(program).run(board.environment(), List.of(arguments));
    }

    /** Runs a program at a place of its own, for the sake of another that must be installed. */
    Peer.Run runFile(Path program, String needed, List<String> arguments) {
        return Peer.at(program, needed).run(board.environment(), arguments);
    }

    OpenOcd openOcd(String script) {
        return OpenOcd.with("-f", script).in(board.environment());
    }

    byte[] flash(int bytes) {
        return board.flash(bytes);
    }

    @Override public void close() {
        board.close();
    }
}
