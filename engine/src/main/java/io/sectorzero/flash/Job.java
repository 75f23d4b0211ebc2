package io.sectorzero.flash;

import static io.sectorzero.failure.Confidence.CERTAIN;

import io.sectorzero.bench.Bench;
import io.sectorzero.device.Device;
import io.sectorzero.device.OptionBytes;
import io.sectorzero.device.ReadProtection;
import io.sectorzero.examination.CauseCatalogue;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.Protected;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.failure.WrongDevice;
import io.sectorzero.image.Image;
import io.sectorzero.image.Segment;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One piece of work on a board, from first contact to its report: tried, examined when it fails, and tried again as
 * often as the recovery ladder has a rung for what was found.
 */
final class Job {

    private final Bench bench;
    private final Programmer programmer;
    private final Account account;
    private final Pulse pulse;
    private final Rescue rescue;
    private final Consumer<FlashReport> reporting;
    private final CaseNotes notes;
    private final Consultation consultation;
    private final Map<Integer, Bytes> contents = new HashMap<>();
    private final LiftedProtection lifted = new LiftedProtection();
    private final Manner manner;
    private final Recovery recovery;
    private Optional<SectorZeroException> lastAtWork = Optional.empty();

    Job(Bench bench, Stated stated, Programmer programmer, Policy policy, Account account, Pulse pulse, boolean recovering,
        Rescue rescue, Consumer<FlashReport> reporting) {
        this.bench = bench;
        this.programmer = programmer;
        this.account = account;
        this.pulse = pulse;
        this.rescue = rescue;
        this.reporting = reporting;
        this.notes = new CaseNotes(programmer, account::chip);
        this.consultation = new Consultation(programmer, notes, account);
        OptionalDouble supply = stated.supplyVolts().isPresent() ? stated.supplyVolts() : bench.supplyVolts();
        this.manner = new Manner(programmer, supply, policy);
        this.recovery = new Recovery(bench, programmer, account, notes, manner, recovering);
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
                if (!recovery.recovers(explained)) {
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
        ChipIdentity who = programmer.connect();
        requireBound(who);
        account.identified(asBeforeLifting(who));
        return this;
    }

    /** A bench that names the chip on it is meant for no other. H2 of the cause catalogue. */
    private void requireBound(ChipIdentity who) {
        bench.uniqueId().filter(bound -> !who.uniqueId().isEmpty()).ifPresent(bound -> {
            String found = who.uniqueId().hex().replace(" ", "");
            if (!found.equalsIgnoreCase(bound)) {
                throw new WrongDevice(Diagnosis.of("This is another board than the bench %s is made for", bench.name())
                        .because("its chip has the unique id %s", found).because("the bench names %s", bound)
                        .suspect(CauseCatalogue.load().suspect("H2", CERTAIN)));
            }
        });
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
        FlashPlan blind = FlashPlan.of(image, chip(), manner.policy(), manner.survey());
        return blind.opening().isEmpty() ? FlashPlan.of(image, chip(), manner.policy(), surveyed(image, manner.survey())) : blind;
    }

    FlashPlan flash(Image image) {
        manner.writes();
        connected();
        programmer.accept(image);
        Survey start = opened(image);
        Survey survey = surveyed(image, start);
        FlashPlan plan = FlashPlan.of(image, chip(), manner.policy(), survey);
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
        FlashPlan plan = FlashPlan.verifying(image, chip(), manner.policy(), manner.survey());
        carryOut(plan, manner.survey());
        return plan;
    }

    FlashPlan erase(EraseRequest request) {
        connected();
        FlashPlan plan = FlashPlan.erasing(request, chip(), manner.survey());
        carryOut(plan, manner.survey());
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
        if (chip().options().isEmpty()) {
            Protection.refuseReading(chip(), programmer.route(), "reading the option bytes was asked for");
        }
        return programmer.readOptions();
    }

    OptionBytes changeOptions(OptionChange change) {
        connected();
        boolean lowers = change.readProtection().equals(Optional.of(ReadProtection.LEVEL_0));
        if (chip().readProtected() && (lowers || chip().options().isEmpty())) {
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
            programmer.optionsAfterRun().ifPresent(found -> OptionCheck.requireLasting(change, wanted, found, notes));
        }
        return wanted;
    }

    Job start(Address at) {
        connected();
        Protection.refuseReading(chip(), programmer.route(), "nothing can be started on a protected chip from outside");
        account.enter(Phase.START);
        programmer.start(at);
        return this;
    }

    /** Protection that can only be lifted by erasing everything is lifted first: nothing can be surveyed behind it. */
    private Survey opened(Image image) {
        FlashPlan all = FlashPlan.of(image, chip(), manner.policy(), manner.survey());
        FlashPlan opening = all.opening();
        if (opening.isEmpty()) {
            return manner.survey();
        }
        carryOut(opening, manner.survey());
        Preflight.require(image, chip().device(), manner.policy());
        return manner.survey().allBlank(chip().device());
    }

    private Survey surveyed(Image image, Survey start) {
        Preflight.require(image, chip().device(), manner.policy());
        account.enter(Phase.SURVEY);
        pulse.enter(Phase.SURVEY, 0);
        if (manner.isWriting() && manner.policy().diff() && programmer.carrier().withLoader().isPresent()) {
            // It halts the chip and overwrites its RAM, so nobody who only wants to look has that done.
            programmer.useLoader();
        }
        return new Surveyor(programmer, chip().device(), manner.policy(), account, pulse, notes, contents).survey(image, start);
    }

    private void carryOut(FlashPlan plan, Survey survey) {
        notes.begins(plan, survey);
        new Flasher(programmer, account, bench.trace(), pulse, plan, survey, notes, lifted).run();
    }

    private void lowerReadProtection(OptionChange change) {
        if (!change.readProtection().equals(Optional.of(ReadProtection.LEVEL_0))) {
            Protection.refuseReading(chip(), programmer.route(), "option bytes can be neither read nor written behind it");
        }
        if (!manner.policy().agreesTo(Consent.DATA_LOSS)) {
            throw Protection.consentMissing("Going back to read protection level 0 erases the whole flash", Consent.DATA_LOSS);
        }
        account.enter(Phase.UNPROTECT);
        account.identified(programmer.liftReadProtection(Protection.wipingPatience(chip().device(), manner.survey().margin())));
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
}
