package io.sectorzero.hil;

import io.sectorzero.bench.Bench;
import io.sectorzero.bench.BenchDescription;
import io.sectorzero.bench.Benches;
import io.sectorzero.bench.Capability;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.flash.FlashReport;
import io.sectorzero.image.Segment;
import io.sectorzero.sim.bench.SimulatedBench;
import io.sectorzero.sim.bench.SimulatedBenchProvider;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;

/**
 * One test's hold on a board. A simulated board is built anew for each test, in the state it is to start from; a board
 * on a desk is opened for the test and brought to that state through its own doors.
 */
final class Lease implements AutoCloseable {

    private static Optional<String> deskBrokenBy = Optional.empty();

    private final Bench bench;
    private final Target target;

    private Lease(Bench bench) {
        this.bench = bench;
        this.target = new Target(bench);
    }

    static Lease take(StartingPoint start, long seed) {
        BenchDescription description = ChosenBench.description();
        if (ChosenBench.isSimulated()) {
            SimulatedBench bench = SimulatedBenchProvider.open(description, OptionalLong.of(seed));
            if (start == StartingPoint.FIRMWARE) {
                for (Segment segment : Firmware.image(Firmware.BLINKY).segments()) {
                    bench.board().load(segment.start(), segment.data());
                }
            }
            return new Lease(bench);
        }
        deskBrokenBy.ifPresent(first -> Assumptions.abort("the desk has been out of order since: " + first));
        return prepared(description, start);
    }

    // A desk that cannot be brought to a known state would fail every test that follows, and hide the first cause.
    private static Lease prepared(BenchDescription description, StartingPoint start) {
        try {
            var lease = new Lease(Benches.open(description));
            Preparation.bring(lease.target, start);
            return lease;
        } catch (SectorZeroException e) {
            deskBrokenBy = Optional.of(e.diagnosis().what());
            throw e;
        }
    }

    /** What the chosen bench can do. */
    static Set<Capability> capabilities() {
        try (Bench bench = Benches.open(ChosenBench.description())) {
            return bench.capabilities();
        }
    }

    Target target() {
        return target;
    }

    Evidence evidence(String rerun, Optional<Throwable> failure) {
        Optional<String> thrown = failure.filter(SectorZeroException.class::isInstance)
                .map(e -> ((SectorZeroException) e).diagnosis().render());
        Optional<FlashReport> report = target.lastReport();
        Optional<String> reported = report.flatMap(FlashReport::failure).map(d -> d.render());
        return new Evidence(ChosenBench.text(), rerun, bench.trace(), report, thrown.or(() -> reported));
    }

    @Override public void close() {
        target.close();
        bench.close();
    }
}
