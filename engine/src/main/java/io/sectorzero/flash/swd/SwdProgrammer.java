package io.sectorzero.flash.swd;

import io.sectorzero.bench.Bench;
import io.sectorzero.bench.Capability;
import io.sectorzero.device.Device;
import io.sectorzero.device.OptionBytes;
import io.sectorzero.device.Parallelism;
import io.sectorzero.device.ReadProtection;
import io.sectorzero.device.Sector;
import io.sectorzero.device.VoltageBand;
import io.sectorzero.examination.CauseCatalogue;
import io.sectorzero.examination.Fact;
import io.sectorzero.examination.Instruments;
import io.sectorzero.examination.Observation;
import io.sectorzero.examination.RecoveryLadder;
import io.sectorzero.examination.Rung;
import io.sectorzero.failure.Confidence;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.LinkLost;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.flash.Carrier;
import io.sectorzero.flash.ChipIdentity;
import io.sectorzero.flash.Connect;
import io.sectorzero.flash.OnChip;
import io.sectorzero.flash.OptionFacts;
import io.sectorzero.flash.Particular;
import io.sectorzero.flash.Programmer;
import io.sectorzero.flash.Route;
import io.sectorzero.flash.Stated;
import io.sectorzero.link.DapFailure;
import io.sectorzero.link.DebugProbe;
import io.sectorzero.link.Width;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import io.sectorzero.protocol.adi.TargetCore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The route by the debug port. Looking leaves the chip as it runs; the first act that changes something makes it quiet, and
 * closing leaves it as it was found: running again, by way of a reset where its flash was touched.
 */
public final class SwdProgrammer implements Programmer {

    private final Bench bench;
    private final Stated stated;
    private final SwdContact contact;
    private final BoardPower power;
    private final List<String> warnings = new ArrayList<>();
    private final List<String> recoveries = new ArrayList<>();
    private Optional<SwdSession> session = Optional.empty();
    private Optional<Device> device = Optional.empty();
    private Optional<SupplyGauge> gauge = Optional.empty();
    private Optional<QuietChip> quiet = Optional.empty();
    private final List<Observation> noticed = new ArrayList<>();
    private boolean loaderFailed;
    private boolean started;
    private boolean lost;
    private boolean doubtful;

    private SwdProgrammer(Bench bench, Stated stated) {
        this.bench = bench;
        this.stated = stated;
        this.contact = new SwdContact(bench, stated.probing());
        this.power = new BoardPower(bench);
    }

    /** Looks for no probe yet. */
    public static SwdProgrammer open(Bench bench, Stated stated) {
        return new SwdProgrammer(bench, stated);
    }

    @Override public Route route() {
        return Route.SWD;
    }

    @Override public Carrier carrier() {
        return SwdCarrier.of(contact.probe(), contact.kilohertz(), room().map(LoaderLayout::slotBytes).orElse(0));
    }

    @Override public RecoveryLadder ladder() {
        return RecoveryLadder.swd();
    }

    @Override public ChipIdentity connect() {
        loaderFailed |= session.filter(SwdSession::cameToGrief).isPresent();
        if (lost) {
            contact.close();
        }
        if (lost || doubtful || loaderFailed) {
            // Nobody knows what chip and core have done since: they are come to, and made quiet, anew.
            session = Optional.empty();
        }
        if (session.isEmpty()) {
            use(guarded(contact::establish));
        } else {
            session.get().writer().finish();
        }
        lost = false;
        doubtful = false;
        return identified();
    }

    private void use(TargetCore core) {
        quiet = quiet.map(before -> before.on(core)).or(() -> Optional.of(new QuietChip(core)));
        session = Optional.of(new SwdSession(core, quiet.get(), bench.trace()));
        awaken(core);
    }

    /** A core that sleeps, now or later, lets nobody at the memories unless the debug clocks are kept on. F2 of the cause catalogue. */
    private void awaken(TargetCore core) {
        session().quiet().keepClocks();
        if (contact.firstSight().filter(state -> state.wasAsleep() && state.isUnread()).isPresent()) {
            contact.lookAgain(core);
            recover("F2 the core was asleep (WFI) and with it the way to the memories; the debug clocks were kept on (DBGMCU_CR)");
        }
    }

