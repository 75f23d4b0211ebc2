package io.sectorzero.flash;

import io.sectorzero.device.Sector;
import io.sectorzero.examination.Observation;
import io.sectorzero.failure.BoardState;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.flash.SectorMark.After;
import io.sectorzero.flash.SectorMark.Before;
import io.sectorzero.time.TimeSource;
import io.sectorzero.trace.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Keeps the books of one piece of work: what was begun, what was done, how long it took. The report is drawn from here. */
final class Account {

    private final String bench;
    private final Route route;
    private final TimeSource time;
    private final Trace trace;
    private final Map<Phase, Duration> durations = new EnumMap<>(Phase.class);
    private final Set<Integer> erased = new LinkedHashSet<>();
    private final Map<Integer, Before> before = new TreeMap<>();
    private final Map<Integer, After> after = new TreeMap<>();
    private final List<String> recoveries = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private Optional<ChipIdentity> chip = Optional.empty();
    private Optional<FlashPlan> plan = Optional.empty();
    private Optional<Phase> phase = Optional.empty();
    private long phaseSince;
    private boolean massErased;
    private boolean optionsChanged;
    private boolean wrong;
    private boolean uncertain;
    private long programmedBytes;
    private long writtenOfPlan;
    private long plannedBytes;
    private final Map<String, Long> verifiedBytes = new TreeMap<>();
    private int verificationsLeft;

    Account(String bench, Route route, TimeSource time, Trace trace) {
        this.bench = bench;
        this.route = route;
        this.time = time;
        this.trace = trace;
    }

    void enter(Phase next) {
        leavePhase();
        phase = Optional.of(next);
        phaseSince = time.nanos();
    }

    Optional<Phase> phase() {
        return phase;
    }

    private void leavePhase() {
        phase.ifPresent(now -> durations.merge(now, Duration.ofNanos(time.nanos() - phaseSince), Duration::plus));
        phase = Optional.empty();
    }

    long nanos() {
        return time.nanos();
    }

    void identified(ChipIdentity who) {
        chip = Optional.of(who);
    }

    Optional<ChipIdentity> chip() {
        return chip;
    }

    void found(Sector sector, Before what) {
        before.put(sector.number(), what);
    }

    /** A plan is about to be carried out. */
    void begins(FlashPlan next) {
        plan = Optional.of(next);
        writtenOfPlan = 0;
        plannedBytes = next.bytes(Phase.WRITE);
        verificationsLeft = (int) next.steps(Phase.VERIFY).count();
        wrong = false;
        next.warnings().stream().filter(warning -> !warnings.contains(warning)).forEach(warnings::add);
        next.sectors().stream().filter(sector -> sector.fate() == SectorPlan.Fate.RIGHT)
                .filter(sector -> !after.containsKey(sector.sector().number()))
                .forEach(this::rightAlready);
    }

    private void rightAlready(SectorPlan planned) {
        before.put(planned.sector().number(), Before.RIGHT);
        verifiedBytes.put(Step.Verify.name(planned.sector()), planned.imageBytes());
    }

    void erasing(Sector sector) {
        after.put(sector.number(), After.PARTLY_ERASED);
    }

    /** The last command may or may not have been carried out. True until the sectors are erased anew. */
    void uncertain() {
        uncertain = true;
    }

    /** Whether the work has come as far as changing the flash. */
    boolean hasBegun() {
        return !after.isEmpty();
    }

    void erased(Sector sector) {
        uncertain = false;
        after.put(sector.number(), After.ERASED);
        erased.add(sector.number());
    }

    void erasedEverything(List<Sector> sectors) {
        sectors.forEach(this::erased);
        massErased = true;
    }

    void wrote(Optional<Sector> sector, long bytes) {
        sector.ifPresent(where -> after.put(where.number(), After.PARTLY_WRITTEN));
        programmedBytes += bytes;
        writtenOfPlan += bytes;
    }

    /** So many of the bytes that were handed over did not come to be written. */
    void neverWrote(long bytes) {
        programmedBytes -= bytes;
        writtenOfPlan -= bytes;
    }

