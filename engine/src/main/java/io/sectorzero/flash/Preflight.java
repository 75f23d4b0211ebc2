package io.sectorzero.flash;

import static io.sectorzero.failure.Confidence.CERTAIN;
import static io.sectorzero.failure.Confidence.LIKELY;

import io.sectorzero.device.Device;
import io.sectorzero.device.Sector;
import io.sectorzero.examination.CauseCatalogue;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.ImageRejected;
import io.sectorzero.image.Image;
import io.sectorzero.image.ImageFormat;
import io.sectorzero.image.Segment;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything about an image that can be known to be wrong for a device before any link is opened: I1, I4, I5 and I7 of
 * the cause catalogue. I3 and I6 are found while the file is read; I2 is no fault here, because what is erased is the
 * union of the sectors touched, and is only told.
 */
public final class Preflight {

    private static final int VECTORS = 8;

    // 0x0800_0000 to 0x0FFF_FFFF is set aside for main flash; parts differ in how much of it is there. DS11139 Rev 8 Figure 18.
    private static final long FLASH_SPACE_ENDS = 0x1000_0000L;

    /** Content outside the flash can be left out, and who builds odd vectors may know why. Nothing else can be let pass. */
    private static final Set<String> TOLERABLE = Set.of("I1", "I4", "I7");

    private final Image image;
    private final Device device;
    private final Policy policy;
    private final List<Complaint> complaints = new ArrayList<>();

    private Preflight(Image image, Device device, Policy policy) {
        this.image = image;
        this.device = device;
        this.policy = policy;
    }

    /** All complaints, in the order of the image, without those the policy tolerates. */
    public static List<Complaint> complaints(Image image, Device device, Policy policy) {
        var preflight = new Preflight(image, device, policy);
        image.segments().forEach(preflight::place);
        preflight.vectors();
        preflight.reserved();
        return preflight.complaints.stream().filter(complaint -> !TOLERABLE.contains(complaint.cause())
                || !policy.tolerated().contains(complaint.cause())).toList();
    }

    /** @throws ImageRejected with every complaint at once */
    public static void require(Image image, Device device, Policy policy) {
        List<Complaint> complaints = complaints(image, device, policy);
        if (complaints.isEmpty()) {
            return;
        }
        var diagnosis = Diagnosis.of("%s cannot be flashed to %s as it is", image.name(), device);
        for (Complaint complaint : complaints) {
            diagnosis = diagnosis.because("%s", complaint);
        }
        var causes = new TreeSet<String>();
        for (Complaint complaint : complaints) {
            if (causes.add(complaint.cause())) {
                diagnosis = diagnosis.suspect(CauseCatalogue.load().suspect(complaint.cause(), complaint.confidence()));
            }
        }
        diagnosis = diagnosis.remedy("build the image for %s: flash %s, RAM %s", device, device.layout().range(),
                device.memory().of("ram"));
        causes.retainAll(TOLERABLE);
        throw new ImageRejected(causes.isEmpty() ? diagnosis : diagnosis.remedy(
                "or say that you want it so (tolerate %s); content outside the flash is then left out", String.join(", ", causes)));
    }

    /** Things worth telling that stop nobody. */
    public static List<String> remarks(Image image, Device device, Policy policy) {
        var remarks = new ArrayList<String>();
        var all = new Preflight(image, device, policy);
        image.segments().forEach(all::place);
        all.vectors();
        all.complaints.forEach(complaint -> remarks.add("tolerated: %s".formatted(complaint)));
        for (Sector sector : device.layout().sectors()) {
            long bytes = image.segments().stream().flatMap(segment -> segment.range().intersection(sector.range()).stream())
                    .mapToLong(AddressRange::length).sum();
            if (bytes > 0 && bytes < device.bootloader().writeAlignment()) {
                remarks.add("I2 an island of %d bytes has %s to itself; the whole sector is erased for it".formatted(bytes, sector));
            }
        }
        OptionKeys.in(image.segments()).ifPresent(keys -> remarks.add(
                "C7 the image holds %s: it can protect the chip again whenever it starts".formatted(keys)));
        return remarks;
    }

