package io.sectorzero.flash.swd;

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
import io.sectorzero.link.DapFailure;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import io.sectorzero.protocol.adi.CoreDebug;
import io.sectorzero.protocol.adi.TargetCore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Finds out which chip is behind the debug port, from its id code, size word and unique id. V8 of the cause catalogue. */
final class SwdIdentity {

    /** DEV_ID 11:0, REV_ID 31:16. RM0402 Rev 6 §30.6.1. */
    private static final Address DBGMCU_IDCODE = Address.of(0xE004_2000L);
    private static final int DEV_ID = 0xFFF;
    private static final int REV_ID_SHIFT = 16;

    /** Peripheral ids at the end of the ROM table: JEP106 bank, code and the bit that says it is one. IHI 0031. */
    private static final int PIDR4 = 0xFD0;
    private static final int PIDR1 = 0xFE4;
    private static final int PIDR2 = 0xFE8;
    private static final int JEDEC = 1 << 3;
    private static final int ST = 0x20;
    private static final int ARM = 0x3B;
    private static final int ARM_BANK = 4;

    private static final int UNREADABLE_SIZE = 0xFFFF;

    /** Together as long as the longest sector erase. DS11139 Rev 8 Table 49. */
    private static final int TRIES = 40;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final TargetCore core;
    private final Optional<String> expected;
    private final Optional<String> stated;
    private final List<String> warnings = new ArrayList<>();

