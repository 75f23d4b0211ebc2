package io.sectorzero.flash.dfu;

import static io.sectorzero.failure.Confidence.CERTAIN;
import static io.sectorzero.failure.Confidence.LIKELY;

import io.sectorzero.device.Catalogue;
import io.sectorzero.device.Device;
import io.sectorzero.device.OptionBytes;
import io.sectorzero.device.Revision;
import io.sectorzero.device.Sector;
import io.sectorzero.examination.CauseCatalogue;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.WrongDevice;
import io.sectorzero.flash.ChipIdentity;
import io.sectorzero.link.UsbIdentity;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import io.sectorzero.protocol.dfu.DfuSession;
import io.sectorzero.protocol.dfu.DfuStatus;
import io.sectorzero.protocol.dfu.GetCommands;
import io.sectorzero.protocol.dfu.MemoryString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Finds out which chip is on the bus. DFU tells no product id: what there is to go by is the bootloader's own description
 * of the flash, the size word, and what somebody expects; all three must agree.
 */
final class DfuIdentity {

    private static final int UNREADABLE_SIZE = 0xFFFF;
    private static final int ERASE = 0x41;

    private final DfuSession session;
    private final DfuMemory memory;
    private final UsbIdentity usb;
    private final Optional<String> expected;
    private final Optional<String> revision;
    private final List<String> warnings = new ArrayList<>();