    private void place(Segment segment) {
        AddressRange flash = device.layout().range();
        if (flash.contains(segment.range()) || policy.agreesTo(Consent.OTP) && isOtp(segment.range())) {
            return;
        }
        Address first = flash.contains(segment.start()) ? Address.of(flash.end()) : segment.start();
        String outside = segment.range().overlaps(flash)
                ? "%d of the %d bytes from %s lie outside the flash".formatted(
                        segment.range().length() - segment.range().intersection(flash).orElseThrow().length(),
                        segment.range().length(), segment.start())
                : "%d bytes from %s lie outside the flash".formatted(segment.range().length(), segment.start());
        Optional<String> memory = device.memory().nameAt(first);
        String cause = memory.filter("external"::equals).isPresent() ? "I7" : beyond(first) ? "I5" : "I1";
        complaints.add(new Complaint(cause, CERTAIN, "%s, which ends at %s%s".formatted(outside, flash.last(),
                memory.map(name -> ", in " + name).orElse("")), image.whereIs(first)));
    }

    private boolean isOtp(AddressRange range) {
        return device.memory().of("otp").contains(range) || device.memory().of("otp-locks").contains(range);
    }

    /** Above the flash, but where a bigger part has some. */
    private boolean beyond(Address address) {
        return address.unsigned() >= device.layout().range().end() && address.unsigned() < FLASH_SPACE_ENDS;
    }

    /** The stack pointer and the reset vector, where the chip will look for them or where a raw file claims to start. */
    private void vectors() {
        Address start = device.layout().base();
        Segment first = image.segments().get(0);
        boolean raw = image.format() == ImageFormat.RAW_BINARY;
        if (image.covers(start)) {
            Bytes vectors = image.contentOf(new AddressRange(start, VECTORS), device.layout().erased());
            boolean whole = image.covers(start.plus(VECTORS - 1));
            stackAndReset(start, vectors, whole);
            if (raw && whole && looksLikeVectors(vectors)) {
                resetInside(first, vectors);
            }
        } else if (raw && device.layout().range().contains(first.start()) && first.data().length() >= VECTORS
                && looksLikeVectors(first.data())) {
            resetInside(first, first.data());
        }
    }

    private void stackAndReset(Address at, Bytes vectors, boolean whole) {
        if (!whole) {
            complaints.add(new Complaint("I4", LIKELY, "the vectors at %s are cut short".formatted(at), image.whereIs(at)));
            return;
        }
        if (!isStack(vectors.u32(0))) {
            complaints.add(new Complaint("I4", LIKELY, "the initial stack pointer at %s is %s, which is not in RAM (%s)".formatted(
                    at, new Address(vectors.u32(0)), device.memory().of("ram")), image.whereIs(at)));
        }
        if (!isReset(vectors.u32(4))) {
            complaints.add(new Complaint("I4", LIKELY, "the reset vector at %s is %s, which is no odd address in flash".formatted(
                    at.plus(4), new Address(vectors.u32(4))), image.whereIs(at.plus(4))));
        }
    }

    /** A raw file that starts with vectors must hold the code they lead to; else it was linked for another address. */
    private void resetInside(Segment file, Bytes vectors) {
        var reset = new Address(vectors.u32(4) & ~1);
        if (!file.range().contains(reset)) {
            complaints.add(new Complaint("I4", LIKELY, "the file is to lie at %s, but its reset vector leads to %s: it was linked for another address"
                    .formatted(file.range(), reset), image.whereIs(file.start().plus(4))));
        }
    }

    private boolean looksLikeVectors(Bytes vectors) {
        return isStack(vectors.u32(0)) && isReset(vectors.u32(4));
    }

    /** The stack grows down from its initial value, so one past the end of RAM is the usual one. */
    private boolean isStack(int value) {
        AddressRange ram = device.memory().of("ram");
        long unsigned = Integer.toUnsignedLong(value);
        return value % 4 == 0 && unsigned > ram.start().unsigned() && unsigned <= ram.end();
    }

    private boolean isReset(int value) {
        return (value & 1) == 1 && device.layout().range().contains(new Address(value & ~1));
    }

    private void reserved() {
        for (int number : new TreeSet<>(policy.reserved())) {
            if (number >= device.layout().sectors().size()) {
                continue;
            }
            Sector sector = device.layout().sector(number);
            image.segments().stream().flatMap(segment -> segment.range().intersection(sector.range()).stream()).findFirst()
                    .ifPresent(shared -> complaints.add(new Complaint("I5", CERTAIN,
                            "%s is reserved, and the image has content at %s".formatted(sector, shared.start()),
                            image.whereIs(shared.start()))));
        }
    }
}
