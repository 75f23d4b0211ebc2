package io.sectorzero.figures;

import io.sectorzero.flash.FlashReport;
import io.sectorzero.image.Image;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** A megabyte written and verified on a new board in a JVM that has done it before. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class WarmFlash {

    private static final int ROUNDS = 5;

    private final Image image = Megabyte.image();

    @Benchmark
    public FlashReport flash() {
        return Megabyte.flash(image);
    }

    static Row row() {
        var options = new OptionsBuilder().include(WarmFlash.class.getName()).forks(1)
                .warmupIterations(ROUNDS).warmupTime(TimeValue.seconds(2))
                .measurementIterations(ROUNDS).measurementTime(TimeValue.seconds(3))
                .jvmArgs("-XX:+UseSerialGC", "-Xmx256m").verbosity(VerboseMode.SILENT).build();
        try {
            var result = new Runner(options).runSingle().getPrimaryResult();
            return new Row("1 MB flash with verify in a warm JVM", "≤ 300 ms", String.format(Locale.ROOT, "%.0f ms", result.getScore()),
                    String.format(Locale.ROOT, "wall, JMH average of %d rounds (fastest %.0f ms, slowest %.0f ms)", ROUNDS,
                            result.getStatistics().getMin(), result.getStatistics().getMax()));
        } catch (RunnerException e) {
            throw new IllegalStateException(e);
        }
    }
}
