package io.sectorzero.cli;

import io.sectorzero.hardware.ControlDoor;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "board", sortOptions = false, description = "Ask or switch a served board through its control door.",
        footer = {"", "Examples:",
                  "  sectorzero board --control 7000 status",
                  "  sectorzero board --control 127.0.0.1:7000 power cycle",
                  "  sectorzero board --control 7000 help             what it understands"})
final class BoardCommand extends Request {

    @Option(names = "--control", paramLabel = "[HOST:]PORT", required = true, description = "Where the door is; without a host, on this computer.")
    Typed.Door control;

    @Parameters(paramLabel = "COMMAND", arity = "1..*", description = "What to do, for example: status, reset, boot0 1, vdd 3.3.")
    List<String> words;

    BoardCommand(Session session) {
        super(session);
    }

    @Override Answer answer() {
        try (var door = ControlDoor.open(control.host(), control.port())) {
            return new Said(door.ask(String.join(" ", words)));
        }
    }

    private record Said(List<String> lines) implements Answer {

        @Override public void say(Outlet out) {
            lines.forEach(out::line);
        }

        @Override public void fields(JsonObject json) {
            json.texts("answer", lines);
        }
    }
}
