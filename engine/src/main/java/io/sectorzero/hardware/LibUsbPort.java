package io.sectorzero.hardware;

import io.sectorzero.failure.Confidence;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.LinkUnavailable;
import io.sectorzero.failure.Suspect;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.link.UsbIdentity;
import io.sectorzero.link.UsbLink;
import io.sectorzero.link.UsbMatch;
import io.sectorzero.link.UsbPort;
import io.sectorzero.time.Deadline;
import io.sectorzero.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.usb4java.Device;
import org.usb4java.DeviceDescriptor;
import org.usb4java.DeviceHandle;
import org.usb4java.LibUsb;

/** The USB devices of this computer that belong to a bench, through libusb. */
final class LibUsbPort implements UsbPort {

    private static final Duration LOOK = Duration.ofMillis(50);

    /** A device is there before the system has given the user his right to it; by then it has. */
    private static final Duration RIGHTS_COME = Duration.ofSeconds(1);

    private static final Suspect NO_RIGHT = new Suspect("H3", "no right or no driver for the device", Confidence.CERTAIN);
    private static final Suspect CLAIMED = new Suspect("H1", "another program holds the probe", Confidence.CERTAIN);

    private final List<UsbFilter> ours;
    private final TimeSource time;
    private final List<LibUsbLink> opened = new ArrayList<>();

    LibUsbPort(List<UsbFilter> ours, TimeSource time) {
        this.ours = List.copyOf(ours);
        this.time = time;
    }

    @Override public String name() {
        return "USB";
    }

    @Override public List<UsbIdentity> present() {
        try (UsbBus bus = UsbBus.look()) {
            return bus.identities(this::mayFit, this::openedBefore).stream()
                    .filter(device -> ours.stream().anyMatch(filter -> filter.fits(device))).toList();
        }
    }

    @Override public UsbLink await(UsbMatch match, Deadline deadline) {
        Optional<Deadline> patience = Optional.empty();
        while (true) {
            Attempt attempt = attempt(match);
            if (attempt.link.isPresent()) {
                opened.add(attempt.link.get());
                return attempt.link.get();
            }
            if (attempt.refusal.isPresent()) {
                patience = patience.or(() -> Optional.of(deadline.within(RIGHTS_COME)));
                if (patience.get().passed() || attempt.error != LibUsb.ERROR_ACCESS) {
                    throw attempt.refusal.get();
                }
            } else if (deadline.passed()) {
                throw new TargetSilent(Diagnosis.of("No USB device %s came", wanted(match))
                        .because("%s", here()));
            }
            time.pass(deadline.remaining().compareTo(LOOK) < 0 ? deadline.remaining() : LOOK);
        }
    }

    @Override public void close() {
        List.copyOf(opened).forEach(LibUsbLink::close);
        opened.clear();
    }

    private boolean mayFit(int vendor, int product) {
        return ours.stream().anyMatch(filter -> filter.mayFit(vendor, product));
    }

    /** A device we hold is not asked again: it may be busy, and would keep us waiting. */
    private Optional<UsbIdentity> openedBefore(Device device) {
        String place = UsbBus.place(device);
        return opened.stream().filter(link -> !link.isClosed() && link.place().equals(place)).map(LibUsbLink::identity).findFirst();
    }

    private Attempt attempt(UsbMatch match) {
        UsbBus bus = UsbBus.look();
        boolean kept = false;
        try {
            Attempt attempt = bus.each((vendor, product) -> mayFit(vendor, product) && vendor == match.vendor()
                    && match.products().contains(product), (device, descriptor) -> opening(bus, device, descriptor, match))
                    .orElse(Attempt.NOBODY);
            kept = attempt.link.isPresent();
            return attempt;
        } finally {
            if (!kept) {
                bus.close();
            }
        }
    }

    private Optional<Attempt> opening(UsbBus bus, Device device, DeviceDescriptor descriptor, UsbMatch match) {
        var handle = new DeviceHandle();
        int result = LibUsb.open(device, handle);
        if (result == LibUsb.ERROR_NO_DEVICE) {
            return Optional.empty();
        }
        if (result != LibUsb.SUCCESS) {
            return Optional.of(Attempt.refused(result, refusal(device, descriptor, "opening it", result)));
        }
        UsbIdentity identity = UsbBus.identity(descriptor, UsbBus.serial(handle, descriptor));
        if (!match.fits(identity) || ours.stream().noneMatch(filter -> filter.fits(identity))) {
            LibUsb.close(handle);
            return Optional.empty();
        }
        var link = new LibUsbLink(bus, handle, identity, UsbBus.place(device));
        int claimed = link.claim(device);
        if (claimed != LibUsb.SUCCESS) {
            LinkUnavailable refusal = refusal(device, descriptor, "claiming it", claimed);
            link.closeHandle();
            return Optional.of(Attempt.refused(claimed, refusal));
        }
        return Optional.of(Attempt.opened(link));
    }

    private static LinkUnavailable refusal(Device device, DeviceDescriptor descriptor, String doing, int error) {
        UsbIdentity identity = UsbBus.identity(descriptor, "");
        var diagnosis = Diagnosis.of("The USB device %s cannot be used", identity)
                .because("%s failed: %s (%s)", doing, LibUsb.errorName(error), UsbBus.place(device));
        if (error == LibUsb.ERROR_BUSY) {
            return new LinkUnavailable(diagnosis.suspect(CLAIMED).remedy("stop the program that holds it"));
        }
        return new LinkUnavailable(error != LibUsb.ERROR_ACCESS && error != LibUsb.ERROR_NOT_SUPPORTED ? diagnosis
                : diagnosis.suspect(NO_RIGHT).remedy("on Linux: put this line into /etc/udev/rules.d/70-sectorzero.rules, then plug the board in again:"
                        + " SUBSYSTEM==\"usb\", ATTR{idVendor}==\"%04x\", ATTR{idProduct}==\"%04x\", TAG+=\"uaccess\", MODE=\"0666\"",
                        identity.vendor(), identity.product()));
    }

    private static String wanted(UsbMatch match) {
        return "%04X:%s%s".formatted(match.vendor(), String.join("|", match.products().stream().sorted().map("%04X"::formatted).toList()),
                match.serial().map(serial -> " serial " + serial).orElse(""));
    }

    private String here() {
        List<UsbIdentity> there = present();
        return there.isEmpty() ? "no device of this bench is plugged in"
                : "plugged in: " + String.join(", ", there.stream().map(UsbIdentity::toString).toList());
    }

    /** How one look for a device ended. */
    private record Attempt(Optional<LibUsbLink> link, int error, Optional<LinkUnavailable> refusal) {

        static final Attempt NOBODY = new Attempt(Optional.empty(), LibUsb.SUCCESS, Optional.empty());

        static Attempt opened(LibUsbLink link) {
            return new Attempt(Optional.of(link), LibUsb.SUCCESS, Optional.empty());
        }

        static Attempt refused(int error, LinkUnavailable refusal) {
            return new Attempt(Optional.empty(), error, Optional.of(refusal));
        }
    }
}
