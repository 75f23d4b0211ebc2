package io.sectorzero.flash.dfu;

import io.sectorzero.bench.Bench;
import io.sectorzero.device.BootloaderProfile;
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
import io.sectorzero.flash.BootloaderEntry;
import io.sectorzero.flash.Carrier;
import io.sectorzero.flash.ChipIdentity;
import io.sectorzero.flash.Programmer;
import io.sectorzero.flash.Route;
import io.sectorzero.flash.Stated;
import io.sectorzero.image.Image;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.protocol.dfu.DfuSession;
import io.sectorzero.protocol.dfu.Leave;
import io.sectorzero.protocol.dfu.PollTime;
import io.sectorzero.protocol.dfu.ReadUnprotect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Programs through the ROM bootloader on USB. AN3156 Rev 18, AN2606. */
public final class DfuProgrammer implements Programmer {

    /** What the loaders of this family take; a device may say less, and then less is sent. AN3156 Rev 18 [P]. */
    private static final int USUAL_BLOCK = 2048;
    private static final int SMALLEST_BLOCK = 64;

    private final Bench bench;
    private final Stated stated;
    private final BootloaderEntry entry;
    private final DfuContact contact;
    private final DfuNotes notes;
    private final DfuInstruments instruments;
    private final List<String> recoveries = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private Optional<DfuSession> session = Optional.empty();
    private Optional<DfuMemory> memory = Optional.empty();
    private Optional<Device> device = Optional.empty();
    private int largestBlock = USUAL_BLOCK;

    private DfuProgrammer(Bench bench, Stated stated) {
        this.bench = bench;
        this.stated = stated;
        this.entry = new BootloaderEntry(bench, profile(bench, stated));
        this.contact = new DfuContact(bench.usb(), bench.time(), entry);
        this.notes = new DfuNotes(contact);
        this.instruments = new DfuInstruments(bench, entry, contact, () -> device.map(known -> readOptions()));
    }

    /** Opens the bench's USB port. Nothing is sent yet. */
    public static DfuProgrammer open(Bench bench, Stated stated) {
        return new DfuProgrammer(bench, stated);
    }

    private static BootloaderProfile profile(Bench bench, Stated stated) {
        return expected(bench, stated).map(Catalogue.load()::device).orElse(Catalogue.load().devices().get(0)).bootloader();
    }

    private static Optional<String> expected(Bench bench, Stated stated) {
        return stated.device().or(bench::device);
    }

    @Override public Route route() {
        return Route.DFU;
    }

    @Override public Carrier carrier() {
        return new UsbCarrier(memory.map(DfuMemory::blockBytes).orElse(largestBlock));
    }

    @Override public RecoveryLadder ladder() {
        return RecoveryLadder.dfu();
    }

    @Override public ChipIdentity connect() {
        notes.forget();
        session = Optional.empty();
        memory = Optional.empty();
        use(contact.establish());
        return notes.during("identify", session(), this::identified);
    }

    private ChipIdentity identified() {
        var identity = new DfuIdentity(session(), memory(), contact.device().orElseThrow(), expected(bench, stated), stated.revision());
        try {
            ChipIdentity chip = identity.read();
            device = Optional.of(chip.device());
            return chip;
        } finally {
            identity.warnings().forEach(this::warn);
        }
    }

    private void use(DfuSession opened) {
        int takes = opened.function().transferSize();
        if (takes < USUAL_BLOCK) {
            warn("D8 the device takes %d bytes in one transfer, where others take %d; blocks are as long as it takes".formatted(takes, USUAL_BLOCK));
        }
        session = Optional.of(opened);
        // Words stay whole: the flash is written in units of four bytes.
        memory = Optional.of(new DfuMemory(opened, Math.min(takes, largestBlock) / 4 * 4));
    }

    @Override public void accept(Image image) {
        DfuTargets.require(image, session().function()).forEach(this::warn);
    }

