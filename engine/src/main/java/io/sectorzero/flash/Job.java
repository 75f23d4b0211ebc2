package io.sectorzero.flash;

import static io.sectorzero.failure.Confidence.CERTAIN;

import io.sectorzero.bench.Bench;
import io.sectorzero.device.Device;
import io.sectorzero.device.OptionBytes;
import io.sectorzero.device.ReadProtection;
import io.sectorzero.examination.CauseCatalogue;
import io.sectorzero.examination.Permission;
import io.sectorzero.examination.RecoveryLadder;
import io.sectorzero.examination.Rung;
import io.sectorzero.failure.Cancelled;
import io.sectorzero.failure.Confidence;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.ImageRejected;
import io.sectorzero.failure.Protected;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.failure.Suspect;
import io.sectorzero.failure.VerifyMismatch;
import io.sectorzero.image.Image;
import io.sectorzero.image.Segment;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One piece of work on a board, from first contact to its report: tried, examined when it fails, and tried again as
 * often as the recovery ladder has a rung for what was found.
 */
final class Job {

    private final Bench bench;
    private final Stated stated;
    private final Programmer programmer;
    private final Account account;
    private final Pulse pulse;
    private final boolean recovering;
    private final Rescue rescue;
    private final Consumer<FlashReport> reporting;
    private final CaseNotes notes;
    private final Consultation consultation;
    private final Map<Integer, Bytes> contents = new HashMap<>();
    private final LiftedProtection lifted = new LiftedProtection();
    private Policy policy;
    private final Set<Rung> climbed = EnumSet.noneOf(Rung.class);
    private RecoveryLadder ladder;
    private Optional<SectorZeroException> lastAtWork = Optional.empty();
    private boolean writes;
    private boolean narrow;
    private boolean patient;

    Job(Bench bench, Stated stated, Programmer programmer, Policy policy, Account account, Pulse pulse, boolean recovering,
        Rescue rescue, Consumer<FlashReport> reporting) {
        this.bench = bench;
        this.stated = stated;
        this.programmer = programmer;
        this.policy = policy;
        this.account = account;
        this.pulse = pulse;
        this.recovering = recovering;
        this.rescue = rescue;
        this.reporting = reporting;
        this.notes = new CaseNotes(programmer);
        this.consultation = new Consultation(programmer, notes, account);
        this.ladder = programmer.ladder();
    }

    /** @throws SectorZeroException examined, when it failed for good */
    <A> A run(Function<Job, A> work) {
        while (true) {
            try {
                A answer = work.apply(this);
                reporting.accept(account.report(programmer, Optional.empty()));
                return answer;
            } catch (SectorZeroException failure) {
                SectorZeroException explained = failure.with(consultation.explain(failure));
                if (!recovers(explained)) {
                    SectorZeroException told = withProtectionBack(told(explained));
                    reporting.accept(account.report(programmer, Optional.of(told.diagnosis())));
                    throw told;
                }
                lastAtWork = account.hasBegun() && !isContactLost() ? Optional.of(explained) : lastAtWork;
            }
        }
    }

    /** When the board stayed away after something had gone wrong at work, that is the story, and its staying away the end of it. */
    private SectorZeroException told(SectorZeroException last) {
        if (lastAtWork.isEmpty() || !isContactLost()) {
            return last;
        }
        Diagnosis before = lastAtWork.get().diagnosis();
        return lastAtWork.get().with(before.because("tried to recover; after that: %s", last.diagnosis().what())
                .leaves(last.diagnosis().board()));
    }

    /** Whether the attempt that just failed never came into contact. */
    private boolean isContactLost() {
        return account.phase().equals(Optional.of(Phase.CONTACT));
    }

    /** Comes into contact; the job is its own answer so that a caller can go on. */
    Job connected() {
        pulse.check();
        account.enter(Phase.CONTACT);
        pulse.enter(Phase.CONTACT, 0);
        account.identified(asBeforeLifting(programmer.connect()));
        return this;
    }

