package io.sectorzero.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "bench", description = "Look after benches.", synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  sectorzero bench check desk.toml"})
final class BenchCommand implements Runnable {

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help and exit.")
    boolean help;

    @Spec CommandSpec spec;

    private BenchCommand() {
    }

    static CommandLine of(Session session) {
        return new CommandLine(new BenchCommand()).addSubcommand("check", new BenchCheck(session));
    }

    @Override public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }
}
