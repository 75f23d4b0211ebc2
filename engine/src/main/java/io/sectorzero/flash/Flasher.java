package io.sectorzero.flash;

import static io.sectorzero.failure.Confidence.POSSIBLE;

import io.sectorzero.device.Device;
import io.sectorzero.device.OptionBytes;
import io.sectorzero.device.Sector;
import io.sectorzero.examination.CauseCatalogue;
import io.sectorzero.examination.Fact;
import io.sectorzero.failure.Cancelled;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.failure.VerifyMismatch;
import io.sectorzero.image.Segment;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import io.sectorzero.trace.Trace;
import java.time.Duration;
import java.util.Optional;

/** Carries out the steps of a plan, one after the other, and decides nothing. Stops at the first failure. */
final class Flasher implements StepWorker {

    private static final String SOURCE = "plan";

    private final Programmer programmer;
    private final Account account;
    private final Trace trace;
    private final Pulse pulse;
    private final Survey survey;
    private final FlashPlan plan;
    private final Device device;
    private final CaseNotes notes;
    private final CheckedReader reader;
    private final LiftedProtection lifted;
    private final OnChipChecks sums;

    Flasher(Programmer programmer, Account account, Trace trace, Pulse pulse, FlashPlan plan, Survey survey, CaseNotes notes,
            LiftedProtection lifted) {
        this.programmer = programmer;
        this.account = account;
        this.trace = trace;
        this.pulse = pulse;
        this.plan = plan;
        this.survey = survey;
        this.device = plan.chip().device();
        this.notes = notes;
        this.lifted = lifted;
        this.reader = new CheckedReader(programmer, device.bootloader(), account);
        this.sums = new OnChipChecks(programmer);
    }

    void run() {
        trace.step(SOURCE, "%s", plan.title());
        account.begins(plan);
        Optional<Phase> phase = Optional.empty();
        try {
            for (Step step : plan.steps()) {
                if (!phase.equals(Optional.of(step.phase()))) {
                    if (phase.equals(Optional.of(Phase.WRITE))) {
                        programmer.settle();
                        account.wroteAll();
                    }
                    phase = Optional.of(step.phase());
                    account.enter(step.phase());
                    pulse.enter(step.phase(), plan.bytes(step.phase()));
                }
                pulse.check();
                if (!(step instanceof Step.WriteBlock)) {
                    trace.step(SOURCE, "%s", step.describe());
                }
                step.by(this);
            }
        } catch (Cancelled stopped) {
            programmer.settle();
            putBack();
            throw stopped;
        } catch (SectorZeroException failed) {
            account.neverWrote(programmer.unsettled());
            throw failed;
        }
    }

    /** The link works, only the user has enough: protection that was lifted is put back even so. */
    private void putBack() {
        lifted.original().ifPresent(options -> {
            account.enter(Phase.PROTECT);
            work(new Step.RestoreWriteProtection(options));
        });
    }

    @Override public void work(Step.LiftReadProtection step) {
        opened(programmer.liftReadProtection(step.patience()));
    }

    @Override public void work(Step.LiftCodeProtection step) {
        opened(programmer.liftCodeProtection(step.patience()));
    }

    private void opened(ChipIdentity chip) {
        account.identified(chip);
        OptionCheck.requireOpen(chip, notes);
        account.erasedEverything(chip.device().layout().sectors());
        account.changedOptions();
    }

    @Override public void work(Step.LiftWriteProtection step) {
        tellWhoMayProtect();
        lifted.lifted(step.from());
        OptionBytes after = written(step.to());
        account.recovery("write protection lifted for the work: nWRP %03X, was %03X".formatted(after.sectorBits(),
                step.from().sectorBits()));
    }

    /** While a bootloader runs no program does, and to read one over its line takes longer than to lift the protection. */
    private void tellWhoMayProtect() {
        if (!programmer.route().isBootloader()) {
            notes.measure(Fact.OPTION_KEYS).filter(keys -> keys.value().equals("both")).ifPresent(keys -> account.warn(
                    "C7 %s; it may be what protects, and was kept from running while the protection was lifted".formatted(keys.evidence())));
        }
    }

    @Override public void work(Step.RestoreWriteProtection step) {
        OptionBytes after = written(step.to());
        lifted.isBack();
        account.recovery("write protection put back: nWRP %03X".formatted(after.sectorBits()));
    }

    @Override public void work(Step.StateSupply step) {
        programmer.stateSupply(step.band());
    }

    @Override public void work(Step.UseLoader step) {
        programmer.useLoader();
    }