    /** A chip that an earlier attempt unprotected is planned for as it was, so that the plan puts its protection back. */
    private ChipIdentity asBeforeLifting(ChipIdentity who) {
        return who.options().isEmpty() ? who : lifted.original().map(who::withOptions).orElse(who);
    }

    /** It failed for good, and everything that could be learned was: what was lifted for the work is put back even so. */
    private SectorZeroException withProtectionBack(SectorZeroException told) {
        if (lifted.original().isEmpty()) {
            return told;
        }
        OptionBytes before = lifted.original().get();
        try {
            programmer.connect();
            restore(before);
            return told;
        } catch (SectorZeroException unreachable) {
            account.warn("write protection is still lifted; it was nWRP %03X".formatted(before.sectorBits()));
            return told.with(told.diagnosis()
                    .because("write protection is still lifted, and putting it back failed: %s", unreachable.diagnosis().what())
                    .remedy("protect these sectors again when the board answers: %s", before.writeProtected().stream().sorted()
                            .map(String::valueOf).collect(Collectors.joining(", "))));
        }
    }

    ChipIdentity chip() {
        return account.chip().orElseThrow(() -> new IllegalStateException("nobody was identified"));
    }

    FlashPlan planned(Image image) {
        connected();
        programmer.accept(image);
        FlashPlan blind = FlashPlan.of(image, chip(), policy, start());
        return blind.opening().isEmpty() ? FlashPlan.of(image, chip(), policy, surveyed(image, start())) : blind;
    }

    FlashPlan flash(Image image) {
        writes = true;
        connected();
        programmer.accept(image);
        Survey start = opened(image);
        Survey survey = surveyed(image, start);
        FlashPlan plan = FlashPlan.of(image, chip(), policy, survey);
        saveKept(plan);
        protectAgain(plan);
        carryOut(plan, survey);
        return plan;
    }

    /** When all that was unprotected is right already, nothing in the plan lifts its protection, and nothing puts it back. */
    private void protectAgain(FlashPlan plan) {
        if (lifted.original().isPresent() && plan.steps(Phase.PROTECT).findAny().isEmpty()) {
            account.enter(Phase.PROTECT);
            restore(lifted.original().get());
        }
    }

    private void restore(OptionBytes before) {
        programmer.writeOptions(before).ifPresent(found -> OptionCheck.require(before, found, notes));
        lifted.isBack();
        account.recovery("write protection put back: nWRP %03X".formatted(before.sectorBits()));
    }

    private void saveKept(FlashPlan plan) {
        Segment[] kept = plan.sectors().stream().filter(planned -> planned.keptBytes() > 0).map(SectorPlan::sector)
                .map(sector -> new Segment(sector.range().start(), contents.get(sector.number()))).toArray(Segment[]::new);
        if (plan.erases() && kept.length > 0) {
            rescue.save(Image.of("what sectors held before", kept));
        }
    }

    FlashPlan verify(Image image) {
        connected();
        FlashPlan plan = FlashPlan.verifying(image, chip(), policy, start());
        carryOut(plan, start());
        return plan;
    }

    FlashPlan erase(EraseRequest request) {
        connected();
        FlashPlan plan = FlashPlan.erasing(request, chip(), start());
        carryOut(plan, start());
        return plan;
    }

    Bytes read(AddressRange range) {
        connected();
        Protection.refuseReading(chip(), programmer.route(), "reading was asked for");
        account.enter(Phase.READ);
        pulse.enter(Phase.READ, range.length());
        Device device = chip().device();
        AddressRange whole = Planning.aligned(range, device.bootloader().writeAlignment());
        byte[] all = new byte[(int) whole.length()];
        int block = programmer.carrier().blockBytes();
        for (int at = 0; at < all.length; at += block) {
            int length = Math.min(block, all.length - at);
            pulse.check();
            programmer.read(whole.start().plus(at), length).copyInto(all, at);
            pulse.advance(length);
        }
        int from = (int) range.start().minus(whole.start());
        return Bytes.copyOf(all, from, from + (int) range.length());
    }

    OptionBytes options() {
        connected();
        Protection.refuseReading(chip(), programmer.route(), "reading the option bytes was asked for");
        return programmer.readOptions();
    }

