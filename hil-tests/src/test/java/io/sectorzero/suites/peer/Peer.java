package io.sectorzero.suites.peer;

import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** A program nobody here wrote, as it comes from the distribution. */
public final class Peer {

    private static final String PEERS = "SECTORZERO_PEERS";
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Path program;

    private Peer(Path program) {
        this.program = program;
    }

    /** The program of that name; see {@link #missing}. */
    public static Peer named(String name) {
        for (String folder : System.getenv("PATH").split(Pattern.quote(File.pathSeparator))) {
            Path program = Path.of(folder, name);
            if (Files.isExecutable(program)) {
                return new Peer(program);
            }
        }
        return missing("%s is not installed; install the package of that name to run this".formatted(name));
    }

    /** Skips the test on a desk, and fails it where {@code SECTORZERO_PEERS=required}. */
    public static <T> T missing(String why) {
        return "required".equals(System.getenv(PEERS)) ? fail("here it must be there: " + why) : Assumptions.abort(why);
    }

    /** As with a missing peer: one that is not as it must be. */
    static void require(boolean fits, String otherwise) {
        if (!fits) {
            missing(otherwise);
        }
    }

    /** A program at a place of its own, which is of use when another is installed. */
    static Peer at(Path program, String needed) {
        named(needed);
        return new Peer(program);
    }

    /** What a run printed, both streams together as a person sees them, and how it ended. */
    record Run(String command, int exit, String output) {

        Run succeeded() {
            if (exit != 0) {
                fail("%s ended with %d:%n%s", command, exit, output);
            }
            return this;
        }

        Run failed() {
            if (exit == 0) {
                fail("%s was expected to fail, and did not:%n%s", command, output);
            }
            return this;
        }
    }

    Run run(List<String> arguments) {
        return run(Map.of(), arguments);
    }

    /** The same with this in its environment, beside what is there already. */
    Run run(Map<String, String> environment, List<String> arguments) {
        return ended(environment, arguments, () -> false);
    }

    /** The same, killed as soon as this has come about. Fails when the program ends by itself before that. */
    Run killedOnce(BooleanSupplier met, Map<String, String> environment, List<String> arguments) {
        boolean[] killed = {false};
        Run run = ended(environment, arguments, () -> killed[0] = met.getAsBoolean());
        return killed[0] ? run : fail("%s ended with %d before it could be killed:%n%s", run.command(), run.exit(), run.output());
    }

    private Run ended(Map<String, String> environment, List<String> arguments, BooleanSupplier enough) {
        var command = new ArrayList<String>(List.of(program.toString()));
        command.addAll(arguments);
        try {
            Path output = Files.createTempFile("peer", ".txt");
            var builder = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            long patience = System.nanoTime() + LONGEST.toNanos();
            boolean inTime = true;
            while (inTime && !process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS) && !enough.getAsBoolean()) {
                inTime = System.nanoTime() < patience;
            }
            process.destroyForcibly().waitFor();
            // Progress is drawn with carriage returns; what stands last on a line is what a person ends up seeing.
            String said = Files.readString(output).replace('\r', '\n');
            Files.delete(output);
            return inTime ? new Run(String.join(" ", command), process.exitValue(), said)
                    : fail("%s did not end within %s:%n%s", String.join(" ", command), LONGEST, said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a peer was running", e);
        }
    }
}
