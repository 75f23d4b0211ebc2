package io.sectorzero.sim.serve;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.sectorzero.failure.CapabilityMissing;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Programs of other people that judge the model. Where they are not installed a test is skipped, or fails if they are required. */
final class Peers {

    private static final boolean REQUIRED = "required".equals(System.getenv("SECTORZERO_PEERS"));

    private Peers() {
    }

    /** This program and the preload library are needed. */
    static void need(String program) {
        boolean here = Arrays.stream(System.getenv("PATH").split(File.pathSeparator)).anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        if (!here) {
            missing(program + " is not installed");
        }
        try {
            PreloadLibrary.find();
        } catch (CapabilityMissing e) {
            missing(e.getMessage());
        }
    }

    private static void missing(String why) {
        if (REQUIRED) {
            fail(why);
        }
        abort(why);
    }
}
