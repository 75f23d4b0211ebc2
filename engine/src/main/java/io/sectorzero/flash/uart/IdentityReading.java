package io.sectorzero.flash.uart;

import static io.sectorzero.failure.Confidence.CERTAIN;
import static io.sectorzero.failure.Confidence.LIKELY;

import io.sectorzero.device.Catalogue;
import io.sectorzero.device.Device;
import io.sectorzero.device.OptionBytes;
import io.sectorzero.device.ReadProtection;
import io.sectorzero.device.Revision;
import io.sectorzero.examination.CauseCatalogue;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.WrongDevice;
import io.sectorzero.flash.ChipIdentity;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import io.sectorzero.protocol.rom.Get;
import io.sectorzero.protocol.rom.GetId;
import io.sectorzero.protocol.rom.ReadMemory;
import io.sectorzero.protocol.rom.RomFailure;
import io.sectorzero.protocol.rom.RomSession;
import io.sectorzero.protocol.rom.ServedCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds out which chip answers. Over this route the revision cannot be read: DBGMCU takes whole words only, the
 * bootloader reads byte by byte, and such a read is reported to hang [F].
 */
final class IdentityReading {

    private static final int UNREADABLE_SIZE = 0xFFFF;
    private static final int CHUNK = 256;

    private final RomSession session;
    private final Tempo tempo;
    private final Optional<String> expected;
    private final Optional<String> revision;
    private final List<String> recoveries = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    IdentityReading(RomSession session, Tempo tempo, Optional<String> expected, Optional<String> revision) {
        this.session = session;
        this.tempo = tempo;
        this.expected = expected;
        this.revision = revision;
    }

    ChipIdentity read(ServedCommands served) {
        int product = session.run(new GetId());
        List<Device> variants = Catalogue.load().byProductId(product);
        if (variants.isEmpty()) {
            throw unknown(product);
        }
        Device any = variants.get(0);
        Optional<Bytes> information = information(any);
        if (information.isEmpty()) {
            return readProtected(variants, served);
        }
        AddressRange id = any.memory().of("unique-id");
        int kilobytes = information.get().u16((int) any.memory().of("flash-size").start().minus(id.start()));
        Device device = variant(variants, kilobytes);
        return new ChipIdentity(device, OptionalInt.of(kilobytes), information.get().slice(0, (int) id.length()),
                bootloaderId(device), OptionalInt.of(served.version()), revisionOf(device), options(device), false);
    }

    List<String> recoveries() {
        return List.copyOf(recoveries);
    }

    List<String> warnings() {
        return Stream.concat(warnings.stream(), tempo.warning().stream()).toList();
    }

    /** Unique id and flash size in one read; empty when the chip is read-protected. */
    private Optional<Bytes> information(Device any) {
        Address from = any.memory().of("unique-id").start();
        int length = (int) (any.memory().of("flash-size").end() - from.unsigned());
        // Bootloaders of this family are reported to refuse short reads here and to serve a whole chunk; U12 of the catalogue.
        Address chunk = Address.of(from.unsigned() / CHUNK * CHUNK);
        int offset = (int) from.minus(chunk);
        Optional<Bytes> whole = confirmed(chunk, CHUNK);
        if (whole.isPresent()) {
            return Optional.of(whole.get().slice(offset, offset + length));
        }
        if (stage().equals("command")) {
            return Optional.empty();
        }
        recoveries.add("U12 reading %d bytes from %s was refused; %d bytes from %s were read instead".formatted(CHUNK, chunk,
                length, from));
        return Optional.of(session.run(new ReadMemory(from, length)));
    }

    /** Empty when it is refused twice, between commands that are served: a damaged byte is refused, too, but only once. */
    private Optional<Bytes> confirmed(Address from, int length) {
        try {
            return Optional.of(tempo.longRead(length, () -> session.run(new ReadMemory(from, length))));
        } catch (TargetRefused refused) {
            if (stage().equals("answer")) {
                throw refused;
            }
        }
        session.run(new Get());
        try {
            return Optional.of(session.run(new ReadMemory(from, length)));
        } catch (TargetRefused refused) {
            if (stage().equals("answer")) {
                throw refused;
            }
            return Optional.empty();
        }
    }

    private ChipIdentity readProtected(List<Device> variants, ServedCommands served) {
        Device assumed = expected.map(name -> Catalogue.load().device(name)).filter(variants::contains)
                .orElse(variants.get(variants.size() - 1));
        warnings.add("the chip is read-protected, so its flash size cannot be read; %s is assumed".formatted(assumed));
        return new ChipIdentity(assumed, OptionalInt.empty(), Bytes.NONE, OptionalInt.empty(),
                OptionalInt.of(served.version()), revisionOf(assumed), Optional.empty(), true);
    }

