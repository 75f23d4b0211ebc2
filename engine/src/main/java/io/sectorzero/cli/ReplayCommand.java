package io.sectorzero.cli;

import io.sectorzero.bench.BenchDescription;
import io.sectorzero.failure.BadDescription;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.replay.Transcript;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a recorded command again, on the recording instead of a board. The same failure comes out the same way. */
@Command(name = "replay", description = {"Run what --trace recorded again, without the board.",
        "Ends as the recorded command ended, or with 33 when it now does something else."},
        footer = {"", "Examples:",
                  "  sectorzero flash app.hex --uart /dev/ttyUSB0 --trace field.trace",
                  "  sectorzero replay field.trace"})
final class ReplayCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "A trace made with --trace.")
    Path file;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help and exit.")
    boolean help;

    private final Session session;

    ReplayCommand(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        var recorded = Transcript.read(file);
        List<String> arguments = recorded.headers().getOrDefault("argument", List.of());
        boolean known = CommandName.first(arguments.toArray(String[]::new)).filter(CommandName::worksOnBench).isPresent();
        if (!known) {
            throw new BadDescription(Diagnosis.of("%s does not say which command it recorded", file)
                    .because("its lines \"# argument\" say: %s", arguments.isEmpty() ? "nothing" : String.join(" ", arguments))
                    .remedy("record with --trace; an exchange from elsewhere is run with --bench and a file of kind \"replay\""));
        }
        return SectorZero.run(session.on(bench(recorded)), arguments.toArray(String[]::new));
    }

    private BenchDescription bench(Transcript recorded) {
        var toml = new StringBuilder("kind = \"replay\"\n");
        line(toml, "name", BenchChoice.quoted("replay of " + file.getFileName()));
        line(toml, "recording", BenchChoice.quoted(file.toString()));
        line(toml, "switches", recorded.headers().getOrDefault("switches", List.of()).stream().map(BenchChoice::quoted).toList().toString());
        recorded.header("device").ifPresent(device -> line(toml, "device", BenchChoice.quoted(device)));
        recorded.header("supply").ifPresent(volts -> line(toml, "supply", volts));
        return BenchDescription.parse(file.toString(), toml.toString());
    }

    private static void line(StringBuilder toml, String key, String value) {
        toml.append(key).append(" = ").append(value).append('\n');
    }
}
