package io.sectorzero.hil;

import io.sectorzero.bench.BenchDescription;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The bench the suites run on: the file named by {@code -Dsectorzero.bench=}, or a simulated board. A simulated world's
 * seed is the test's own unless {@code -Dsectorzero.seed=} says otherwise.
 */
final class ChosenBench {

    private static final String BENCH = "sectorzero.bench";
    private static final String SEED = "sectorzero.seed";
    private static final String SIMULATOR = "simulator";

    private static final String DEFAULT = """
            kind   = "simulator"
            name   = "sim"
            device = "STM32F412xG"
            supply = 3.3
            """;

    private ChosenBench() {
    }

    static BenchDescription description() {
        String file = System.getProperty(BENCH, "");
        return file.isEmpty() ? BenchDescription.parse("the default bench", DEFAULT) : BenchDescription.read(Path.of(file));
    }

    /** The bench file as it stands, for the evidence. */
    static String text() {
        String file = System.getProperty(BENCH, "");
        try {
            return file.isEmpty() ? DEFAULT : Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException("the bench file was there a moment ago: " + file, e);
        }
    }

    static boolean isSimulated() {
        return description().kind().equals(SIMULATOR);
    }

    static OptionalLong seedFromOutside() {
        String seed = System.getProperty(SEED, "");
        return seed.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.decode(seed));
    }

    /** What to add to a Maven command so that it runs on this bench again. */
    static String rerunOptions(OptionalLong seed) {
        var options = new StringBuilder();
        String file = System.getProperty(BENCH, "");
        if (!file.isEmpty()) {
            options.append(" -Pbench -D").append(BENCH).append('=').append(file);
        }
        seed.ifPresent(number -> options.append(" -D").append(SEED).append("=0x").append(Long.toHexString(number)));
        return options.toString();
    }
}