    SwdIdentity(TargetCore core, Optional<String> expected, Optional<String> statedRevision) {
        this.core = core;
        this.expected = expected;
        this.stated = statedRevision;
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    ChipIdentity read() {
        refuseOtherMakers();
        int code = core.read32(DBGMCU_IDCODE);
        List<Device> variants = Catalogue.load().byProductId(code & DEV_ID);
        if (variants.isEmpty()) {
            throw new WrongDevice(Diagnosis.of("This is no chip this build knows")
                    .because("DBGMCU_IDCODE reads %08X, device id %03X", code, code & DEV_ID)
                    .because("known are %s", Catalogue.load().devices().stream().map(device -> "%s (%03X)".formatted(device, device.productId()))
                            .collect(Collectors.joining(", ")))
                    .suspect(CauseCatalogue.load().suspect("S2", CERTAIN)));
        }
        Device any = variants.get(0);
        OptionBytes options = new OptionInterface(core, any.options()).read();
        Optional<Bytes> size = tried(any.memory().of("flash-size"));
        Device device = expectedOf(size.map(word -> sized(variants, word.u16(0))).orElseGet(() -> assumed(variants)), size);
        Optional<Bytes> id = tried(device.memory().of("unique-id"));
        Optional<Bytes> loader = tried(new AddressRange(device.bootloader().id(), 1));
        return new ChipIdentity(device, size.map(word -> OptionalInt.of(word.u16(0))).orElse(OptionalInt.empty()), id.orElse(Bytes.NONE),
                loader.map(byteRead -> OptionalInt.of(byteRead.at(0))).orElse(OptionalInt.empty()), OptionalInt.empty(),
                revision(device, code >>> REV_ID_SHIFT), Optional.of(options), isReadProtected(options, device));
    }

    /**
     * The ROM table names who made the chip. S1 of the cause catalogue. DDI 0403 Rev E §C1.2 has the table, IHI 0031 the ids: what a chip
     * without them reads is taken for silence, and Arm's own id for a maker who left it there.
     */
    private void refuseOtherMakers() {
        int bank = core.read32(CoreDebug.ROM_TABLE.plus(PIDR4)) & 0xF;
        int low = core.read32(CoreDebug.ROM_TABLE.plus(PIDR1)) >>> 4 & 0xF;
        int high = core.read32(CoreDebug.ROM_TABLE.plus(PIDR2));
        int code = (high & 7) << 4 | low;
        boolean says = (high & JEDEC) != 0 && code != 0;
        if (says && !(bank == 0 && code == ST) && !(bank == ARM_BANK && code == ARM)) {
            throw new WrongDevice(Diagnosis.of("This chip is not from ST")
                    .because("its debug ROM table names maker %02X of bank %d; ST is 20 of bank 0", code, bank + 1)
                    .suspect(CauseCatalogue.load().suspect("S1", CERTAIN)));
        }
    }

    /** What the option bytes say takes effect only with a reset or at power-on; so the flash itself is asked. */
    private boolean isReadProtected(OptionBytes options, Device device) {
        boolean refused = tried(new AddressRange(device.layout().base(), 4)).isEmpty();
        for (int i = 0; refused && options.readProtection() == ReadProtection.LEVEL_0 && i < TRIES; i++) {
            // A program that is at its own flash stalls whoever reads it. F9 of the cause catalogue.
            core.time().pass(PAUSE);
            refused = tried(new AddressRange(device.layout().base(), 4)).isEmpty();
        }
        if (!refused && options.readProtection() != ReadProtection.LEVEL_0) {
            warnings.add("C8 the option bytes read %s, which is not in force before the supply was cycled".formatted(options.readProtection()));
        }
        return refused;
    }

    private Device sized(List<Device> variants, int kilobytes) {
        return variants.stream().filter(device -> device.flashKilobytes() == kilobytes).findFirst()
                .orElseThrow(() -> new WrongDevice(Diagnosis.of("The chip's flash size makes no sense: %d KB", kilobytes)
                        .because("the half-word at %s reads %04X", variants.get(0).memory().of("flash-size").start(), kilobytes)
                        .suspect(CauseCatalogue.load().suspect("S3", kilobytes == UNREADABLE_SIZE ? CERTAIN : LIKELY))
                        .remedy("try again under reset and at a low clock; if it stays, check supply and wiring")));
    }

    private Device assumed(List<Device> variants) {
        Device assumed = expected.map(name -> Catalogue.load().device(name)).filter(variants::contains)
                .orElse(variants.get(variants.size() - 1));
        warnings.add("the flash size cannot be read; %s is assumed".formatted(assumed));
        return assumed;
    }

    private Device expectedOf(Device found, Optional<Bytes> size) {
        expected.filter(name -> !name.equalsIgnoreCase(found.name())).ifPresent(name -> {
            throw new WrongDevice(Diagnosis.of("This is no %s but a %s", name, found)
                    .because("its size word reads %s", size.map(word -> "%d KB".formatted(word.u16(0))).orElse("nothing"))
                    .suspect(CauseCatalogue.load().suspect("S2", CERTAIN))
                    .remedy("take the right board, or name the right device"));
        });
        return found;
    }

    /** As read; what somebody stated has to agree. */
    private Optional<Revision> revision(Device device, int id) {
        Optional<Revision> read = device.revisions().stream().filter(known -> known.id() == id).findFirst();
        if (read.isEmpty()) {
            warnings.add("REV_ID %04X is no revision of %s this build knows".formatted(id, device));
        }
        stated.ifPresent(written -> {
            Revision named = device.revision(written).orElseThrow(() -> new WrongDevice(Diagnosis.of("%s has no revision \"%s\"", device, written)
                    .remedy("known: %s", device.revisions().stream().map(Revision::toString).collect(Collectors.joining(", ")))));
            if (named.id() != id) {
                throw new WrongDevice(Diagnosis.of("This is not revision %s", named)
                        .because("REV_ID reads %04X%s", id, read.map(known -> ", that is " + known).orElse("")));
            }
        });
        return read;
    }

    /** Empty where the chip refuses. */
    private Optional<Bytes> tried(AddressRange range) {
        try {
            return Optional.of(core.read(range.start(), (int) range.length()));
        } catch (TargetRefused refused) {
            if (core.lastFailure().filter(failure -> failure.kind() == DapFailure.Kind.FAULT).isEmpty()) {
                throw refused;
            }
            return Optional.empty();
        }
    }
}
