package io.sectorzero.hardware;

import io.sectorzero.link.UsbIdentity;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The USB devices of this computer that a bench may name: bootloaders in DFU mode and probes. */
public final class UsbDevices {

    private static final UsbFilter OF_ST = new UsbFilter(0x0483, OptionalInt.empty(), Optional.empty());

    private UsbDevices() {
    }

    /** By product and serial. @throws io.sectorzero.failure.CapabilityMissing when the USB library does not run here */
    public static List<UsbIdentity> list() {
        try (UsbBus bus = UsbBus.look()) {
            return bus.identities(OF_ST::mayFit, device -> Optional.empty()).stream()
                    .sorted(Comparator.comparing(UsbIdentity::product).thenComparing(UsbIdentity::serial)).toList();
        }
    }
}