    private ChipIdentity identified() {
        return guarded(() -> {
            var identity = new SwdIdentity(session().core(), stated.device().or(bench::device), stated.revision());
            try {
                ChipIdentity chip = identity.read();
                chip.options().filter(read -> chip.readProtected()).ifPresent(read -> noticed.addAll(OptionFacts.protection(read)));
                device = Optional.of(chip.device());
                if (gauge.isEmpty()) {
                    gauge = Optional.of(new SupplyGauge(chip.device().bootloader(), contact::volts));
                }
                return chip;
            } finally {
                identity.warnings().forEach(this::warn);
            }
        });
    }

    @Override public OptionalDouble measuredVolts() {
        return session.isEmpty() ? OptionalDouble.empty() : guarded(contact::volts);
    }

    @Override public List<Particular> particulars() {
        return contact.particulars();
    }

    @Override public void stateSupply(VoltageBand band) {
        gauge().plan(band);
        OptionalDouble measured = measuredVolts();
        if (measured.isPresent() && !gauge().allows(Parallelism.X32, measured.getAsDouble())) {
            warn("E3 the supply measures %.2f V, which is too low to erase and program in words: the flash works %s".formatted(
                    measured.getAsDouble(), band.width()));
        }
    }

    @Override public Bytes read(Address from, int length) {
        return guarded(() -> {
            session().writer().settle();
            return session().core().read(from, length);
        });
    }

    @Override public void erase(Sector sector, Duration patience) {
        guarded(() -> {
            prepare();
            session().writer().finish();
            Parallelism width = widthNow();
            Duration enough = longer(patience, known().timings().erase(sector, width).worst().multipliedBy(2));
            if (!session().flash().erase(sector, width, enough)) {
                again("sector %d".formatted(sector.number()), () -> session().flash().erase(sector, width, enough));
            }
            return null;
        });
    }

    @Override public void eraseEverything(Duration patience) {
        guarded(() -> {
            prepare();
            session().writer().finish();
            Parallelism width = widthNow();
            Duration enough = longer(patience, known().timings().massErase(width).worst().multipliedBy(2));
            if (!session().flash().eraseEverything(width, enough)) {
                again("everything", () -> session().flash().eraseEverything(width, enough));
            }
            return null;
        });
    }

    /** C12 of the cause catalogue: an erase that never ran is asked for once more, and no further. */
    private void again(String what, BooleanSupplier erase) {
        recoveries.add("C12 the erase of %s never ran: BSY was never set and EOP did not come; it was asked for once more".formatted(what));
        if (!erase.getAsBoolean()) {
            throw new TargetRefused(Diagnosis.of("The flash does not erase %s", what)
                    .because("it was told to twice; BSY was never set, EOP did not come and no error flag either")
                    .suspect(CauseCatalogue.load().suspect("C12", Confidence.CERTAIN)));
        }
    }

    @Override public void write(Address to, Bytes data, Duration patience) {
        guarded(() -> {
            prepare();
            if (known().layout().sectorAt(to).filter(sector -> sector.range().start().equals(to)).isPresent()) {
                widthNow();
            }
            Parallelism width = possible(gauge().width());
            Duration enough = longer(patience, known().timings().program(data.length(), width).worst().multipliedBy(2));
            ready().write(to, data, width, enough);
            return null;
        });
    }

    @Override public void settle() {
        guarded(() -> {
            session().writer().settle();
            return null;
        });
    }

    @Override public long unsettled() {
        return session.map(now -> now.writer().unsettled()).orElse(0L);
    }

    @Override public void useLoader() {
        guarded(() -> {
            if (!(session().writer() instanceof LoaderWriter)) {
                room().ifPresent(layout -> session().writeBy(new LoaderWriter(session().flash(), known(), layout,
                        contact.how() != Connect.HOT_PLUG)));
            }
            return null;
        });
    }

    /** Empty where there is no room for a loader, or one came to grief before. */
    private Optional<LoaderLayout> room() {
        return loaderFailed ? Optional.empty() : device.flatMap(known -> known.memory().find("ram")).flatMap(LoaderLayout::in);
    }

