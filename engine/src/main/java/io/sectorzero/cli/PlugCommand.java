package io.sectorzero.cli;

import io.sectorzero.bench.BenchDescription;
import io.sectorzero.bench.BoardServing;
import io.sectorzero.bench.ServeRequest;
import io.sectorzero.bench.ServedBoard;
import io.sectorzero.description.DescriptionFile;
import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.failure.Diagnosis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs somebody else's program in a world where the simulated board is plugged into USB. Its exit status is the program's. */
@Command(name = "plug", sortOptions = false,
        description = {"Run a program that finds a simulated board on its USB.",
                       "The program must use libusb, as dfu-util does; nothing else of this computer's USB is there for it.",
                       "With --guest it may use serial ports, udev and anything else a real kernel offers: it runs in a small "
                       + "virtual computer on this one's files, of which only those in the current folder can be changed.",
                       "Ends with the program's exit status. Linux with the package umockdev; a guest says what it needs."},
        footer = {"", "Examples:",
                  "  sectorzero plug -- dfu-util -l",
                  "  sectorzero plug --guest -- lsusb",
                  "  sectorzero plug --board fixtures/boards/d05-read-protected.toml -- \\",
                  "             dfu-util -a 0 -U flash.bin",
                  "  sectorzero plug -- sh -c \"dfu-util -a 0 -s 0x08000000 -D app.bin &&",
                  "             dfu-util -a 0 -s 0x08000000:16384 -U back.bin\""})
final class PlugCommand implements Callable<Integer> {

    // What a shell says of a command it does not find.
    private static final int NOT_FOUND = 127;
    private static final long USUAL_SEED = 0x5EC7;
    private static final int USUAL_LIMIT = 600;

    /** A board file, or a bench file that names one. */
    static final class Place {

        @Option(names = "--board", paramLabel = "FILE", description = "The board, as this file describes it.")
        Optional<Path> board = Optional.empty();

        @Option(names = "--bench", paramLabel = "FILE", description = "The board and the seed that this bench of kind simulator names.")
        Optional<Path> bench = Optional.empty();
    }

    @ArgGroup(heading = "Which board; a healthy one unless you say otherwise:%n")
    Place place = new Place();

    @Option(names = "--state", paramLabel = "FILE", description = "Keep flash and option bytes in this file across runs.")
    Optional<Path> state = Optional.empty();

    @Option(names = "--pace", paramLabel = "PACE", defaultValue = "fast",
            description = "fast: nobody waits for an erase. real: time as on the wall. Default: ${DEFAULT-VALUE}.")
    ServeCommand.Pace pace;

    @Option(names = "--seed", paramLabel = "NUMBER", description = "What its dice start from; otherwise what its bench says, or 0x5EC7.")
    Optional<Long> seed = Optional.empty();

    @Option(names = "--guest", description = "Run it in a guest, with a real kernel between it and the board.")
    boolean guest;

    @Option(names = "--limit", paramLabel = "SECONDS",
            description = "With --guest: how long it may take; then it ends with 124. Default: " + USUAL_LIMIT + ".")
    Optional<Integer> limit = Optional.empty();

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help and exit.")
    boolean help;

    @Parameters(paramLabel = "COMMAND", arity = "1..*", description = "The program and its arguments; put -- before it.")
    List<String> command;

    @Spec CommandSpec spec;

    private final Session session;

    PlugCommand(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        if (limit.isPresent() && !guest) {
            throw new ParameterException(spec.commandLine(), "--limit is for --guest; without it the program takes as long as it likes");
        }
        int seconds = limit.orElse(USUAL_LIMIT);
        if (seconds < 1) {
            throw new ParameterException(spec.commandLine(), "--limit takes a number of seconds, 1 or more, not " + seconds);
        }
        var serving = ServiceLoader.load(BoardServing.class).findFirst().orElseThrow(() -> new CapabilityMissing(
                Diagnosis.of("There is nothing here that serves boards").remedy("put the simulator beside the engine")));
        Optional<DescriptionFile> bench = place.bench.map(PlugCommand::simulator);
        Optional<Path> board = place.board.or(() -> bench.flatMap(file -> file.string("board").map(file::relative)));
        long dice = seed.orElseGet(() -> bench.map(PlugCommand::seedOf).orElse(USUAL_SEED));
        Map<String, String> door = guest ? Map.of("usbip", "0") : Map.of("plug", "");
        try (ServedBoard served = serving.serve(new ServeRequest(board, door, "127.0.0.1", pace == ServeCommand.Pace.FAST, state, dice))) {
            return guest ? new GuestRun(session).run(served, command, Duration.ofSeconds(seconds)) : run(served.environment());
        }
    }

    private static DescriptionFile simulator(Path bench) {
        BenchDescription description = BenchDescription.read(bench);
        if (!description.kind().equals("simulator")) {
            throw description.file().complaint("kind", "only a simulated board can be plugged in here");
        }
        return description.file();
    }

    private static long seedOf(DescriptionFile bench) {
        return bench.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE).orElse(USUAL_SEED);
    }

    private int run(Map<String, String> environment) {
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(environment);
        Process program;
        try {
            program = builder.start();
        } catch (IOException e) {
            session.screen().err().line("%s cannot be run: %s".formatted(command.get(0), e.getMessage()));
            return NOT_FOUND;
        }
        session.interruption().first(program::destroy);
        return statusOf(program);
    }

    private static int statusOf(Process program) {
        while (true) {
            try {
                return program.waitFor();
            } catch (InterruptedException e) {
                // Nobody has reason to interrupt this thread, and a program that runs is not left alone.
                program.destroy();
            }
        }
    }
}
