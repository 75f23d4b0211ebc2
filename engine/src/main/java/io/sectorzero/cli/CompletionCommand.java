package io.sectorzero.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "completion", description = "Print a completion script for bash and zsh.",
        footer = {"", "Examples:",
                  "  source <(sectorzero completion)                      in this shell",
                  "  sectorzero completion > ~/.local/share/bash-completion/completions/sectorzero"})
final class CompletionCommand implements Callable<Integer> {

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help and exit.")
    boolean help;

    private final Session session;

    CompletionCommand(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        session.screen().out().line(AutoComplete.bash("sectorzero", SectorZero.whole(session)));
        return ExitCode.DONE.number();
    }
}