    @Override public Optional<OnChip> onChip() {
        return session.flatMap(now -> now.writer().onChip()).map(chip -> new OnChip() {
            @Override public int checksum(AddressRange range) {
                return asked(chip::checksum, range);
            }

            @Override public Optional<Address> firstNotBlank(AddressRange range) {
                return asked(chip::firstNotBlank, range);
            }
        });
    }

    private <A> A asked(Function<AddressRange, A> question, AddressRange range) {
        return guarded(() -> {
            prepare();
            return question.apply(range);
        });
    }

    /** The writer, at work: a loader that cannot be put into RAM gives way to the host before anything was written. */
    private BlockWriter ready() {
        if (session().writer() instanceof LoaderWriter loader) {
            try {
                loader.start();
            } catch (TargetRefused | TargetSilent refusal) {
                recoveries.add("our loader cannot be put into the chip's RAM, so the host writes: %s".formatted(refusal.diagnosis().what()));
                loaderFailed = true;
                session().writeByHost();
            }
        }
        return session().writer();
    }

    @Override public OptionBytes readOptions() {
        return guarded(() -> {
            session().writer().settle();
            return new OptionInterface(session().core(), known().options()).read();
        });
    }

    @Override public Optional<OptionBytes> writeOptions(OptionBytes wanted) {
        return guarded(() -> {
            written(wanted, known().timings().optionWrite().worst().multipliedBy(2));
            return wanted.readProtection() == ReadProtection.LEVEL_2 ? Optional.empty() : Optional.of(readOptions());
        });
    }

    /** Code protection, which can be taken away in this one write only, goes with it. RM0090 Rev 21 §3.7.5 [S]. */
    @Override public ChipIdentity liftReadProtection(Duration patience) {
        return guarded(() -> {
            OptionBytes now = readOptions();
            OptionBytes open = (now.codeProtectionMode() ? now.withoutCodeProtection() : now).withReadProtection(ReadProtection.LEVEL_0);
            written(open, patience);
            return identified();
        });
    }

    @Override public ChipIdentity liftCodeProtection(Duration patience) {
        return guarded(() -> {
            OptionBytes now = readOptions();
            if (!now.codeProtectionMode()) {
                return identified();
            }
            if (now.readProtection() == ReadProtection.LEVEL_0) {
                written(now.withReadProtection(ReadProtection.LEVEL_1), patience);
            }
            return liftReadProtection(patience);
        });
    }

    /** Option bytes count from the next reset on, and protection under a debugger from the next power-on. RM0090 Rev 21 §3.7.3 [S]. */
    private void written(OptionBytes wanted, Duration patience) {
        boolean protectionChanges = readOptions().readProtection() != wanted.readProtection();
        prepare();
        session().writer().finish();
        new OptionInterface(session().core(), known().options()).write(wanted, patience);
        if (wanted.readProtection() == ReadProtection.LEVEL_2) {
            contact.close();
            session = Optional.empty();
            return;
        }
        if (contact.how() == Connect.HOT_PLUG) {
            warn("option bytes count from a reset on: the chip was reset for them, though it was to be hot-plugged");
        }
        if (protectionChanges && power.isWired()) {
            recover("C8 what the option bytes say of read protection counts from the next power-on on: the supply was cycled");
            power.cycle();
            use(contact.establish());
        } else {
            session().quiet().byReset();
        }
    }

    @Override public void start(Address at) {
        guarded(() -> {
            if (!at.equals(known().layout().base())) {
                session().start(at);
            } else {
                if (bench.capabilities().contains(Capability.BOOT0)) {
                    bench.controls().boot0(false);
                }
                session().startFromReset();
            }
            started = true;
            return null;
        });
    }

    private void prepare() {
        started = false;
        SwdSession.Found found = session().prepare(contact.how(), contact.firstSight());
        found.told().forEach(this::warn);
        found.overcome().forEach(this::recover);
    }

    private Parallelism widthNow() {
        SupplyGauge now = gauge();
        Parallelism before = now.width();
        Parallelism width = possible(now.look());
        if (now.isNarrower() && width.compareTo(before) < 0) {
            recoveries.add("E4 the supply fell to %.2f V: the flash works %s from there".formatted(now.lowest().orElse(0), width));
        }
        return width;
    }

