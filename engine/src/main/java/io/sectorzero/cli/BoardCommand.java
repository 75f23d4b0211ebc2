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

    private static final String HERE = "127.0.0.1";

    @Option(names = "--control", paramLabel = "[HOST:]PORT", required = true, description = "Where the door is; without a host, on this computer.")
    String control;

    @Parameters(paramLabel = "COMMAND", arity = "1..*", description = "What to do, for example: status, reset, boot0 1, vdd 3.3.")
    List<String> words;

    BoardCommand(Session session) {
        super(session);
    }

    @Override Answer answer() {
        int colon = control.lastIndexOf(':');
        try (var door = ControlDoor.open(colon < 0 ? HERE : control.substring(0, colon), port(control.substring(colon + 1)))) {
            return new Said(door.ask(String.join(" ", words)));
        }
    }

    private int port(String written) {
        if (!written.matches("\\d{1,5}") || Integer.parseInt(written) < 1 || Integer.parseInt(written) > 0xFFFF) {
            throw misuse("--control takes HOST:PORT or PORT, not \"%s\"", control);
        }
        return Integer.parseInt(written);
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
