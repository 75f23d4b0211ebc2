package io.sectorzero.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One of the two places where words go, and what it can show.
 *
 * @param terminal a person watches it live: lines may be rewritten
 * @param colour   ink is welcome
 * @param unicode  it can show more than ASCII
 * @param columns  width, or 0 when nobody knows
 * @param loss     why words did not arrive
 */
record Outlet(PrintStream stream, boolean terminal, boolean colour, boolean unicode, int columns, Supplier<Optional<String>> loss) {

    private static final int BUFFER_BYTES = 8192;

    /**
     * Standard output or error of this process. A stream that somebody closed swallows what is written to it, so that
     * {@code | head -1} ends nothing but the words.
     */
    static Outlet open(FileDescriptor descriptor, boolean terminal, int columns) {
        Charset charset = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
        boolean unicode = charset.equals(StandardCharsets.UTF_8);
        var sink = new Sink(new FileOutputStream(descriptor));
        var stream = new PrintStream(new BufferedOutputStream(sink, BUFFER_BYTES), false, charset);
        return new Outlet(stream, terminal, terminal && wantsColour(), unicode, columns, sink::loss);
    }

    /** Words for a file or a pipe. */
    static Outlet plain(PrintStream stream) {
        return new Outlet(stream, false, false, true, 0, Optional::empty);
    }

    // https://no-color.org: any value that is not empty means no.
    private static boolean wantsColour() {
        String noColor = System.getenv("NO_COLOR");
        return (noColor == null || noColor.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
    }

    String ink(Ink ink, String text) {
        return colour ? ink.on(text) : text;
    }

    void line(String text) {
        stream.print(text);
        stream.print('\n');
        stream.flush();
    }
}
