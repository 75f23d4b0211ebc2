package io.sectorzero.figures;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs that are started, waited for and looked at from outside. */
final class Programs {

    // Looking costs the one who is looked at: of two cores that are one to the silicon, every five milliseconds take a third.
    private static final int LOOK_EVERY_MILLIS = 50;

    private Programs() {
    }

    /**
     * One run.
     *
     * @param peakKilobytes the most memory that was resident; 0 where the system does not tell
     */
    record Run(int code, double seconds, double processorSeconds, long peakKilobytes) {
    }

    /** The checkout's root, where the launcher is. */
    static Path root() {
        return Path.of(System.getProperty("sectorzero.root", ".")).toAbsolutePath().normalize();
    }

    static List<String> sectorZero(String... arguments) {
        var command = new ArrayList<>(List.of(root().resolve("sectorzero").toString()));
        command.addAll(List.of(arguments));
        return List.copyOf(command);
    }

    /** Whether a program can be found by its name. */
    static boolean isInstalled(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Runs a program to its end, unheard. Peak and processor time are what was seen last before it ended. */
    static Run run(List<String> command) {
        return run(command, Map.of());
    }

    /** As {@link #run(List)}, with more in its environment. */
    static Run run(List<String> command, Map<String, String> environment) {
        try {
            long begun = System.nanoTime();
            var builder = new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            long peak = 0;
            Duration processor = Duration.ZERO;
            do {
                peak = Math.max(peak, peakKilobytes(process.pid()));
                processor = process.info().totalCpuDuration().orElse(processor);
            } while (!process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS));
            return new Run(process.exitValue(), (System.nanoTime() - begun) / 1e9, processor.toNanos() / 1e9, peak);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As {@link #run}, for runs that are worth nothing when they fail. */
    static Run succeed(List<String> command) {
        Run run = run(command);
        if (run.code() != 0) {
            throw new IllegalStateException("exit code %d from %s".formatted(run.code(), command));
        }
        return run;
    }

    private static long peakKilobytes(long pid) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }
}
