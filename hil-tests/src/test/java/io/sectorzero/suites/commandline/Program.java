package io.sectorzero.suites.commandline;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line as a process of its own, as a shell would start it. */
final class Program {

    static final Path ROOT = Path.of(System.getProperty("sectorzero.root", "..")).toAbsolutePath().normalize();
    static final String BLINKY = ROOT.resolve("fixtures/firmware/blinky.hex").toString();

    private static final long LONGEST_SECONDS = 120;

    /**
     * A shell starts what it runs in the background with Ctrl-C ignored, which is inherited, and a JVM heeds it. Where {@code env} can
     * undo that, as that of GNU coreutils can, the program hears Ctrl-C however these tests were started.
     */
    private static final List<String> HEARING_CTRL_C = hearing();

    private final Process process;
    private final Ears ears;

    private Program(Process process, Ears ears) {
        this.process = process;
        this.ears = ears;
    }

    /** How it ended and what it said. */
    record Ended(int code, String out, String err) {
    }

    static Ended run(Path folder, String... arguments) {
        return start(folder, List.of(), Map.of(), arguments).end();
    }

    /** @param options for the JVM, for example what the launcher says about terminals */
    static Program start(Path folder, List<String> options, Map<String, String> environment, String... arguments) {
        return start(new Ears(kept(folder), kept(folder)), options, environment, arguments);
    }

    /** Its standard output is a pipe whose other end is closed at once. */
    static Ended unheard(Path folder, String... arguments) {
        Program program = start(new Ears(Path.of(""), kept(folder)), List.of(), Map.of(), arguments);
        return program.end();
    }

    /** Its standard output goes into a file. */
    static Ended into(Path out, Path folder, String... arguments) {
        return start(new Ears(out, kept(folder)), List.of(), Map.of(), arguments).end();
    }

    /** Where its words go; an empty path for nobody. */
    private record Ears(Path out, Path err) {

        boolean hear() {
            return !out.toString().isEmpty();
        }
    }

    private static List<String> hearing() {
        List<String> prefix = List.of("env", "--default-signal=INT");
        var attempt = new ArrayList<>(prefix);
        attempt.add("true");
        try {
            return new ProcessBuilder(attempt).start().waitFor() == 0 ? prefix : List.of();
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path kept(Path folder) {
        try {
            return Files.createTempFile(folder, "said", ".txt");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Program start(Ears ears, List<String> options, Map<String, String> environment, String... arguments) {
        try {
            var command = new ArrayList<>(HEARING_CTRL_C);
            command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1", "-Xmx256m", "-cp", System.getProperty("java.class.path")));
            command.addAll(options);
            command.add("io.sectorzero.cli.SectorZero");
            command.addAll(List.of(arguments));
            var builder = new ProcessBuilder(command).redirectError(ears.err().toFile());
            if (ears.hear()) {
                builder.redirectOutput(ears.out().toFile());
            }
            builder.environment().remove("NO_COLOR");
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!ears.hear()) {
                process.getInputStream().close();
            }
            return new Program(process, ears);
        } catch (IOException e) {
            throw new IllegalStateException("cannot start the program", e);
        }
    }

    /** What Ctrl-C sends. */
    void interrupt() {
        signal("INT");
    }

    void signal(String name) {
        try {
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
            assertThat(code == 0 || hasEnded()).as("kill -%s reached it", name).isTrue();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    boolean hasEnded() {
        return !process.isAlive();
    }

    Ended end() {
        try {
            boolean ended = process.waitFor(LONGEST_SECONDS, SECONDS);
            process.destroyForcibly();
            assertThat(ended).as("ended by itself").isTrue();
            return new Ended(process.exitValue(), Files.isRegularFile(ears.out()) ? Files.readString(ears.out()) : "",
                    Files.readString(ears.err()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
