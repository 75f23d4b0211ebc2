package io.sectorzero.flash;

import io.sectorzero.device.Device;
import io.sectorzero.device.OptionBytes;
import io.sectorzero.device.Revision.Trust;
import io.sectorzero.device.Sector;
import io.sectorzero.device.Span;
import io.sectorzero.device.VoltageBand;
import io.sectorzero.examination.Fact;
import io.sectorzero.examination.Instruments;
import io.sectorzero.examination.Observation;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.image.Segment;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What the work itself has shown so far, and what can be told from plan and flash whichever route is used. */
final class CaseNotes implements Instruments {

    private static final int SAMPLE = 16;
    private static final int READS = 4;

    private final Programmer programmer;
    private final Supplier<Optional<ChipIdentity>> chip;
    private final List<Observation> observations = new ArrayList<>();
    private Optional<FlashPlan> plan = Optional.empty();
    private Optional<Survey> survey = Optional.empty();
    private Optional<Sector> sector = Optional.empty();
    private Optional<Address> place = Optional.empty();
    private Optional<Duration> eraseTime = Optional.empty();
    private boolean optionsChanged;
    private boolean written;

    /** @param chip who is there, as far as it is known by the time somebody asks */
    CaseNotes(Programmer programmer, Supplier<Optional<ChipIdentity>> chip) {
        this.programmer = programmer;
        this.chip = chip;
    }

    void begins(FlashPlan next, Survey known) {
        plan = Optional.of(next);
        survey = Optional.of(known);
        observations.clear();
        sector = Optional.empty();
        place = Optional.empty();
        eraseTime = Optional.empty();
        written = false;
    }

    /** Whether the plan changes nothing. */
    boolean isComparison() {
        return plan.filter(done -> !done.writes() && !done.erases()).isPresent();
    }

    void reading(Sector now) {
        sector = Optional.of(now);
    }

    void erasing(Sector now) {
        sector = Optional.of(now);
        eraseTime = Optional.empty();
    }

    void erased(Duration took) {
        eraseTime = Optional.of(took);
    }

    void writing(Optional<Sector> now) {
        sector = now;
        written = true;
    }

    void wrong(Optional<Sector> where, Address at, Observation seen) {
        sector = where;
        place = Optional.of(at);
        observations.add(seen);
    }

    void optionsStuck(String evidence) {
        optionsChanged = true;
        observations.add(Fact.OPTION_CHANGE.is("stuck", evidence));
    }

    void optionsReverted(String evidence) {
        optionsChanged = true;
        observations.add(Fact.OPTION_CHANGE.is("reverted", evidence));
    }

    void optionsTaken() {
        optionsChanged = true;
    }

    /** What speaks against the erase of the sector in question; empty where it can be trusted. ES0305 Rev 9 §2.1.7. */
    Optional<String> doubt() {
        return plan.flatMap(done -> sector
                .filter(where -> done.steps().stream().anyMatch(step -> step instanceof Step.EraseSector erase && erase.sector().equals(where)))
                .filter(where -> done.chip().device().eraseTrust(where, done.chip().revision()) != Trust.GOOD)
                .map(where -> "sector %d is not right after a sector erase, which ES0305 Rev 9 §2.1.7 warns of on %s".formatted(
                        where.number(), done.chip().revision().map("revision %s"::formatted).orElse("some revisions"))));
    }

    List<Observation> observations() {
        return List.copyOf(observations);
    }

    @Override public Optional<Observation> measure(Fact fact) {
        return switch (fact) {
            case SUPPLY_FOR_WIDTH -> survey.flatMap(known -> plan.map(done -> supply(fact, known, done)));
            case ERASE_PATIENCE -> plan.map(done -> fact.is("ample",
                    "the erase was given at least twice the data sheet's longest time, %s".formatted(done.width())));
            case REQUEST_NUMBERS -> Optional.of(fact.is("valid", "addresses and lengths kept the loader's rules"));
            case REQUEST_SECTORS -> plan.map(done -> fact.is("in-part", "the sectors exist in %s".formatted(done.chip().device())));
            case REQUEST_AREA -> plan.isEmpty() && sector.isEmpty() ? Optional.empty() : Optional.of(
                    fact.is(sector.isPresent() ? "flash" : "elsewhere",
                            sector.map(where -> "the work was on %s".formatted(where)).orElse("the work was not on the flash")));
            case OPTION_CHANGE -> Optional.of(optionsChanged ? fact.is("taken", "option bytes were changed and took the change")
                    : fact.is("not-tried", "no option byte was changed in this session"));
            case OPTION_KEYS -> chip.get().flatMap(who -> new ProgramInFlash(programmer, who.device()).keys(fact));
            case ERASE_TIME -> plan.flatMap(done -> sector.flatMap(where -> eraseTime.map(took -> pace(fact, done, where, took))));
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

    private static Observation pace(Fact fact, FlashPlan plan, Sector where, Duration took) {
        Span expected = plan.chip().device().timings().erase(where, plan.width());
        String evidence = "the erase took %d ms; the data sheet has %d ms, at worst %d ms".formatted(took.toMillis(),
                expected.typical().toMillis(), expected.worst().toMillis());
        // An erase has no minimum in the data sheet; a tenth of the typical time is less than any part was seen to need.
        return fact.is(took.compareTo(expected.typical().dividedBy(10)) < 0 ? "instant"
                : took.compareTo(expected.worst()) > 0 ? "slow" : "expected", evidence);
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
        int length = plan.map(done -> done.carrier().blockBytes()).orElse(SAMPLE);
        Address from = place.map(at -> Address.of(at.unsigned() / length * length)).orElse(where.range().start());
        Bytes once = programmer.read(from, length);
        boolean stable = true;
        for (int i = 1; i < READS; i++) {
            stable &= once.equals(programmer.read(from, length));
        }
        var range = new AddressRange(from, length);
        return Optional.of(stable ? fact.is("stable", "%s reads the same %d times".formatted(range, READS))
                : fact.is("changing", "%s reads differently from time to time".formatted(range)));
    }

    /** Looks at a few bytes of every other sector that should be blank, or hold the new content, by now. */
    private Optional<Observation> spread(Fact fact, FlashPlan done) {
        if (sector.isEmpty()) {
            return Optional.empty();
        }
        var bad = new ArrayList<Integer>();
        if (written) {
            done.steps(Phase.VERIFY).map(Step.Verify.class::cast)
                    .filter(step -> step.sector().isPresent() && !step.sector().equals(sector))
                    .filter(this::differs).forEach(step -> bad.add(step.sector().orElseThrow().number()));
        } else {
            done.steps().stream().filter(Step.BlankCheck.class::isInstance).map(Step.BlankCheck.class::cast)
                    .filter(step -> step.sector().number() < sector.get().number())
                    .filter(step -> !programmer.read(step.ranges().get(0).start(), SAMPLE).isAll(0xFF))
                    .forEach(step -> bad.add(step.sector().number()));
        }
        return Optional.of(bad.isEmpty() ? fact.is("one-sector", "samples of the other sectors that were worked on are right")
                : fact.is("many-sectors", "samples of sectors %s are wrong too".formatted(bad)));
    }

    private boolean differs(Step.Verify step) {
        AddressRange range = Planning.aligned(step.ranges().get(0), SAMPLE);
        var sample = new AddressRange(range.start(), SAMPLE);
        return !programmer.read(sample.start(), SAMPLE).equals(step.wantedIn(sample));
    }
}
