package io.sectorzero.flash;

import static io.sectorzero.failure.Confidence.CERTAIN;

import io.sectorzero.device.Device;
import io.sectorzero.device.Sector;
import io.sectorzero.examination.CauseCatalogue;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.Protected;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.flash.SectorMark.Before;
import io.sectorzero.image.Image;
import io.sectorzero.image.Segment;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a plan needs to know of the flash before it can be made. Changes nothing. */
final class Surveyor {

    private static final int SAMPLE = 16;
    private static final int LOCKED = 0x00;

    private final Programmer programmer;
    private final Device device;
    private final Policy policy;
    private final Account account;
    private final Pulse pulse;
    private final CaseNotes notes;
    private final Map<Integer, Bytes> contents;
    private final Map<Integer, Segment> samples = new HashMap<>();
    private final Set<Integer> right;
    private final OnChipChecks sums;

    /** @param contents of sectors that were read before something happened to them; added to */
    Surveyor(Programmer programmer, Device device, Policy policy, Account account, Pulse pulse, CaseNotes notes,
             Map<Integer, Bytes> contents) {
        this.right = new HashSet<>(account.verifiedSectors());
        this.programmer = programmer;
        this.device = device;
        this.policy = policy;
        this.account = account;
        this.pulse = pulse;
        this.notes = notes;
        this.contents = contents;
        this.sums = new OnChipChecks(programmer);
    }

    Survey survey(Image image, Survey start) {
        refuseImpossibleOtp(image);
        boolean everything = policy.erase() == EraseMode.MASS;
        for (Sector sector : device.layout().sectors()) {
            long imageBytes = SectorWork.imageBytes(image, sector);
            if (!right.contains(sector.number()) && (imageBytes > 0 || everything && policy.keep())) {
                look(image, sector, imageBytes);
            }
        }
        return start.with(contents, right, samples);
    }

    private void look(Image image, Sector sector, long imageBytes) {
        notes.reading(sector);
        boolean begun = contents.containsKey(sector.number());
        if (policy.keep() && imageBytes < sector.sizeBytes() && !begun) {
            contents.put(sector.number(), readToKeep(sector.range()));
        }
        if (imageBytes > 0) {
            Segment sample = sample(image, sector);
            samples.put(sector.number(), sample);
            account.found(sector, sample.data().isAll(device.layout().erased()) ? Before.BLANK : Before.CONTENT);
            if (policy.diff() && (begun ? holdsAll(image, sector) : holds(image, sector))) {
                right.add(sector.number());
            }
        }
    }

    /** A few bytes where the image has some. */
    private Segment sample(Image image, Sector sector) {
        Address first = image.segments().stream().flatMap(segment -> segment.range().intersection(sector.range()).stream())
                .findFirst().orElseThrow().start();
        Address from = Address.of(first.unsigned() / SAMPLE * SAMPLE);
        return new Segment(from, programmer.read(from, SAMPLE));
    }

    /** An earlier attempt may have written the image and lost contact before what was to be kept. */
    private boolean holdsAll(Image image, Sector sector) {
        var whole = SectorWork.of(image, sector, Optional.of(contents.get(sector.number())), device.layout().erased(), true);
        return read(sector.range()).equals(whole.wanted());
    }

    /** Reads until the first difference. */
    private boolean holds(Image image, Sector sector) {
        for (Segment segment : image.segments()) {
            var part = segment.range().intersection(sector.range());
            if (part.isPresent() && !holds(image, part.get())) {
                return false;
            }
        }
        return true;
    }

    private boolean holds(Image image, AddressRange part) {
        for (AddressRange rest : sums.differing(List.of(part), range -> image.contentOf(range, device.layout().erased()))) {
            if (sums.foundWrong(rest) || !reads(image, rest)) {
                return false;
            }
        }
        return true;
    }