    OptionBytes changeOptions(OptionChange change) {
        connected();
        if (chip().readProtected()) {
            lowerReadProtection(change);
        }
        OptionBytes before = programmer.readOptions();
        refuseMeaningless(change, before);
        OptionBytes wanted = change.applyTo(before);
        if (!wanted.sameSettings(before)) {
            account.enter(Phase.PROTECT);
            bench.trace().step("plan", "option bytes: %s becomes %s", before.describe(), wanted.describe());
            Optional<OptionBytes> after = programmer.writeOptions(wanted);
            account.changedOptions();
            after.ifPresent(found -> OptionCheck.require(wanted, found, notes));
        }
        return wanted;
    }

    Job start(Address at) {
        connected();
        Protection.refuseReading(chip(), programmer.route(), "the bootloader starts nothing on a protected chip");
        account.enter(Phase.START);
        programmer.start(at);
        return this;
    }

    /** What is known before anything was read. */
    private Survey start() {
        OptionalDouble supply = stated.supplyVolts().isPresent() ? stated.supplyVolts() : bench.supplyVolts();
        var survey = Survey.of(programmer.carrier(), supply);
        survey = narrow ? survey.asNarrowAsPossible() : survey;
        return patient ? survey.morePatient() : survey;
    }

    /** Protection that can only be lifted by erasing everything is lifted first: nothing can be surveyed behind it. */
    private Survey opened(Image image) {
        FlashPlan all = FlashPlan.of(image, chip(), policy, start());
        FlashPlan opening = all.opening();
        if (opening.isEmpty()) {
            return start();
        }
        carryOut(opening, start());
        Preflight.require(image, chip().device(), policy);
        return start().allBlank(chip().device());
    }

    private Survey surveyed(Image image, Survey start) {
        Preflight.require(image, chip().device(), policy);
        account.enter(Phase.SURVEY);
        pulse.enter(Phase.SURVEY, 0);
        return new Surveyor(programmer, chip().device(), policy, account, pulse, notes, contents).survey(image, start);
    }

    private void carryOut(FlashPlan plan, Survey survey) {
        notes.begins(plan, survey);
        new Flasher(programmer, account, bench.trace(), pulse, plan, survey, notes, lifted).run();
    }

    private void lowerReadProtection(OptionChange change) {
        if (!change.readProtection().equals(Optional.of(ReadProtection.LEVEL_0))) {
            Protection.refuseReading(chip(), programmer.route(), "option bytes can be neither read nor written behind it");
        }
        if (!policy.agreesTo(Consent.DATA_LOSS)) {
            throw Protection.consentMissing("Going back to read protection level 0 erases the whole flash", Consent.DATA_LOSS);
        }
        account.enter(Phase.UNPROTECT);
        account.identified(programmer.liftReadProtection(Protection.wipingPatience(chip().device(), start().margin())));
        OptionCheck.requireOpen(chip(), notes);
        account.erasedEverything(chip().device().layout().sectors());
        account.changedOptions();
    }

    private static void refuseMeaningless(OptionChange change, OptionBytes before) {
        if (change.writeProtected().isPresent() && before.codeProtectionMode()) {
            throw new Protected(Diagnosis.of("Sector bits mean code protection on this chip (SPRMOD is set)")
                    .because("option bytes: %s", before.describe())
                    .suspect(CauseCatalogue.load().suspect("C4", CERTAIN))
                    .remedy("leave write protection out of the change; code protection leaves only together with read protection"));
        }
    }

