package io.sectorzero.sim.peer;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What nobody here wrote and a test needs. Where it is missing a test is skipped, or fails if {@code SECTORZERO_PEERS=required}. */
public final class Peers {

    private static final boolean REQUIRED = "required".equals(System.getenv("SECTORZERO_PEERS"));

    private Peers() {
    }

    /** @param packages what brings the program to this computer */
    public static void need(String program, String packages) {
        boolean here = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        if (!here) {
            missing("%s is not installed; install %s to run this".formatted(program, packages));
        }
    }

    public static void need(Path file, String packages) {
        if (!Files.exists(file)) {
            missing("%s is not there; install %s to run this".formatted(file, packages));
        }
    }

    public static void missing(String why) {
        if (REQUIRED) {
            fail(why);
        }
        abort(why);
    }
}
