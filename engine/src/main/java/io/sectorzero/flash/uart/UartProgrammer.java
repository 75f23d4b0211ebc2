package io.sectorzero.flash.uart;

import io.sectorzero.bench.Bench;
import io.sectorzero.device.Catalogue;
import io.sectorzero.device.Device;
import io.sectorzero.device.OptionBytes;
import io.sectorzero.device.ReadProtection;
import io.sectorzero.device.Sector;
import io.sectorzero.device.VoltageBand;
import io.sectorzero.examination.Instruments;
import io.sectorzero.examination.Observation;
import io.sectorzero.examination.RecoveryLadder;
import io.sectorzero.examination.Rung;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.flash.BootloaderEntry;
import io.sectorzero.flash.Carrier;
import io.sectorzero.flash.ChipIdentity;
import io.sectorzero.flash.Programmer;
import io.sectorzero.flash.Route;
import io.sectorzero.flash.Stated;
import io.sectorzero.link.ByteLink;
import io.sectorzero.link.LineSettings;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.protocol.rom.ExtendedErase;
import io.sectorzero.protocol.rom.Go;
import io.sectorzero.protocol.rom.ReadMemory;
import io.sectorzero.protocol.rom.ReadoutProtect;
import io.sectorzero.protocol.rom.ReadoutUnprotect;
import io.sectorzero.protocol.rom.RomSession;
import io.sectorzero.protocol.rom.ServedCommands;
import io.sectorzero.protocol.rom.WriteMemory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Programs through the ROM bootloader on a serial line. AN3155 Rev 20, AN2606. */
public final class UartProgrammer implements Programmer {

    /** After an option write the chip resets at once; this is how long its bootloader is asked whether it is back. */
    private static final Duration BACK_AFTER_RESET = Duration.ofSeconds(3);

    private final Bench bench;
    private final Stated stated;
    private final RomSession session;
    private final BootloaderEntry entry;
    private final Contact contact;
    private final UartInstruments instruments;
    private final List<String> recoveries = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private SerialCarrier carrier;
    private Optional<Device> device = Optional.empty();

    private UartProgrammer(Bench bench, Stated stated, ByteLink link) {
        this.bench = bench;
        this.stated = stated;
        this.session = new RomSession(link, bench.time());
        Device family = family(bench, stated);
        this.entry = new BootloaderEntry(bench, family.bootloader());
        this.contact = new Contact(session, link, bench.time(), entry);
        this.carrier = stated.baud().isPresent() ? SerialCarrier.at(stated.baud().getAsInt(), family.bootloader())
                : SerialCarrier.usual(family.bootloader());
        this.instruments = new UartInstruments(session, link, bench.time(), entry, contact, family);
    }

    /** Opens the bench's serial line. Nothing is sent yet. */
    public static UartProgrammer open(Bench bench, Stated stated) {
        return new UartProgrammer(bench, stated, bench.uart());
    }

    // The parts of one family share their bootloader; until somebody answers, the one that is expected will do.
    private static Device family(Bench bench, Stated stated) {
        return expected(bench, stated).map(Catalogue.load()::device).orElse(Catalogue.load().devices().get(0));
    }

    private static Optional<String> expected(Bench bench, Stated stated) {
        return stated.device().or(bench::device);
    }

    @Override public Route route() {
        return Route.UART;
    }

    @Override public Carrier carrier() {
        return carrier;
    }

    @Override public RecoveryLadder ladder() {
        return RecoveryLadder.uart();
    }

    @Override public ChipIdentity connect() {
        instruments.use(carrier.line(), device);
        ServedCommands served = contact.establish(carrier.line());
        var reading = new IdentityReading(session, new Tempo(bench.time(), carrier.line()), expected(bench, stated), stated.revision());
        try {
            ChipIdentity chip = reading.read(served);
            device = Optional.of(chip.device());
            instruments.use(carrier.line(), device);
            return chip;
        } finally {
            recoveries.addAll(reading.recoveries());
            reading.warnings().forEach(this::warn);
        }
    }

    @Override public void stateSupply(VoltageBand band) {
        Address at = known().bootloader().deviceFeature();
        session.run(new WriteMemory(at, Bytes.of(band.code(), 0xFF, 0xFF, 0xFF), Duration.ZERO));
    }

    @Override public Bytes read(Address from, int length) {
        return session.run(new ReadMemory(from, length));
    }

    @Override public void erase(Sector sector, Duration patience) {
        session.run(ExtendedErase.ofSectors(List.of(sector.number()), patience));
    }

    @Override public void eraseEverything(Duration patience) {
        session.run(ExtendedErase.ofEverything(patience));
    }

    @Override public void write(Address to, Bytes data, Duration patience) {
        session.run(new WriteMemory(to, data, patience));
    }

    @Override public OptionBytes readOptions() {
        var layout = known().options();
        return layout.decode(session.run(new ReadMemory(layout.range().start(), layout.length())));
    }

    @Override public Optional<OptionBytes> writeOptions(OptionBytes wanted) {
        session.run(new WriteMemory(wanted.layout().range().start(), wanted.raw(), optionPatience()));
        if (wanted.readProtection() == ReadProtection.LEVEL_2) {
            return Optional.empty();
        }
        contact.again(BACK_AFTER_RESET);
        if (wanted.readProtection() == ReadProtection.LEVEL_0) {
            return Optional.of(readOptions());
        }
        return connect().options();
    }

    @Override public ChipIdentity liftReadProtection(Duration patience) {
        session.run(new ReadoutUnprotect(patience));
        // The last ACK may come before the erase. Nothing but patience helps: a reset now would cut the erase short.
        contact.again(patience);
        return connect();
    }

    @Override public ChipIdentity liftCodeProtection(Duration patience) {
        session.run(new ReadoutProtect(optionPatience()));
        contact.again(BACK_AFTER_RESET);
        return liftReadProtection(patience);
    }

    @Override public void start(Address at) {
        if (entry.canLeave() && at.equals(known().layout().base())) {
            entry.leave();
            return;
        }
        warn("U16 started by Go: %s; reset the board with BOOT0 low if it seems dead".formatted(
                known().bootloader().goLimitation()));
        session.run(new Go(at));
    }

    @Override public List<Observation> observed() {
        return instruments.observed();
    }

    @Override public Instruments instruments() {
        return instruments;
    }

    @Override public void climb(Rung rung) {
        rung.baud().ifPresent(baud -> carrier = new SerialCarrier(LineSettings.even(baud), carrier.blockBytes()));
        if (rung == Rung.POWER_CYCLE) {
            entry.cyclePower();
            contact.isEntered();
        } else if (rung == Rung.RESYNCHRONISE) {
            session.resynchronise();
        }
    }

    @Override public List<String> recoveries() {
        return List.copyOf(recoveries);
    }

    @Override public List<String> warnings() {
        var all = new ArrayList<>(warnings);
        contact.remarks().stream().filter(remark -> !all.contains(remark)).forEach(all::add);
        return all;
    }

    @Override public void close() {
        try {
            entry.release();
        } catch (SectorZeroException gone) {
            // The switch left with the link; there is nobody left to tell and nothing left to release.
            bench.trace().note("uart", "BOOT0 could not be released: %s", gone.getMessage());
        }
    }

    private Duration optionPatience() {
        return known().timings().optionWrite().worst().multipliedBy(2);
    }

    private void warn(String what) {
        if (!warnings.contains(what)) {
            warnings.add(what);
        }
    }

    private Device known() {
        return device.orElseThrow(() -> new IllegalStateException("used before anybody was identified"));
    }
}
