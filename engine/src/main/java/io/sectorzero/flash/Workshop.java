package io.sectorzero.flash;

import io.sectorzero.bench.Bench;
import io.sectorzero.bench.Capability;
import io.sectorzero.device.Catalogue;
import io.sectorzero.device.Device;
import io.sectorzero.device.OptionBytes;
import io.sectorzero.device.ReadProtection;
import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.image.Image;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The door of the workshop: a board, reached over a route, and everything that can be done to it. Failures leave as
 * {@link io.sectorzero.failure.SectorZeroException}, examined and with what the board is left like; the report of what
 * was done up to then is kept in {@link #lastReport()}.
 */
public final class Workshop implements AutoCloseable {

    private final Bench bench;
    private final Stated stated;
    private final Programmer programmer;
    private ProgressListener listener = (phase, done, total) -> { };
    private StopSignal stop = () -> false;
    private boolean recovering = true;
    private Rescue rescue = content -> { };
    private Optional<FlashReport> lastReport = Optional.empty();

    private Workshop(Bench bench, Stated stated, Programmer programmer) {
        this.bench = bench;
        this.stated = stated;
        this.programmer = programmer;
    }

    public static Workshop open(Bench bench, Route route) {
        return open(bench, route, Stated.nothing());
    }

    /**
     * Opens the route's link. Nothing is sent yet; the bench stays the caller's to close.
     *
     * @throws CapabilityMissing when the bench or this build lacks the route
     */
    public static Workshop open(Bench bench, Route route, Stated stated) {
        stated.device().or(bench::device).ifPresent(Catalogue.load()::device);
        return new Workshop(bench, stated, Programmers.open(bench, route, stated));
    }

    /** From now on the listener hears how far the work has come. */
    public Workshop tell(ProgressListener hearer) {
        listener = hearer;
        return this;
    }

    /** From now on the signal is asked between steps. */
    public Workshop stopWhen(StopSignal signal) {
        stop = signal;
        return this;
    }

    /** Whether failures may be recovered from by what costs no data; they may unless somebody says otherwise. */
    public Workshop recovering(boolean allowed) {
        recovering = allowed;
        return this;
    }

    /** From now on, what is to be kept is put there before it is erased. */
    public Workshop rescueInto(Rescue place) {
        rescue = place;
        return this;
    }

    /** Who is there. Comes into contact anew each time. */
    public ChipIdentity identify() {
        return job(Policy.careful()).run(Job::connected).chip();
    }

    /** What {@link #flash} would do, having looked at the board and changed nothing. */
    public FlashPlan plan(Image image, Policy policy) {
        Preflight.require(image, expectedDevice(), policy);
        return job(policy).run(job -> job.planned(image));
    }

    /** Writes and verifies an image. */
    public FlashReport flash(Image image, Policy policy) {
        Preflight.require(image, expectedDevice(), policy);
        Job job = job(policy);
        job.run(now -> now.flash(image));
        return report();
    }

    /** Compares the flash with an image. */
    public FlashReport verify(Image image) {
        Policy policy = Policy.careful();
        Preflight.require(image, expectedDevice(), policy.tolerating("I4"));
        Job job = job(policy.tolerating("I4"));
        job.run(now -> now.verify(image));
        return report();
    }

    public Bytes read(AddressRange range) {
        return job(Policy.careful()).run(job -> job.read(range));
    }

    public FlashReport erase(EraseRequest request) {
        Job job = job(Policy.careful().withLiftWriteProtection(request.liftWriteProtection()));
        job.run(now -> now.erase(request));
        return report();
    }

    public OptionBytes options() {
        return job(Policy.careful()).run(Job::options);
    }

    /**
     * Changes option bytes, lets the chip reset, reads them back and compares.
     *
     * @throws io.sectorzero.failure.ConsentMissing for what cannot be undone or costs data
     */
    public OptionBytes changeOptions(OptionChange change, Set<Consent> consents) {
        Policy policy = Policy.careful();
        for (Consent consent : consents) {
            policy = policy.with(consent);
        }
        requireLocks(change, policy);
        return job(policy).run(job -> job.changeOptions(change));
    }

    /** Starts what lies at an address. */
    public void start(Address at) {
        job(Policy.careful()).run(job -> job.start(at));
    }

    /** What the route knows of the board besides who it is, as it was at the last contact. */
    public List<Particular> particulars() {
        return programmer.particulars();
    }

    /** What was done last, whether it went well or not. */
    public Optional<FlashReport> lastReport() {
        return lastReport;
    }

    @Override public void close() {
        programmer.close();
    }

    private Job job(Policy policy) {
        var account = new Account(bench.name(), programmer.route(), bench.time(), bench.trace());
        return new Job(bench, stated, programmer, policy, account, new Pulse(listener, stop), recovering,
                rescue, report -> lastReport = Optional.of(report));
    }

    private FlashReport report() {
        return lastReport.orElseThrow(() -> new IllegalStateException("a job without a report"));
    }

    /** The part that is meant; where nobody named one, the largest this build knows, so that nothing is refused too early. */
    private Device expectedDevice() {
        List<Device> known = Catalogue.load().devices();
        return stated.device().or(bench::device).map(Catalogue.load()::device).orElse(known.get(known.size() - 1));
    }

    private void requireLocks(OptionChange change, Policy policy) {
        if (!change.readProtection().equals(Optional.of(ReadProtection.LEVEL_2))) {
            return;
        }
        if (!policy.agreesTo(Consent.RDP_LEVEL_2)) {
            throw Protection.consentMissing("Read protection level 2 locks the chip for ever: no bootloader, no debug port,"
                    + " no way back", Consent.RDP_LEVEL_2);
        }
        if (!bench.capabilities().contains(Capability.EXPENDABLE_CHIP)) {
            throw new CapabilityMissing(Diagnosis.of("The chip on the bench %s is not expendable", bench.name())
                    .because("read protection level 2 cannot be undone, and only a simulated board can be had again")
                    .remedy("try it on a simulated board"));
        }
    }
}