    /** A probe that cannot access half-words works byte by byte instead. */
    private Parallelism possible(Parallelism width) {
        return width == Parallelism.X16 && !session().core().probe().widths().contains(Width.HALF_WORD) ? Parallelism.X8 : width;
    }

    /** Why the chip fell silent is looked for at once: the reasons of a reset are lost with the next power-on. */
    @Override public List<Observation> observed() {
        if (doubtful && session.filter(SwdSession::isTouched).isPresent()) {
            Instruments instruments = instruments();
            Stream.of(Fact.ERASE_TIME, Fact.RESET_DURING).flatMap(fact -> instruments.measure(fact).stream()).forEach(noticed::add);
        }
        if (session.isPresent() && !doubtful && !lost) {
            instruments().measure(Fact.IDENTITY_SIZE).filter(size -> !size.value().equals("as-expected")).ifPresent(noticed::add);
        }
        return List.copyOf(noticed);
    }

    @Override public Instruments instruments() {
        return new SwdInstruments(contact, () -> session.map(SwdSession::flash), bench.time(), () -> device.flatMap(known -> session.map(now -> new OptionInterface(now.core(), known.options()).read())));
    }

    @Override public void climb(Rung rung) {
        switch (rung) {
            case RESET -> {
                contact.underResetNext();
                lost = true;
            }
            case SLOWER_CLOCK -> {
                if (!contact.slowDown()) {
                    throw new TargetRefused(Diagnosis.of("There is no slower clock"));
                }
                lost = true;
            }
            case POWER_CYCLE -> {
                contact.close();
                power.cycle();
                lost = true;
            }
            default -> {
                // The next contact takes the chip as it finds it.
            }
        }
    }

    @Override public List<String> recoveries() {
        var all = new ArrayList<>(contact.recoveries());
        all.addAll(recoveries);
        return all;
    }

    @Override public List<String> warnings() {
        var all = new ArrayList<>(contact.warnings());
        all.addAll(warnings);
        return all;
    }

    @Override public void close() {
        try {
            if (!lost && !started) {
                // Under reset it was we who halted it.
                boolean halted = contact.how() != Connect.UNDER_RESET && contact.firstSight().filter(ChipState::wasHalted).isPresent();
                session.ifPresent(now -> now.leave(contact.how(), halted, doubtful));
            }
        } catch (SectorZeroException gone) {
            bench.trace().note("swd", "could not be left as it was found: %s", gone.getMessage());
        } finally {
            contact.close();
        }
    }

    /** Notes a probe that is gone, and a chip that fell silent, so that the next contact comes to them anew. */
    private <A> A guarded(Supplier<A> work) {
        try {
            return work.get();
        } catch (LinkLost gone) {
            lost = true;
            if (contact.probeIsPresent()) {
                noticed.add(Fact.PORT_STATE.is("unresponsive", "the probe is still on the bus"));
            }
            throw gone;
        } catch (TargetSilent silent) {
            doubtful = true;
            throw damaged() ? silent.with(silent.diagnosis().because("at %d kHz on the wire", contact.kilohertz().orElse(0))
                    .suspect(CauseCatalogue.load().suspect("E11", Confidence.LIKELY))) : silent;
        }
    }

    /** Whether what came last was spoilt on the wire. */
    private boolean damaged() {
        return contact.probe().flatMap(DebugProbe::lastFailure).filter(failure -> failure.kind() == DapFailure.Kind.DAMAGED).isPresent();
    }

    private SwdSession session() {
        return session.orElseThrow(() -> new IllegalStateException("nobody is attached"));
    }

    private SupplyGauge gauge() {
        return gauge.orElseThrow(() -> new IllegalStateException("used before anybody was identified"));
    }

    private Device known() {
        return device.orElseThrow(() -> new IllegalStateException("used before anybody was identified"));
    }

    private void recover(String what) {
        if (!recoveries.contains(what)) {
            recoveries.add(what);
        }
    }

    private void warn(String what) {
        if (!warnings.contains(what)) {
            warnings.add(what);
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
