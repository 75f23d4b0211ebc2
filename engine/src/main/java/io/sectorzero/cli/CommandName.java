package io.sectorzero.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The commands there are, in the order the help lists them. */
enum CommandName {
    FLASH(FlashCommand::new, true),
    VERIFY(VerifyCommand::new, true),
    READ(ReadCommand::new, true),
    ERASE(EraseCommand::new, true),
    OPTIONS(OptionsCommand::new, true),
    INFO(InfoCommand::new, true),
    DEVICES(DevicesCommand::new, false),
    BENCH(BenchCommand::of, true),
    SERVE(ServeCommand::new, false),
    PLUG(PlugCommand::new, false),
    BOARD(BoardCommand::new, false),
    REPLAY(ReplayCommand::new, false),
    COMPLETION(CompletionCommand::new, false);

    private final Function<Session, Object> maker;
    private final boolean worksOnBench;

    CommandName(Function<Session, Object> maker, boolean worksOnBench) {
        this.maker = maker;
        this.worksOnBench = worksOnBench;
    }

    static List<CommandName> all() {
        return List.of(values());
    }

    /** The command that the first argument names. */
    static Optional<CommandName> first(String... arguments) {
        for (CommandName name : values()) {
            if (arguments.length > 0 && name.word().equals(arguments[0])) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    /** Whether it works on a board, and can therefore be recorded. */
    boolean worksOnBench() {
        return worksOnBench;
    }

    /** What was asked for, as a word for reports; empty when it was no command. */
    static String in(String... arguments) {
        return first(arguments).map(CommandName::word).orElse("");
    }

    List<CommandName> alone() {
        return List.of(this);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    Object make(Session session) {
        return maker.apply(session);
    }
}
