package io.sectorzero.flash;

import io.sectorzero.device.Device;
import io.sectorzero.device.OptionBytes;
import io.sectorzero.device.Sector;
import io.sectorzero.device.VoltageBand;
import io.sectorzero.examination.Fact;
import io.sectorzero.examination.Instruments;
import io.sectorzero.examination.Observation;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.image.Segment;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the work itself has shown so far, and what can be told from plan and flash whichever route is used. */
final class CaseNotes implements Instruments {

    private static final int SAMPLE = 16;

    private final Programmer programmer;
    private final List<Observation> observations = new ArrayList<>();
    private Optional<FlashPlan> plan = Optional.empty();
    private Optional<Survey> survey = Optional.empty();
    private Optional<Sector> sector = Optional.empty();
    private Optional<Fact> changed = Optional.empty();

    CaseNotes(Programmer programmer) {
        this.programmer = programmer;
    }

    void begins(FlashPlan next, Survey known) {
        plan = Optional.of(next);
        survey = Optional.of(known);
        observations.clear();
    }

    /** The sector that is being worked on. */
    void at(Optional<Sector> now) {
        sector = now;
    }

    void wrong(Optional<Sector> where, Observation seen) {
        sector = where;
        observations.add(seen);
    }

    void add(Observation seen) {
        observations.add(seen);
        changed = Optional.of(seen.fact());
    }

    Optional<Sector> sector() {
        return sector;
    }

    List<Observation> observations() {
        return List.copyOf(observations);
    }

    @Override public Optional<Observation> measure(Fact fact) {
        return switch (fact) {
            case SUPPLY_FOR_WIDTH -> survey.flatMap(known -> plan.map(done -> supply(fact, known, done)));
            case ERASE_PATIENCE -> plan.map(done -> fact.is("ample",
                    "the erase was given at least twice the data sheet's longest time, %s".formatted(done.width())));
            case REQUEST_NUMBERS -> plan.map(done -> fact.is("valid", "addresses and lengths are multiples of %d".formatted(
                    done.chip().device().bootloader().writeAlignment())));
            case REQUEST_SECTORS -> plan.map(done -> fact.is("in-part", "the sectors exist in %s".formatted(done.chip().device())));
            case REQUEST_AREA -> plan.map(done -> fact.is(sector.isPresent() ? "flash" : "elsewhere",
                    sector.map(where -> "the work was on %s".formatted(where)).orElse("the work was not on the flash")));
            case OPTION_CHANGE -> changed.isPresent() ? Optional.empty()
                    : Optional.of(fact.is("not-tried", "no option byte was changed in this session"));
            case HISTORY_CUT_SHORT -> Optional.empty();
            case OPTION_SECTOR -> sector.flatMap(where -> protection(fact, where));
            case ERASE_RESULT -> sector.flatMap(where -> erased(fact, where));
            case READBACK_STABILITY -> sector.flatMap(where -> stability(fact, where));
            case FAILURE_SPREAD -> plan.flatMap(done -> spread(fact, done));
            default -> Optional.empty();
        };
    }

    private static Observation supply(Fact fact, Survey survey, FlashPlan plan) {
        if (survey.supplyVolts().isEmpty()) {
            return fact.is("unstated", "nobody stated the supply; the flash worked %s".formatted(plan.width()));
        }
        double volts = survey.supplyVolts().getAsDouble();
        Device device = plan.chip().device();
        boolean enough = device.bootloader().bandAt(volts).map(VoltageBand::width)
                .filter(width -> width.compareTo(plan.width()) >= 0).isPresent();
        return fact.is(enough ? "enough" : "too-low", "the supply is stated as %.2f V and the flash worked %s".formatted(volts, plan.width()));
    }

    private Optional<Observation> protection(Fact fact, Sector where) {
        try {
            OptionBytes options = programmer.readOptions();
            String evidence = "option bytes: %s".formatted(options.describe());
            return Optional.of(fact.is(options.codeProtected().contains(where.number()) ? "code-protected"
                    : options.writeProtected().contains(where.number()) ? "write-protected" : "open", evidence));
        } catch (TargetRefused refused) {
            return Optional.empty();
        }
    }

    /** Only telling while nothing new was written on top. */
    private Optional<Observation> erased(Fact fact, Sector where) {
        Optional<Segment> before = survey.map(known -> known.samples().get(where.number()));
        if (before.isEmpty()) {
            return Optional.empty();
        }
        Bytes now = programmer.read(before.get().start(), before.get().data().length());
        if (now.isAll(0xFF)) {
            return Optional.of(fact.is("blank", "%s reads blank now".formatted(before.get().range())));
        }
        return Optional.of(now.equals(before.get().data())
                ? fact.is("unchanged", "%s still reads what it read before".formatted(before.get().range()))
                : fact.is("partly-blank", "%s reads neither blank nor what it read before".formatted(before.get().range())));
    }

    private Optional<Observation> stability(Fact fact, Sector where) {
        int length = plan.map(done -> done.chip().device().bootloader().blockBytes()).orElse(SAMPLE);
        Bytes once = programmer.read(where.range().start(), length);
        Bytes twice = programmer.read(where.range().start(), length);
        var range = new AddressRange(where.range().start(), length);
        return Optional.of(once.equals(twice) ? fact.is("stable", "%s reads the same twice".formatted(range))
                : fact.is("changing", "%s reads differently the second time".formatted(range)));
    }

    /** Looks at a few bytes of every other sector that should hold the new content by now. */
    private Optional<Observation> spread(Fact fact, FlashPlan done) {
        if (sector.isEmpty()) {
            return Optional.empty();
        }
        var bad = new ArrayList<Integer>();
        done.steps(Phase.VERIFY).map(Step.Verify.class::cast)
                .filter(step -> step.sector().isPresent() && !step.sector().equals(sector))
                .filter(step -> differs(step)).forEach(step -> bad.add(step.sector().orElseThrow().number()));
        return Optional.of(bad.isEmpty() ? fact.is("one-sector", "samples of all other sectors are right")
                : fact.is("many-sectors", "samples of sectors %s are wrong too".formatted(bad)));
    }

    private boolean differs(Step.Verify step) {
        AddressRange range = Planning.aligned(step.ranges().get(0), SAMPLE);
        var sample = new AddressRange(range.start(), SAMPLE);
        return !programmer.read(sample.start(), SAMPLE).equals(step.wantedIn(sample));
    }
}
