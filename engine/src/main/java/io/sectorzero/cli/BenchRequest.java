package io.sectorzero.cli;

import io.sectorzero.bench.Bench;
import io.sectorzero.bench.BenchDescription;
import io.sectorzero.bench.Benches;
import io.sectorzero.failure.BoardState;
import io.sectorzero.flash.FlashReport;
import io.sectorzero.flash.Phase;
import io.sectorzero.flash.Workshop;
import io.sectorzero.replay.ReplayBench;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that works on a board: opens the bench, watches the work, keeps the trace, heeds Ctrl-C. */
abstract class BenchRequest extends Request {

    private static final Map<String, String> CLOCKS = Map.of("simulator", " of simulated time", "replay", " of recorded time");
    private static final Map<Phase, String> DOING = Map.of(Phase.CONTACT, "connecting", Phase.SURVEY, "looking", Phase.UNPROTECT, "unprotecting",
            Phase.ERASE, "erasing", Phase.WRITE, "writing", Phase.VERIFY, "verifying", Phase.PROTECT, "protecting",
            Phase.START, "starting", Phase.READ, "reading");

    @Mixin private BenchChoice choice = new BenchChoice();

    @Option(names = "--trace", paramLabel = "FILE", description = "Keep every byte and step in this file, for \"sectorzero replay\".")
    Optional<Path> trace = Optional.empty();

    private String clock = "";
    private Optional<FlashReport> done = Optional.empty();

    BenchRequest(Session session) {
        super(session);
    }

    /** Whose seconds a report counts, where they are not the wall's. */
    final String clock() {
        return clock;
    }

    /** What was done before it failed. */
    @Override final void known(JsonObject json) {
        done.ifPresent(report -> ReportFields.report(json, report));
    }

    /** What can be found wrong, and read, before any bench is opened. */
    void prepare(BenchDescription bench) {
    }

    abstract Answer work(Workshop workshop, Bench bench);

    BenchChoice choice() {
        return choice;
    }

    @Override final Answer answer() {
        choice().complaint().ifPresent(complaint -> {
            throw misuse("%s", complaint);
        });
        BenchDescription description = session().recorded().orElseGet(() -> choice().description());
        clock = CLOCKS.getOrDefault(description.kind(), "");
        prepare(description);
        Optional<Path> kept = session().recorded().isPresent() ? Optional.empty() : trace;
        if (kept.isEmpty()) {
            return onBench(description, Optional.empty());
        }
        try (Recording recording = Recording.open(kept.get())) {
            Answer answer = onBench(description, Optional.of(recording));
            recording.end(done.map(FlashReport::board).orElse(BoardState.UNTOUCHED)).ifPresent(failed -> {
                throw failed;
            });
            return answer;
        }
    }

    private Answer onBench(BenchDescription description, Optional<Recording> recording) {
        try (Bench bench = Benches.open(description)) {
            recording.ifPresent(kept -> kept.follow(bench, session().arguments()));
            Answer answer = inWorkshop(bench);
            if (bench instanceof ReplayBench replayed) {
                replayed.requireFinished();
            }
            return answer;
        }
    }

    // On a terminal only: what a script reads holds results and diagnoses.
    private static void sayStopping(Outlet err) {
        if (err.terminal()) {
            err.line("\nstopping after this step; Ctrl-C again ends at once");
        }
    }

    private Answer inWorkshop(Bench bench) {
        var stopped = new AtomicBoolean();
        session().interruption().first(() -> {
            stopped.set(true);
            sayStopping(session().screen().err());
        });
        var line = new ProgressLine(session().screen().err(), bench.time());
        try (Workshop workshop = Workshop.open(bench, choice.route(bench), choice.stated())) {
            workshop.stopWhen(stopped::get);
            if (!json) {
                workshop.tell((phase, done, total) -> line.show(DOING.get(phase), done, total));
            }
            try {
                return work(workshop, bench);
            } finally {
                line.end();
                done = workshop.lastReport();
            }
        }
    }
}