    private boolean reads(Image image, AddressRange part) {
        AddressRange whole = Planning.aligned(part, device.bootloader().writeAlignment());
        for (long at = 0; at < whole.length(); at += block()) {
            var piece = new AddressRange(whole.start().plus(at), Math.min(block(), whole.length() - at));
            pulse.check();
            Bytes read = programmer.read(piece.start(), (int) piece.length());
            AddressRange compared = piece.intersection(part).orElseThrow();
            int from = (int) compared.start().minus(piece.start());
            if (!read.slice(from, from + (int) compared.length()).equals(image.contentOf(compared, device.layout().erased()))) {
                return false;
            }
        }
        return true;
    }

    /**
     * What is to be written back is read twice, for nothing secures what comes over a serial line but the parity of each
     * byte, and a damaged byte would be made to last. Where the two differ, a third read decides.
     */
    private Bytes readToKeep(AddressRange range) {
        byte[] all = new byte[(int) range.length()];
        for (int at = 0; at < all.length; at += block()) {
            pulse.check();
            agreed(range.start().plus(at), Math.min(block(), all.length - at)).copyInto(all, at);
        }
        return Bytes.copyOf(all);
    }

    private Bytes agreed(Address from, int length) {
        Bytes first = programmer.read(from, length);
        Bytes second = programmer.read(from, length);
        if (first.equals(second)) {
            return first;
        }
        Bytes third = programmer.read(from, length);
        if (!third.equals(first) && !third.equals(second)) {
            throw new TargetRefused(Diagnosis.of("What is to be kept at %s does not read the same twice", from)
                    .because("three reads of %d bytes gave three different contents", length)
                    .remedy("lower the baud rate or shorten the cable, then try again")
                    .remedy("or do without keeping it"));
        }
        account.warn("%d bytes from %s were read wrong once and right twice: the line drops or damages bytes now and then".formatted(
                length, from));
        return third;
    }

    private Bytes read(AddressRange range) {
        byte[] all = new byte[(int) range.length()];
        for (int at = 0; at < all.length; at += block()) {
            int length = Math.min(block(), all.length - at);
            pulse.check();
            programmer.read(range.start().plus(at), length).copyInto(all, at);
        }
        return Bytes.copyOf(all);
    }

    /** Bits there only ever go from 1 to 0, and a locked block takes nothing. RM0090 Rev 21 §3.8 [S]. */
    private void refuseImpossibleOtp(Image image) {
        for (AddressRange part : new OtpWork(device, image).parts()) {
            Bytes wanted = image.contentOf(part, device.layout().erased());
            AddressRange whole = Planning.aligned(part, device.bootloader().writeAlignment());
            Bytes present = read(whole).slice((int) part.start().minus(whole.start()),
                    (int) (part.end() - whole.start().unsigned()));
            Bytes locks = read(device.memory().of("otp-locks"));
            for (int i = 0; i < wanted.length(); i++) {
                refuseImpossibleOtp(part.start().plus(i), present.at(i), wanted.at(i), locks);
            }
        }
    }

    private void refuseImpossibleOtp(Address at, int present, int wanted, Bytes locks) {
        if ((present & wanted) != wanted) {
            throw new Protected(Diagnosis.of("One-time-programmable memory at %s cannot become %02X any more", at, wanted)
                    .because("it reads %02X, and bits there only ever go from 1 to 0", present)
                    .remedy("choose bytes that are still FF, or another chip"));
        }
        AddressRange data = device.memory().of("otp");
        int block = (int) (at.minus(data.start()) / (data.length() / locks.length()));
        if (present != wanted && data.contains(at) && locks.at(block) == LOCKED) {
            throw new Protected(Diagnosis.of("One-time-programmable block %d is locked", block)
                    .because("its lock byte at %s reads 00", device.memory().of("otp-locks").start().plus(block))
                    .suspect(CauseCatalogue.load().suspect("C16", CERTAIN)));
        }
    }

    private int block() {
        return programmer.carrier().blockBytes();
    }
}