    /** Climbs the next rung that may help. False when there is none. */
    private boolean recovers(SectorZeroException failure) {
        if (!recovering || failure instanceof Cancelled || failure instanceof ImageRejected || failure instanceof Protected) {
            return false;
        }
        if (fallsBackToMassErase(failure)) {
            return true;
        }
        var situation = new Rung.Situation(bench.capabilities(), granted(), programmer.carrier().baud().orElse(0));
        // When what there is to try against the strongest suspects was tried in vain, they are the less likely for it, and
        // the next are looked at. Where there is nothing to try, as against a worn sector, nothing is tried.
        for (Confidence level : Confidence.values()) {
            List<Suspect> suspects = failure.diagnosis().suspects().stream()
                    .filter(suspect -> suspect.confidence() == level).toList();
            for (Optional<Rung> rung = next(suspects, situation); rung.isPresent(); rung = next(suspects, situation)) {
                ladder = ladder.after(rung.get());
                if (climbs(rung.get())) {
                    climbed.add(rung.get());
                    String doubt = failure instanceof VerifyMismatch ? notes.doubt().map("; "::concat).orElse("") : "";
                    account.recovery("%s: %s%s; so: %s (%s)".formatted(failure.diagnosis().what(), names(suspects, rung.get()),
                            doubt, rung.get().title(), rung.get().sideEffect()));
                    return true;
                }
            }
            if (!suspects.isEmpty() && climbed.stream().noneMatch(rung -> treats(rung, suspects))) {
                return false;
            }
        }
        return false;
    }

    private static boolean treats(Rung rung, List<Suspect> suspects) {
        return suspects.stream().anyMatch(suspect -> rung.causes().contains(suspect.cause()));
    }

    private Optional<Rung> next(List<Suspect> suspects, Rung.Situation situation) {
        return suspects.isEmpty() ? Optional.empty() : ladder.next(suspects, situation);
    }

    private static String names(List<Suspect> suspects, Rung rung) {
        return suspects.stream().filter(suspect -> rung.causes().contains(suspect.cause()))
                .map(suspect -> "%s %s (%s)".formatted(suspect.cause(), suspect.title(), suspect.confidence()))
                .collect(Collectors.joining(", "));
    }

    /** Whether the rung changes anything for another try. */
    private boolean climbs(Rung rung) {
        switch (rung) {
            case KEEP_LISTENING -> patient = true;
            case NARROW_WIDTH -> {
                if (!writes || narrow || start().width(chip().device()) == chip().device().bootloader().assumed().width()) {
                    return false;
                }
                narrow = true;
                // What was programmed too wide for the supply may read right today and wrong tomorrow. RM0090 Rev 21 §3.6.2 [S].
                account.doubtAll();
            }
            case ERASE_AGAIN -> {
                return writes;
            }
            case COME_BACK -> {
                // What was written before the device went is read, and not written again where it is right.
                policy = policy.withDiff(true);
                return reaches(rung);
            }
            case MASS_ERASE -> {
                if (!writes || policy.erase() != EraseMode.SECTORS_OR_MASS) {
                    return false;
                }
                eraseEverythingNow();
            }
            case LIFT_WRITE_PROTECTION, READOUT_UNPROTECT -> {
                // Both are steps of the plan where the policy allows them; there is nothing left to try here.
                return false;
            }
            default -> {
                return reaches(rung);
            }
        }
        return true;
    }

    private boolean reaches(Rung rung) {
        try {
            programmer.climb(rung);
            return true;
        } catch (SectorZeroException failed) {
            bench.trace().note("flash", "%s: %s", rung.title(), failed.getMessage());
            return false;
        }
    }

    /** Sector erase of doubtful silicon failed, and everything may be erased instead. ES0305 Rev 9 §2.1.7. */
    private boolean fallsBackToMassErase(SectorZeroException failure) {
        Optional<String> doubt = failure instanceof VerifyMismatch ? notes.doubt() : Optional.empty();
        if (!writes || doubt.isEmpty() || policy.erase() != EraseMode.SECTORS_OR_MASS) {
            return false;
        }
        eraseEverythingNow();
        account.recovery("%s; so: erase everything and begin anew".formatted(doubt.get()));
        return true;
    }

    private void eraseEverythingNow() {
        policy = policy.withErase(EraseMode.MASS);
        account.doubtAll();
    }

    private Set<Permission> granted() {
        var granted = EnumSet.noneOf(Permission.class);
        if (policy.liftWriteProtection()) {
            granted.add(Permission.LIFT_PROTECTION);
        }
        if (policy.erase() == EraseMode.SECTORS_OR_MASS || policy.agreesTo(Consent.DATA_LOSS)) {
            granted.add(Permission.DATA_LOSS);
        }
        return granted;
    }
}