    DfuIdentity(DfuSession session, DfuMemory memory, UsbIdentity usb, Optional<String> expected, Optional<String> revision) {
        this.session = session;
        this.memory = memory;
        this.usb = usb;
        this.expected = expected;
        this.revision = revision;
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    ChipIdentity read() {
        Bytes served = session.run(new GetCommands());
        if (!contains(served, ERASE)) {
            throw new WrongDevice(Diagnosis.of("The DFU device %s is no bootloader of an STM32", usb)
                    .because("Get answered %s, without 41 for Erase", served)
                    .suspect(CauseCatalogue.load().suspect("S2", LIKELY)));
        }
        List<Device> variants = described();
        Device any = variants.get(0);
        Optional<Bytes> information = tried("the unique id", any.memory().of("unique-id").start(),
                (int) (any.memory().of("flash-size").end() - any.memory().of("unique-id").start().unsigned()));
        if (information.isEmpty() && isProtected()) {
            return readProtected(variants);
        }
        OptionalInt kilobytes = information.map(bytes -> OptionalInt.of(bytes.u16(bytes.length() - 2))).orElse(OptionalInt.empty());
        Device device = expectedOf(kilobytes.isPresent() ? sized(variants, kilobytes.getAsInt()) : asDescribed(variants));
        return new ChipIdentity(device, kilobytes,
                information.map(bytes -> bytes.slice(0, (int) device.memory().of("unique-id").length())).orElse(Bytes.NONE),
                bootloaderId(device), OptionalInt.of(usb.release() >>> 8), revisionOf(device), options(device), false);
    }

    /** The parts that the bootloader's description of the flash fits; without a usable one, all. */
    private List<Device> described() {
        List<Device> all = Catalogue.load().devices();
        String written = session.function().memories().getOrDefault(0, "");
        Optional<MemoryString> flash = session.function().memory(0);
        if (flash.isEmpty()) {
            warnings.add("the bootloader's description of the flash makes no sense: \"%s\"".formatted(written));
            return all;
        }
        List<Device> fitting = all.stream().filter(device -> fits(flash.get(), device)).toList();
        if (fitting.isEmpty()) {
            throw new WrongDevice(Diagnosis.of("This is no chip this build knows")
                    .because("the bootloader describes its flash as %s", flash.get().describe())
                    .because("known are %s", all.stream().map(Device::name).collect(Collectors.joining(", ")))
                    .suspect(CauseCatalogue.load().suspect("S2", CERTAIN)));
        }
        return fitting;
    }

    /** Whether both draw the same borders between the same sectors, all of which may be read, erased and written. */
    private static boolean fits(MemoryString flash, Device device) {
        var drawn = new ArrayList<AddressRange>();
        for (MemoryString.Run run : flash.runs()) {
            if (!run.readable() || !run.erasable() || !run.writable() || run.count() > device.layout().sectors().size()) {
                return false;
            }
            for (int i = 0; i < run.count(); i++) {
                drawn.add(new AddressRange(run.start().plus(i * run.sectorBytes()), run.sectorBytes()));
            }
        }
        return drawn.equals(device.layout().sectors().stream().map(Sector::range).toList());
    }

    private Device sized(List<Device> variants, int kilobytes) {
        return variants.stream().filter(device -> device.flashKilobytes() == kilobytes).findFirst().or(() -> bySizeWord(kilobytes))
                .orElseThrow(() -> new WrongDevice(Diagnosis.of("The chip's flash size makes no sense: %d KB", kilobytes)
                        .because("the half-word at %s reads %04X", variants.get(0).memory().of("flash-size").start(), kilobytes)
                        .because("the bootloader describes %s", variants.stream().map(device -> device.flashKilobytes() + " KB")
                                .collect(Collectors.joining(" or ")))
                        .suspect(CauseCatalogue.load().suspect("S3", kilobytes == UNREADABLE_SIZE ? CERTAIN : LIKELY))
                        .remedy("reset the board and try again; if it stays, check supply and line")));
    }

    /** Loaders of this family are shared by parts of several sizes; where the two disagree, the chip's own word counts. */
    private Optional<Device> bySizeWord(int kilobytes) {
        Optional<Device> found = Catalogue.load().devices().stream().filter(device -> device.flashKilobytes() == kilobytes).findFirst();
        found.ifPresent(device -> warnings.add("the bootloader describes %d KB of flash and the size word says %d KB; the size word is believed"
                .formatted(session.function().memory(0).map(MemoryString::sizeBytes).orElse(0L) / 1024, kilobytes)));
        return found;
    }

    /** Where the size word is not served, the bootloader's description has to do; it usually fits one part. */
    private Device asDescribed(List<Device> variants) {
        if (variants.size() == 1) {
            return variants.get(0);
        }
        Device assumed = expected.map(name -> Catalogue.load().device(name)).filter(variants::contains)
                .orElse(variants.get(variants.size() - 1));
        warnings.add("the flash size cannot be read over DFU; %s is assumed, as the bootloader describes its flash".formatted(assumed));
        return assumed;
    }

    private Device expectedOf(Device found) {
        expected.filter(name -> !name.equalsIgnoreCase(found.name())).ifPresent(name -> {
            throw new WrongDevice(Diagnosis.of("This is no %s but a %s", name, found)
                    .because("the bootloader describes its flash as %s", session.function().memory(0).map(MemoryString::describe)
                            .orElse("nothing that makes sense"))
                    .because("its flash is %d KB", found.flashKilobytes())
                    .suspect(CauseCatalogue.load().suspect("S2", CERTAIN))
                    .remedy("take the right board, or name the right device"));
        });
        return found;
    }

    private ChipIdentity readProtected(List<Device> variants) {
        Device assumed = expected.map(name -> Catalogue.load().device(name)).filter(variants::contains)
                .orElse(variants.get(variants.size() - 1));
        warnings.add("the chip is read-protected, so its flash size cannot be read; %s is assumed".formatted(assumed));
        return new ChipIdentity(assumed, OptionalInt.empty(), Bytes.NONE, OptionalInt.empty(),
                OptionalInt.of(usb.release() >>> 8), revisionOf(assumed), Optional.empty(), true);
    }

    /** Read protection answers every access to memory with one status and no other. AN3156 Rev 18 [P]. */
    private boolean isProtected() {
        if (refusedWith(DfuStatus.VENDOR)) {
            return true;
        }
        Optional<Bytes> flash = tried("the flash", Catalogue.load().devices().get(0).layout().base(), memory.blockBytes());
        return flash.isEmpty() && refusedWith(DfuStatus.VENDOR);
    }

    private boolean refusedWith(DfuStatus status) {
        return session.lastFailure().flatMap(failure -> failure.status()).filter(status::equals).isPresent();
    }

    private OptionalInt bootloaderId(Device device) {
        Address at = device.bootloader().id();
        Address word = Address.of(at.unsigned() / 4 * 4);
        return tried("the bootloader's version", word, 4).map(bytes -> OptionalInt.of(bytes.at((int) at.minus(word))))
                .orElse(OptionalInt.empty());
    }

    private Optional<OptionBytes> options(Device device) {
        AddressRange range = device.options().range();
        return session.function().alternateAt(range.start()).flatMap(any -> tried("option bytes", range.start(), (int) range.length()))
                .map(device.options()::decode);
    }

    private Optional<Revision> revisionOf(Device device) {
        return revision.map(written -> device.revision(written).orElseThrow(() -> new WrongDevice(
                Diagnosis.of("%s has no revision \"%s\"", device, written).remedy("known: %s", device.revisions().stream()
                        .map(Revision::toString).collect(Collectors.joining(", "))))));
    }

    private Optional<Bytes> tried(String what, Address from, int length) {
        try {
            return Optional.of(memory.read(from, length));
        } catch (TargetRefused refused) {
            if (session.lastFailure().flatMap(failure -> failure.status()).isEmpty()) {
                throw refused;
            }
            // An address the loader does not serve is no fault of the board; anything else is worth telling.
            if (!refusedWith(DfuStatus.VENDOR) && !refusedWith(DfuStatus.TARGET) && !refusedWith(DfuStatus.ADDRESS)) {
                warnings.add("%s cannot be read: %s".formatted(what, String.join("; ", refused.diagnosis().evidence())));
            }
            return Optional.empty();
        }
    }

    private static boolean contains(Bytes codes, int wanted) {
        for (int i = 0; i < codes.length(); i++) {
            if (codes.at(i) == wanted) {
                return true;
            }
        }
        return false;
    }
}
