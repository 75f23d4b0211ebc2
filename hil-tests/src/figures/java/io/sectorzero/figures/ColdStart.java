package io.sectorzero.figures;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The command line from the shell's end: the launcher, the JVM's start, the work, the JVM's end. */
final class ColdStart {

    private static final int RUNS = 9;

    private ColdStart() {
    }

    static List<Row> rows(Path megabyte) {
        List<String> version = Programs.sectorZero("--version");
        List<String> flash = Programs.sectorZero("flash", megabyte.toString(), "--base", "0x08000000");
        // The first run may build the program, and the first after a build makes its class-data archive.
        Programs.succeed(version);
        List<Programs.Run> versions = measure(version);
        List<Programs.Run> flashes = measure(flash);
        List<Programs.Run> debugged = measure(Programs.sectorZero("flash", megabyte.toString(), "--base", "0x08000000", "--route", "swd"));
        long peak = flashes.stream().mapToLong(Programs.Run::peakKilobytes).max().orElseThrow();
        return List.of(
                new Row("./sectorzero --version", "< 0.4 s", Row.seconds(median(versions, Programs.Run::seconds)), how(versions)),
                new Row("./sectorzero flash, 1 MB, with verify", "≤ 1.5 s", Row.seconds(median(flashes, Programs.Run::seconds)),
                        how(flashes)),
                new Row("./sectorzero flash --route swd, 1 MB, with verify", "≤ 4 s", Row.seconds(median(debugged, Programs.Run::seconds)),
                        how(debugged)),
                new Row("the same, peak resident memory", "≤ 200 MB",
                        peak == 0 ? "not told" : String.format(Locale.ROOT, "%.0f MB", peak / 1024.0), "VmHWM, the worst of %d runs".formatted(RUNS)));
    }

    private static List<Programs.Run> measure(List<String> command) {
        return Stream.generate(() -> Programs.succeed(command)).limit(RUNS).toList();
    }

    private static String how(List<Programs.Run> runs) {
        return String.format(Locale.ROOT, "wall, median of %d runs (fastest %.2f s, slowest %.2f s; about %.2f s of processor time)",
                runs.size(), runs.stream().mapToDouble(Programs.Run::seconds).min().orElseThrow(),
                runs.stream().mapToDouble(Programs.Run::seconds).max().orElseThrow(), median(runs, Programs.Run::processorSeconds));
    }

    private static double median(List<Programs.Run> runs, ToDoubleFunction<Programs.Run> what) {
        return what.applyAsDouble(runs.stream().sorted(Comparator.comparingDouble(what)).toList().get(runs.size() / 2));
    }
}
