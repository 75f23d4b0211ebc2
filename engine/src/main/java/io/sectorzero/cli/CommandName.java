package io.sectorzero.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The commands there are, in the order the help lists them. */
enum CommandName {
    DEVICES(DevicesCommand::new),
    SERVE(ServeCommand::new),
    BOARD(BoardCommand::new),
    COMPLETION(CompletionCommand::new);

    private final Function<Session, Object> maker;

    CommandName(Function<Session, Object> maker) {
        this.maker = maker;
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
