package io.sectorzero.cli;

import io.sectorzero.bench.BenchDescription;
import java.util.List;
import java.util.Optional;

/**
 * What every command of one run shares.
 *
 * @param arguments what was typed
 * @param recorded  the recording that takes the place of whatever bench the arguments choose
 */
record Session(Screen screen, Interruption interruption, List<String> arguments, Optional<BenchDescription> recorded) {

    static Session of(Screen screen, Interruption interruption) {
        return new Session(screen, interruption, List.of(), Optional.empty());
    }

    Session asked(String... words) {
        return new Session(screen, interruption, List.of(words), recorded);
    }

    Session on(BenchDescription recording) {
        return new Session(screen, interruption, arguments, Optional.of(recording));
    }

    boolean json() {
        return arguments.contains("--json");
    }

    Reply reply() {
        return new Reply(screen, CommandName.in(arguments.toArray(String[]::new)), json());
    }
}
