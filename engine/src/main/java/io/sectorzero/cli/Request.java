package io.sectorzero.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command has in common: it can explain itself, and it answers in words or as JSON. */
abstract class Request implements Callable<Integer> {

    @Spec CommandSpec spec;

    @Option(names = "--json", description = "Answer with one JSON object, on success as on failure.")
    boolean json;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help and exit.")
    boolean help;

    private final Session session;

    Request(Session session) {
        this.session = session;
    }

    @Override public final Integer call() {
        return session.reply().answer(answer());
    }

    /** Does what was asked. Failures leave as exceptions. */
    abstract Answer answer();

    /** What a failure can tell a program besides its diagnosis. */
    void known(JsonObject json) {
    }

    final Session session() {
        return session;
    }

    /** A combination of options that makes no sense; ends with the usage exit code. */
    final ParameterException misuse(String complaint, Object... arguments) {
        return new ParameterException(spec.commandLine(), complaint.formatted(arguments));
    }
}
