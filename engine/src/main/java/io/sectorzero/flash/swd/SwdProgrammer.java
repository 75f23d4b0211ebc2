package io.sectorzero.flash.swd;

import io.sectorzero.bench.Bench;
import io.sectorzero.bench.Capability;
import io.sectorzero.device.OptionBytes;
import io.sectorzero.device.Sector;
import io.sectorzero.device.VoltageBand;
import io.sectorzero.examination.Instruments;
import io.sectorzero.examination.Observation;
import io.sectorzero.examination.RecoveryLadder;
import io.sectorzero.examination.Rung;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.flash.Carrier;
import io.sectorzero.flash.ChipIdentity;
import io.sectorzero.flash.OnChip;
import io.sectorzero.flash.Particular;
import io.sectorzero.flash.Programmer;
import io.sectorzero.flash.Route;
import io.sectorzero.flash.Stated;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The route by the debug port. Looking leaves the chip as it runs; the first act that changes something makes it quiet, and
 * closing leaves it as it was found: running again, by way of a reset where its flash was touched.
 */
public final class SwdProgrammer implements Programmer {

    private final Bench bench;
    private final SwdContact contact;
    private final BoardPower power;
    private final Remarks remarks = new Remarks();
    private final Attachment attachment;
    private final WriterChoice writers;
    private final FlashWork flash;
    private final OptionWork options;

    private SwdProgrammer(Bench bench, Stated stated) {
        this.bench = bench;
        this.contact = new SwdContact(bench, stated.probing());
        this.power = new BoardPower(bench);
        this.attachment = new Attachment(bench, stated, contact, remarks);
        this.writers = new WriterChoice(attachment, remarks);
        this.flash = new FlashWork(attachment, writers, remarks);
        this.options = new OptionWork(attachment, power, remarks);
    }

    /** Looks for no probe yet. */
    public static SwdProgrammer open(Bench bench, Stated stated) {
        return new SwdProgrammer(bench, stated);
    }

    @Override public Route route() {
        return Route.SWD;
    }

    @Override public Carrier carrier() {
        return SwdCarrier.of(contact.probe(), contact.kilohertz(), writers.slotBytes());
    }

    @Override public RecoveryLadder ladder() {
        return RecoveryLadder.swd();
    }

    @Override public ChipIdentity connect() {
        return attachment.connect(writers.hasLoaderFailed());
    }

    @Override public OptionalDouble measuredVolts() {
        return attachment.current().isEmpty() ? OptionalDouble.empty() : attachment.guarded(contact::volts);
    }

    @Override public List<Particular> particulars() {
        return contact.particulars();
    }

    @Override public void stateSupply(VoltageBand band) {
        flash.stateSupply(band, measuredVolts());
    }

    @Override public Bytes read(Address from, int length) {
        return attachment.guarded(() -> {
            attachment.session().writer().settle();
            return attachment.session().core().read(from, length);
        });
    }

    @Override public void erase(Sector sector, Duration patience) {
        attachment.guarded(() -> flash.erase(sector, patience));
    }

    @Override public void eraseEverything(Duration patience) {
        attachment.guarded(() -> flash.eraseEverything(patience));
    }

    @Override public void write(Address to, Bytes data, Duration patience) {
        attachment.guarded(() -> flash.write(to, data, patience));
    }

    @Override public void settle() {
        attachment.guarded(() -> attachment.session().writer().settle());
    }

    @Override public long unsettled() {
        return attachment.current().map(now -> now.writer().unsettled()).orElse(0L);
    }

    @Override public void useLoader() {
        attachment.guarded(writers::useLoader);
    }

    @Override public Optional<OnChip> onChip() {
        return writers.onChip();
    }

    @Override public OptionBytes readOptions() {
        return attachment.guarded(options::read);
    }

    @Override public Optional<OptionBytes> writeOptions(OptionBytes wanted) {
        return attachment.guarded(() -> options.write(wanted));
    }

    @Override public Optional<OptionBytes> optionsAfterRun() {
        return attachment.guarded(options::afterRun);
    }

    @Override public ChipIdentity liftReadProtection(Duration patience) {
        return attachment.guarded(() -> options.liftReadProtection(patience));
    }

    @Override public ChipIdentity liftCodeProtection(Duration patience) {
        return attachment.guarded(() -> options.liftCodeProtection(patience));
    }

    @Override public void start(Address at) {
        attachment.guarded(() -> {
            OptionBytes before = options.read();
            if (!at.equals(attachment.device().layout().base())) {
                attachment.session().start(at);
            } else {
                if (bench.capabilities().contains(Capability.BOOT0)) {
                    bench.controls().boot0(false);
                }
                attachment.session().startFromReset();
            }
            attachment.starts(before);
        });
    }

    @Override public List<Observation> observed() {
        return attachment.observed(instruments());
    }

    @Override public Instruments instruments() {
        return new SwdInstruments(attachment, power, bench.time());
    }

    @Override public void climb(Rung rung) {
        switch (rung) {
            case RESET -> {
                contact.underResetNext();
                attachment.lose();
            }
            case SLOWER_CLOCK -> {
                if (!contact.slowDown()) {
                    throw new TargetRefused(Diagnosis.of("There is no slower clock"));
                }
                attachment.lose();
            }
            case POWER_CYCLE -> {
                contact.close();
                power.cycle();
                attachment.lose();
            }
            default -> {
                // The next contact takes the chip as it finds it.
            }
        }
    }

    @Override public List<String> recoveries() {
        return Stream.concat(contact.recoveries().stream(), remarks.recoveries().stream()).toList();
    }

    @Override public List<String> warnings() {
        return Stream.concat(contact.warnings().stream(), remarks.warnings().stream()).toList();
    }

    @Override public void close() {
        try {
            attachment.leave();
        } catch (SectorZeroException gone) {
            bench.trace().note("swd", "could not be left as it was found: %s", gone.getMessage());
        } finally {
            contact.close();
        }
    }
}
