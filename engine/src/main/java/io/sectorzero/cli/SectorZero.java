package io.sectorzero.cli;

import io.sectorzero.failure.SectorZeroException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program: reads arguments, runs one command, leaves with an exit code of {@link ExitCode}. */
@Command(name = "sectorzero", versionProvider = Version.class,
        description = {"Flashes the STM32F412 over its ROM bootloader, and names the cause when it cannot.",
                       "Without a board it works on a simulated one."},
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:",
                  "  sectorzero flash app.hex                       onto a simulated board",
                  "  sectorzero flash app.hex --uart /dev/ttyUSB0   onto a real one",
                  "  sectorzero flash --help                        what a command can do"})
public final class SectorZero implements Runnable {

    private static final int NARROWEST = 60;
    private static final int WIDEST = 100;
    private static final int USUAL = 80;

    @Option(names = {"-V", "--version"}, versionHelp = true, description = "Print the version and exit.")
    boolean version;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help and exit.")
    boolean help;

    private final Screen screen;

    private SectorZero(Screen screen) {
        this.screen = screen;
    }

    public static void main(String[] arguments) {
        System.exit(run(Screen.ofThisProcess(), new Interruption(), arguments));
    }

    /** One run, from arguments to exit code. Whatever goes wrong is told here and nowhere else. */
    static int run(Screen screen, Interruption interruption, String... arguments) {
        return run(Session.of(screen, interruption), arguments);
    }

    static int run(Session given, String... arguments) {
        Session session = given.asked(arguments);
        try {
            return commandLine(session, arguments).execute(arguments);
        } catch (StackOverflowError | OutOfMemoryError fault) {
            return session.reply().ownFault(fault);
        }
    }

    /** Without a command there is nothing to do but to say which there are. */
    @Override public void run() {
        throw new ParameterException(new CommandLine(this), "Which command?");
    }

    /** With every command in it. */
    static CommandLine whole(Session session) {
        return commandLine(session);
    }

    // Reading the annotations of one command takes milliseconds, of all of them a tenth of a second. So only the
    // command that was named is made; help, completion and misspelt names need them all.
    private static CommandLine commandLine(Session session, String... arguments) {
        var line = new CommandLine(new SectorZero(session.screen()));
        var named = CommandName.first(arguments);
        for (CommandName name : named.map(CommandName::alone).orElseGet(CommandName::all)) {
            line.addSubcommand(name.word(), name.make(session));
        }
        if (named.isEmpty()) {
            line.addSubcommand("help", new HelpCommand());
        }
        line.getSubcommands().values().forEach(SectorZero::shorten);
        Outlet out = session.screen().out();
        line.setOut(new PrintWriter(out.stream(), true));
        line.setErr(new PrintWriter(session.screen().err().stream(), true));
        line.setColorScheme(Help.defaultColorScheme(out.colour() ? Help.Ansi.ON : Help.Ansi.OFF));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        Typed.teach(line);
        line.setUsageHelpWidth(out.columns() == 0 ? USUAL : Math.max(NARROWEST, Math.min(WIDEST, out.columns())));
        line.setParameterExceptionHandler((complaint, typed) -> usage(session, complaint));
        line.setExecutionExceptionHandler((failure, command, parsed) -> failure(session.reply(), failure, command));
        return line;
    }

    private static int failure(Reply reply, Exception failure, CommandLine command) {
        if (failure instanceof SectorZeroException explained) {
            var hinted = explained.with(OptionHints.added(explained.diagnosis(), command.getCommandSpec()));
            return reply.failure(hinted, json -> {
                if (command.getCommand() instanceof Request request) {
                    request.known(json);
                }
            });
        }
        return reply.ownFault(failure);
    }

    // A synopsis that lists twenty options helps nobody; the options follow one by one.
    private static void shorten(CommandLine command) {
        command.getCommandSpec().usageMessage().abbreviateSynopsis(true);
        command.getSubcommands().values().forEach(SectorZero::shorten);
    }

    private static int usage(Session session, ParameterException complaint) {
        CommandLine command = complaint.getCommandLine();
        String hint = "Try: " + command.getCommandSpec().qualifiedName() + " --help";
        if (complaint instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().get(0);
            String kind = word.startsWith("-") ? "option" : command.getParent() == null ? "command" : "argument";
            List<String> similar = unmatched.getSuggestions();
            return session.reply().usage("There is no %s \"%s\" here".formatted(kind, word),
                    similar.isEmpty() ? hint : "Did you mean " + String.join(", ", similar) + "? " + hint);
        }
        return session.reply().usage(complaint.getMessage().replaceFirst("^Error: ", ""), hint);
    }
}
