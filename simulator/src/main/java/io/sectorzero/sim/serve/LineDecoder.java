package io.sectorzero.sim.serve;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Cuts a stream of bytes into lines of bounded length. Ends them at LF; a CR before it is dropped. */
final class LineDecoder {

    /** Longer than any command with the longest path. */
    static final int LONGEST_LINE = 8192;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** Takes one byte. Returns the line that it ended, if it did. */
    Optional<String> accept(byte value) {
        if (value == '\n') {
            String text = line.toString(StandardCharsets.UTF_8);
            line.reset();
            return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
        }
        if (line.size() <= LONGEST_LINE) {
            line.write(value);
        }
        return Optional.empty();
    }

    /** Whether the line that has begun is already longer than a line may be. */
    boolean isTooLong() {
        return line.size() > LONGEST_LINE;
    }
}
