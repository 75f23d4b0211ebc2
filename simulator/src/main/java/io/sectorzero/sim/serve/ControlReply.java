package io.sectorzero.sim.serve;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a command is answered: lines of text, then {@code ok}; or {@code error} and the reason. */
record ControlReply(List<String> lines, String last) {

    static final ControlReply OK = new ControlReply(List.of(), "ok");

    static ControlReply ok(List<String> lines) {
        return new ControlReply(lines, "ok");
    }

    static ControlReply ok(String remark) {
        return new ControlReply(List.of(), "ok " + remark);
    }

    static ControlReply error(String reason) {
        return new ControlReply(List.of(), "error " + reason);
    }

    // A line break inside a text, from an exception or a path, must not forge a line of the protocol.
    byte[] bytes() {
        var text = new StringBuilder();
        lines.forEach(line -> text.append("| ").append(oneLine(line)).append('\n'));
        return text.append(oneLine(last)).append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