    @Override public void stateSupply(VoltageBand band) {
        Address at = known().bootloader().deviceFeature();
        during("address", () -> {
            memory().require(at, "way to tell it the supply");
            memory().write(at, Bytes.of(band.code(), 0xFF, 0xFF, 0xFF), Duration.ZERO);
            return null;
        });
    }

    @Override public Bytes read(Address from, int length) {
        return during("read", () -> memory().read(from, length));
    }

    @Override public void erase(Sector sector, Duration patience) {
        during("erase", () -> {
            memory().erase(sector.range().start(), patience);
            return null;
        });
    }

    @Override public void eraseEverything(Duration patience) {
        during("erase", () -> {
            memory().eraseEverything(known().layout().base(), patience);
            return null;
        });
    }

    @Override public void write(Address to, Bytes data, Duration patience) {
        during("write", () -> {
            memory().write(to, data, patience);
            return null;
        });
    }

    @Override public OptionBytes readOptions() {
        var layout = known().options();
        return during("options", () -> layout.decode(memory().read(layout.range().start(), layout.length())));
    }

    @Override public Optional<OptionBytes> writeOptions(OptionBytes wanted) {
        Duration patience = known().timings().optionWrite().worst().multipliedBy(2);
        during("options", () -> {
            memory().require(wanted.layout().range().start(), "option bytes");
            memory().writeOptions(wanted.layout().range().start(), wanted.raw(), patience);
            return null;
        });
        if (wanted.readProtection() == ReadProtection.LEVEL_2) {
            return Optional.empty();
        }
        use(contact.again());
        return notes.during("identify", session(), this::identified).options();
    }

    @Override public ChipIdentity liftReadProtection(Duration patience) {
        during("unprotect", () -> {
            session().run(new ReadUnprotect(patience));
            return null;
        });
        use(contact.again());
        return notes.during("identify", session(), this::identified);
    }

    @Override public ChipIdentity liftCodeProtection(Duration patience) {
        writeOptions(readOptions().withReadProtection(ReadProtection.LEVEL_1));
        return liftReadProtection(patience);
    }

    @Override public void start(Address at) {
        if (entry.canLeave() && at.equals(known().layout().base())) {
            contact.close();
            entry.leave();
            return;
        }
        warn("U16 started by leaving DFU: %s; reset the board with BOOT0 low if it seems dead".formatted(
                known().bootloader().goLimitation()));
        entry.release();
        during("leave", () -> {
            memory().enter(at);
            memory().point(at);
            session().run(new Leave());
            return null;
        });
        if (session().droppedLast()) {
            warn("D10 the device left the bus before it had answered, as some do when they leave DFU; nothing is wrong with that");
        }
        contact.close();
    }

    @Override public List<Observation> observed() {
        return notes.observed();
    }

    @Override public Instruments instruments() {
        return instruments;
    }

    @Override public void climb(Rung rung) {
        switch (rung) {
            case RESET -> contact.resetNext();
            case POWER_CYCLE -> {
                contact.close();
                entry.cyclePower();
            }
            case SMALLER_BLOCKS -> largestBlock = SMALLEST_BLOCK;
            default -> {
                // The next contact takes the device as it finds it; there is nothing to prepare.
            }
        }
    }

    @Override public List<String> recoveries() {
        var all = new ArrayList<>(contact.recoveries());
        all.addAll(recoveries);
        return all;
    }

    @Override public List<String> warnings() {
        var all = new ArrayList<>(warnings);
        if (session.filter(now -> now.pollTimes().contains(PollTime.TOO_LONG)).isPresent()) {
            all.add("D7 the device asked to be left alone for longer than its work can take, and was not");
        }
        return all;
    }

    @Override public void close() {
        contact.close();
        entry.release();
    }

    private <A> A during(String work, Supplier<A> task) {
        if (session.isEmpty() || notes.linkIsLost()) {
            use(contact.reopened());
        }
        return notes.during(work, session(), task);
    }

    private DfuSession session() {
        return session.orElseThrow(() -> new IllegalStateException("no device is open"));
    }

    private DfuMemory memory() {
        return memory.orElseThrow(() -> new IllegalStateException("no device is open"));
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