    private Device variant(List<Device> variants, int kilobytes) {
        Device found = variants.stream().filter(device -> device.flashKilobytes() == kilobytes).findFirst()
                .orElseThrow(() -> new WrongDevice(Diagnosis.of("The chip's flash size makes no sense: %d KB", kilobytes)
                        .because("the half-word at %s reads %04X", variants.get(0).memory().of("flash-size").start(), kilobytes)
                        .because("parts with this product id have %s", sizes(variants))
                        .suspect(CauseCatalogue.load().suspect("S3", kilobytes == UNREADABLE_SIZE ? CERTAIN : LIKELY))
                        .remedy("reset the board and try again; if it stays, check supply and line")));
        expected.filter(name -> !name.equalsIgnoreCase(found.name())).ifPresent(name -> {
            throw new WrongDevice(Diagnosis.of("This is no %s but a %s", name, found)
                    .because("its flash size word says %d KB", kilobytes)
                    .suspect(CauseCatalogue.load().suspect("S2", CERTAIN))
                    .remedy("take the right board, or name the right device"));
        });
        return found;
    }

    private WrongDevice unknown(int product) {
        return new WrongDevice(Diagnosis.of("No device this build knows has product id 0x%03X", product)
                .because("Get ID answered %04X", product)
                .suspect(CauseCatalogue.load().suspect("S2", CERTAIN))
                .remedy("known: %s", Catalogue.load().devices().stream()
                        .map(device -> "%s (0x%03X)".formatted(device, device.productId())).collect(Collectors.joining(", "))));
    }

    private OptionalInt bootloaderId(Device device) {
        Address at = device.bootloader().id();
        Address word = Address.of(at.unsigned() / 4 * 4);
        return tempo.shortRead(4, () -> tried("the bootloader's version", word, 4)).map(bytes -> OptionalInt.of(bytes.at((int) at.minus(word))))
                .orElse(OptionalInt.empty());
    }

    private Optional<OptionBytes> options(Device device) {
        AddressRange range = device.options().range();
        Optional<Bytes> once = tried("option bytes", range.start(), (int) range.length());
        if (once.isEmpty() || isOpen(device.options().decode(once.get()))) {
            return once.map(device.options()::decode);
        }
        // Much is decided from these bytes, and nothing on the line secures them but parity: bad news is read twice.
        Bytes twice = session.run(new ReadMemory(range.start(), (int) range.length()));
        if (!twice.equals(once.get())) {
            recoveries.add("option bytes read differently at first (%s, then %s); read again".formatted(once.get(), twice));
            return Optional.of(device.options().decode(agreeing(range, twice)));
        }
        return Optional.of(device.options().decode(twice));
    }

    private Bytes agreeing(AddressRange range, Bytes last) {
        Bytes next = session.run(new ReadMemory(range.start(), (int) range.length()));
        if (!next.equals(last)) {
            throw new TargetRefused(Diagnosis.of("The option bytes read differently each time")
                    .because("last two reads: %s and %s", last, next)
                    .suspect(CauseCatalogue.load().suspect("H7", LIKELY)));
        }
        return next;
    }

    private static boolean isOpen(OptionBytes options) {
        return options.readProtection() == ReadProtection.LEVEL_0 && options.writeProtected().isEmpty()
                && !options.codeProtectionMode();
    }

    private Optional<Revision> revisionOf(Device device) {
        return revision.map(written -> device.revision(written).orElseThrow(() -> new WrongDevice(
                Diagnosis.of("%s has no revision \"%s\"", device, written).remedy("known: %s", device.revisions().stream()
                        .map(Revision::toString).collect(Collectors.joining(", "))))));
    }

    private Optional<Bytes> tried(String what, Address from, int length) {
        try {
            return Optional.of(session.run(new ReadMemory(from, length)));
        } catch (TargetRefused refused) {
            if (stage().equals("answer")) {
                throw refused;
            }
            warnings.add("%s cannot be read: Read Memory at %s was refused at the %s".formatted(what, from, stage()));
            return Optional.empty();
        }
    }

    /** Where the last command was refused with a NACK; "answer" for everything that is no refusal. */
    private String stage() {
        return session.lastFailure().filter(failure -> failure.kind() == RomFailure.Kind.NACK).map(RomFailure::stage).orElse("answer");
    }

    private static String sizes(List<Device> variants) {
        return variants.stream().map(device -> device.flashKilobytes() + " KB").collect(Collectors.joining(" or "));
    }
}
