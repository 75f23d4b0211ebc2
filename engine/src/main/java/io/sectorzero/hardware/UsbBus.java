package io.sectorzero.hardware;

import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.link.UsbIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import org.usb4java.Context;
import org.usb4java.Device;
import org.usb4java.DeviceDescriptor;
import org.usb4java.DeviceHandle;
import org.usb4java.DeviceList;
import org.usb4java.LibUsb;
import org.usb4java.LoaderException;

/**
 * One look at the USB devices of this computer. A library context that lives on keeps the list it began with where nobody
 * tells it of changes (no udev running), so each look has a context of its own, and an opened device keeps the one it was
 * found in.
 */
final class UsbBus implements AutoCloseable {

    private final Context context = new Context();

    private UsbBus() {
        require(LibUsb.init(context), "starting the library");
    }

    /** @throws CapabilityMissing when the USB library does not run here */
    static UsbBus look() {
        return loaded(UsbBus::new);
    }

    /** Who is there, as far as they may be ours. A device that cannot be opened tells no serial number. */
    List<UsbIdentity> identities(BiPredicate<Integer, Integer> mayFit, Function<Device, Optional<UsbIdentity>> known) {
        var found = new ArrayList<UsbIdentity>();
        each(mayFit, (device, descriptor) -> {
            found.add(known.apply(device).orElseGet(() -> identified(device, descriptor)));
            return Optional.<UsbIdentity>empty();
        });
        return found;
    }

    /** Goes through the devices that may be ours until one gives something. */
    <A> Optional<A> each(BiPredicate<Integer, Integer> mayFit, Visitor<A> visitor) {
        var list = new DeviceList();
        require(LibUsb.getDeviceList(context, list), "listing devices");
        try {
            for (Device device : list) {
                var descriptor = new DeviceDescriptor();
                if (LibUsb.getDeviceDescriptor(device, descriptor) == LibUsb.SUCCESS
                        && mayFit.test(descriptor.idVendor() & 0xFFFF, descriptor.idProduct() & 0xFFFF)) {
                    Optional<A> given = visitor.visit(device, descriptor);
                    if (given.isPresent()) {
                        return given;
                    }
                }
            }
            return Optional.empty();
        } finally {
            LibUsb.freeDeviceList(list, true);
        }
    }

    /** What is done with a device while the list is held. */
    interface Visitor<A> {
        Optional<A> visit(Device device, DeviceDescriptor descriptor);
    }

    static UsbIdentity identified(Device device, DeviceDescriptor descriptor) {
        var handle = new DeviceHandle();
        if (LibUsb.open(device, handle) != LibUsb.SUCCESS) {
            return identity(descriptor, "");
        }
        try {
            return identity(descriptor, serial(handle, descriptor));
        } finally {
            LibUsb.close(handle);
        }
    }

    static UsbIdentity identity(DeviceDescriptor descriptor, String serial) {
        return new UsbIdentity(descriptor.idVendor() & 0xFFFF, descriptor.idProduct() & 0xFFFF, descriptor.bcdDevice() & 0xFFFF, serial);
    }

    static String serial(DeviceHandle handle, DeviceDescriptor descriptor) {
        String text = descriptor.iSerialNumber() == 0 ? null : LibUsb.getStringDescriptor(handle, descriptor.iSerialNumber());
        return text == null ? "" : text;
    }

    /** "bus 1 device 4". */
    static String place(Device device) {
        return "bus %d device %d".formatted(LibUsb.getBusNumber(device), LibUsb.getDeviceAddress(device));
    }

    @Override public void close() {
        LibUsb.exit(context);
    }

    private static void require(int result, String doing) {
        if (result < 0) {
            throw new CapabilityMissing(Diagnosis.of("USB cannot be used here")
                    .because("%s failed: %s", doing, LibUsb.errorName(result))
                    .remedy("see whether this system lets programs see its USB devices"));
        }
    }

    private static <T> T loaded(Supplier<T> work) {
        try {
            return work.get();
        } catch (LinkageError | LoaderException e) {
            throw new CapabilityMissing(Diagnosis.of("USB cannot be used here")
                    .because("the USB library does not load: %s", e)
                    .remedy("put usb4java and its native part for this system beside the engine; it needs a writable temporary folder"), e);
        }
    }
}
