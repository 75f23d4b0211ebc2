package io.sectorzero.cli;

import io.sectorzero.bench.BenchDescription;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/**
 * Which bench a command works on. Flags make up a description on the spot, in the words of a bench file, so that there
 * is one way to open a bench.
 */
final class BenchChoice {

    /** Any number will do; a fixed one tells the same story every time. */
    private static final int USUAL_SEED = 0x5EC7;

    @ArgGroup(exclusive = true)
    Place place = new Place();

    @Option(names = "--supply", paramLabel = "VOLTS",
            description = "VDD as you measured it; lets the chip erase and write wider. Only the default board states its own, 3.3.")
    Optional<Double> supply = Optional.empty();

    /** At most one of them; without any, a healthy simulated board. */
    static final class Place {

        @Option(names = "--board", paramLabel = "FILE", description = "A simulated board, as this file describes it.")
        Optional<Path> board = Optional.empty();

        @Option(names = "--uart", paramLabel = "PORT", description = "A real board on this serial port.")
        Optional<String> uart = Optional.empty();

        @Option(names = "--bench", paramLabel = "FILE", description = "Any bench: hardware, simulator or replay.")
        Optional<Path> bench = Optional.empty();
    }

    /** What to open. @throws io.sectorzero.failure.BadDescription when a bench file is wrong */
    BenchDescription description() {
        BenchDescription chosen = place.bench.map(BenchDescription::read)
                .or(() -> place.uart.map(BenchChoice::serialPort))
                .or(() -> place.board.map(BenchChoice::simulatedBoard))
                .orElseGet(BenchChoice::healthyBoard);
        return supply.map(volts -> withSupply(chosen, volts)).orElse(chosen);
    }

    private static BenchDescription healthyBoard() {
        return BenchDescription.parse("the default bench", """
                kind   = "simulator"
                name   = "simulated board"
                device = "STM32F412xG"
                supply = 3.3
                seed   = %d
                """.formatted(USUAL_SEED));
    }

    private static BenchDescription simulatedBoard(Path file) {
        return BenchDescription.parse("--board", """
                kind  = "simulator"
                name  = %s
                board = %s
                seed  = %d
                """.formatted(quoted("simulated " + file.getFileName()), quoted(file.toString()), USUAL_SEED));
    }

    private static BenchDescription serialPort(String port) {
        return BenchDescription.parse("--uart", """
                kind = "hardware"
                name = %s
                [uart]
                port = %s
                """.formatted(quoted(port), quoted(port)));
    }

    private static BenchDescription withSupply(BenchDescription chosen, double volts) {
        return new BenchDescription(chosen.kind(), chosen.name(), chosen.device(), OptionalDouble.of(volts), chosen.file());
    }

    // TOML v1.0.0 "String": a basic string escapes the backslash, the quotation mark and control characters.
    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c == 0x7F) {
                quoted.append("\\u%04X".formatted((int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