    @Override public void work(Step.EraseSector step) {
        account.erasing(step.sector());
        notes.erasing(step.sector());
        long since = account.nanos();
        programmer.erase(step.sector(), step.patience());
        notes.erased(Duration.ofNanos(account.nanos() - since));
        account.erased(step.sector());
        pulse.advance(step.bytes());
    }

    @Override public void work(Step.EraseEverything step) {
        device.layout().sectors().forEach(account::erasing);
        programmer.eraseEverything(step.patience());
        account.erasedEverything(device.layout().sectors());
        pulse.advance(step.bytes());
    }

    @Override public void work(Step.BlankCheck step) {
        for (AddressRange range : sums.notBlank(step.ranges())) {
            for (long at = 0; at < range.length(); at += block()) {
                var piece = new AddressRange(range.start().plus(at), Math.min(block(), range.length() - at));
                pulse.check();
                Bytes read = reader.read(piece, Bytes.repeat(device.layout().erased(), (int) piece.length()));
                if (!read.isAll(device.layout().erased())) {
                    throw notBlank(step, piece.start(), read);
                }
            }
        }
    }

    @Override public void work(Step.WriteBlock step) {
        notes.writing(device.layout().sectorAt(step.address()));
        programmer.write(step.address(), step.data(), step.patience());
        account.wrote(device.layout().sectorAt(step.address()), step.data().length());
        pulse.advance(step.bytes());
    }

    @Override public void work(Step.Verify step) {
        Optional<Segment> sample = step.sector().map(sector -> survey.samples().get(sector.number()));
        var mismatch = new Mismatch(step.what(), sample);
        long summed = step.bytes();
        boolean summedWrong = false;
        for (AddressRange range : sums.differing(step.ranges(), step::wantedIn)) {
            summed -= range.length();
            summedWrong |= sums.foundWrong(range);
            for (long at = 0; at < range.length(); at += block()) {
                var piece = new AddressRange(range.start().plus(at), Math.min(block(), range.length() - at));
                pulse.check();
                Bytes wanted = step.wantedIn(piece);
                mismatch.compare(piece.start(), wanted, reader.read(piece, wanted));
                pulse.advance(piece.length());
            }
        }
        if (!mismatch.isEmpty()) {
            account.wrong(step.sector());
            notes.wrong(step.sector(), mismatch.first(), mismatch.difference());
            throw plan.writes() ? mismatch.failure(account.board()) : new VerifyMismatch(
                    mismatch.diagnosis(plan.erases() ? "is not blank after its erase was acknowledged" : "does not hold what the image has")
                            .leaves(account.board()));
        }
        if (summedWrong) {
            account.warn("C20 %s reads right, and yet the chip summed it up wrong: its core sees something else than the debug port does".formatted(
                    step.what()));
        }
        pulse.advance(summed);
        account.verified(step);
    }

    @Override public void work(Step.Start step) {
        programmer.start(step.at());
        account.enter(Phase.START);
    }

    private int block() {
        return plan.carrier().blockBytes();
    }

    private VerifyMismatch notBlank(Step.BlankCheck step, Address at, Bytes read) {
        Sector sector = step.sector();
        var mismatch = new Mismatch("sector " + sector.number(), Optional.empty());
        mismatch.compare(at, Bytes.repeat(device.layout().erased(), read.length()), read);
        boolean unchanged = step.before().map(read::equals).orElse(false) && !mismatch.isFewBits();
        account.wrong(Optional.of(sector));
        notes.wrong(Optional.of(sector), mismatch.first(), Fact.ERASE_RESULT.is(unchanged ? "unchanged" : "partly-blank",
                unchanged ? "%d bytes from %s read what they read before the erase".formatted(read.length(), at)
                        : "%d bytes from %s are neither blank nor what they were".formatted(read.length(), at)));
        if (mismatch.isFewBits()) {
            notes.wrong(Optional.of(sector), mismatch.first(), mismatch.difference());
        }
        CauseCatalogue causes = CauseCatalogue.load();
        return new VerifyMismatch(Diagnosis.of("Sector %d is not blank after its erase was acknowledged", sector.number())
                .because("from %s: read %s", at, read)
                .because("nothing was written on top of it")
                .suspect(unchanged ? causes.suspect("C12", POSSIBLE) : causes.suspect("C14", POSSIBLE))
                .leaves(account.board()));
    }

    private OptionBytes written(OptionBytes wanted) {
        OptionBytes after = programmer.writeOptions(wanted).orElse(wanted);
        account.changedOptions();
        OptionCheck.require(wanted, after, notes);
        return after;
    }
}
