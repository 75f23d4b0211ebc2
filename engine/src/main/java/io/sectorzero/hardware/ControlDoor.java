package io.sectorzero.hardware;

import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.LinkLost;
import io.sectorzero.failure.LinkUnavailable;
import io.sectorzero.failure.OutputFailed;
import io.sectorzero.failure.Reason;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A client of a control door: one command a line, answered by any number of lines that start with {@code "| "} and
 * one that starts with {@code ok} or {@code error}.
 *
 * <pre>
 *   &gt; status
 *   &lt; | power on, 3.30 V
 *   &lt; | …
 *   &lt; ok
 *   &gt; boot0 2
 *   &lt; error boot0 is 0 or 1, not "2"
 * </pre>
 */
public final class ControlDoor implements AutoCloseable {

    /** Long enough for a board that has to carry out a reset in wall time; a door that is silent for longer is dead. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LONGEST_LINE = 8192;
    private static final int MOST_LINES = 100_000;

    private final String where;
    private final Socket socket;
    private final InputStream in;

    private ControlDoor(String where, Socket socket, InputStream in) {
        this.where = where;
        this.socket = socket;
        this.in = in;
    }

    /** @throws LinkUnavailable when nobody listens there */
    public static ControlDoor open(String host, int port) {
        String where = host + ":" + port;
        var socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(host, port), (int) PATIENCE.toMillis());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            return new ControlDoor(where, socket, new BufferedInputStream(socket.getInputStream()));
        } catch (IOException e) {
            shut(socket);
            throw new LinkUnavailable(Diagnosis.of("The control door %s cannot be opened", where)
                    .because("%s", Reason.of(e))
                    .remedy("start what serves it, or correct the address"), e);
        }
    }

    /**
     * Sends one command and returns the text of its answer: the lines, and last what followed {@code ok}, if anything.
     *
     * @throws CapabilityMissing when the door answers {@code error}
     * @throws LinkLost          when it hangs up or falls silent
     */
    public List<String> ask(String command) {
        if (command.chars().anyMatch(c -> c == '\n' || c == '\r')) {
            throw new IllegalArgumentException("a command is one line: " + command);
        }
        try {
            socket.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
            return answer(command);
        } catch (SocketTimeoutException e) {
            throw lost(command, "no answer within %d s".formatted(PATIENCE.toSeconds()), e);
        } catch (IOException e) {
            throw lost(command, Reason.of(e), e);
        }
    }

    boolean isClosed() {
        return socket.isClosed();
    }

    /** Hangs up. What was switched stays as it is. */
    @Override public void close() {
        shut(socket);
    }

    private List<String> answer(String command) throws IOException {
        var lines = new ArrayList<String>();
        while (lines.size() < MOST_LINES) {
            String line = line(command);
            if (line.startsWith("| ") || line.equals("|")) {
                lines.add(line.substring(Math.min(2, line.length())));
            } else if (line.equals("ok") || line.startsWith("ok ")) {
                if (line.length() > 3) {
                    lines.add(line.substring(3));
                }
                return List.copyOf(lines);
            } else if (line.startsWith("error")) {
                throw refused(command, line.substring("error".length()).strip());
            } else {
                throw lost(command, "the answer \"%s\" is neither ok nor error: this is no control door".formatted(line), null);
            }
        }
        throw lost(command, "the answer does not end", null);
    }

    private String line(String command) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw lost(command, "the door was closed from the other side", null);
            }
            if (line.size() == LONGEST_LINE) {
                throw lost(command, "a line of the answer is longer than %d bytes".formatted(LONGEST_LINE), null);
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    private RuntimeException refused(String command, String reason) {
        var diagnosis = Diagnosis.of("The control door %s refused \"%s\"", where, command).because("%s", reason);
        return command.startsWith("dump")
                ? new OutputFailed(diagnosis)
                : new CapabilityMissing(diagnosis.remedy("ask it for \"help\""));
    }

    private LinkLost lost(String command, String evidence, Throwable cause) {
        close();
        var diagnosis = Diagnosis.of("The control door %s was lost during \"%s\"", where, command).because("%s", evidence)
                .remedy("look whether the board's server still runs");
        return new LinkLost(diagnosis, cause);
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is lost with a socket that does not even close.
            return;
        }
    }
}