    void wroteAll() {
        after.replaceAll((number, state) -> state == After.PARTLY_WRITTEN ? After.WRITTEN : state);
    }

    void verified(Step.Verify step) {
        step.sector().ifPresent(sector -> after.put(sector.number(), After.VERIFIED));
        verifiedBytes.put(step.what(), step.bytes());
        verificationsLeft--;
    }

    /** Sectors that were written, read back and found right in this piece of work. */
    Set<Integer> verifiedSectors() {
        var sectors = new TreeSet<Integer>();
        after.forEach((number, state) -> {
            if (state == After.VERIFIED) {
                sectors.add(number);
            }
        });
        return sectors;
    }

    /** What was found right is not relied upon any more. */
    void doubtAll() {
        after.replaceAll((number, state) -> state == After.VERIFIED ? After.WRITTEN : state);
        verifiedBytes.clear();
    }

    void wrong(Optional<Sector> sector) {
        sector.ifPresent(where -> after.put(where.number(), After.WRONG));
        wrong = true;
    }

    void changedOptions() {
        optionsChanged = true;
    }

    void recovery(String what) {
        recoveries.add(what);
        trace.note("flash", "%s", what);
    }

    void warn(String what) {
        if (!warnings.contains(what)) {
            warnings.add(what);
            trace.note("flash", "%s", what);
        }
    }

    /** A diagnosis shows what tells something; the trace keeps everything an examination found out. */
    void keep(Observation seen) {
        trace.note("exam", "%s is %s: %s", seen.fact(), seen.value(), seen.evidence());
    }

    /** How far things have come, for the evidence of a failure. */
    List<String> progress() {
        var lines = new ArrayList<String>();
        if (!erased.isEmpty()) {
            lines.add(massErased ? "everything had been erased before"
                    : "sectors erased before: %s".formatted(String.join(" ", erased.stream().map(String::valueOf).toList())));
        }
        if (writtenOfPlan > 0) {
            lines.add("%d of %d bytes had been written".formatted(writtenOfPlan, plannedBytes));
        }
        return lines;
    }

    /** What the board is left like, if everything that was begun has ended. */
    BoardState board() {
        if (uncertain) {
            return BoardState.UNKNOWN;
        }
        if (programmedBytes > 0) {
            return writtenOfPlan < plannedBytes || wrong ? BoardState.PARTLY_WRITTEN : BoardState.WRITTEN;
        }
        if (after.containsValue(After.PARTLY_ERASED) || after.containsValue(After.WRONG) && !erased.isEmpty()) {
            return BoardState.PARTLY_ERASED;
        }
        if (!erased.isEmpty()) {
            return BoardState.ERASED;
        }
        return optionsChanged ? BoardState.OPTIONS_CHANGED : BoardState.UNTOUCHED;
    }

    FlashReport report(Programmer programmer, Optional<Diagnosis> failure) {
        leavePhase();
        var allRecoveries = new ArrayList<>(programmer.recoveries());
        allRecoveries.addAll(recoveries);
        var allWarnings = new ArrayList<>(programmer.warnings());
        allWarnings.addAll(warnings);
        boolean verified = failure.isEmpty() && plan.isPresent() && !verifiedBytes.isEmpty() && verificationsLeft == 0;
        return new FlashReport(bench, route, chip, plan, List.copyOf(erased), massErased, programmedBytes,
                verifiedBytes.values().stream().mapToLong(Long::longValue).sum(), verified, marks(), durations, allRecoveries, allWarnings,
                failure.map(Diagnosis::board).orElseGet(this::board), failure);
    }

    private List<SectorMark> marks() {
        return plan.map(done -> done.sectors().stream().map(this::mark).toList()).orElse(List.of());
    }

    private SectorMark mark(SectorPlan planned) {
        int number = planned.sector().number();
        After left = after.getOrDefault(number, After.UNTOUCHED);
        boolean blank = left == After.ERASED || left == After.VERIFIED && planned.fate() == SectorPlan.Fate.ERASED;
        return new SectorMark(planned.sector(), before.getOrDefault(number, Before.UNREAD), blank ? After.ERASED : left,
                planned.imageBytes(), planned.keptBytes());
    }
}
