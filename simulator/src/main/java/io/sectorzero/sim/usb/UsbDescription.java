package io.sectorzero.sim.usb;

import java.util.List;
import java.util.Optional;

/**
 * What a device says of itself, in one configuration.
 *
 * @param release     bcdDevice
 * @param classCode   class, subclass and protocol as 0xCCSSPP; 0 when each interface has its own
 * @param packetBytes of endpoint 0
 * @param attributes  of the configuration: 0x80, with 0x40 for self-powered and 0x20 for remote wake-up
 * @param milliAmps   what it may draw
 * @param interfaces  every alternate setting, in the order of their descriptors
 */
public record UsbDescription(UsbSpeed speed, int vendor, int product, int release, int classCode, int packetBytes,
                             String manufacturer, String name, String serial, int attributes, int milliAmps,
                             List<UsbInterface> interfaces) {

    public UsbDescription {
        interfaces = List.copyOf(interfaces);
    }

    Optional<UsbInterface> setting(int number, int alternate) {
        return interfaces.stream().filter(one -> one.number() == number && one.alternate() == alternate).findFirst();
    }

    boolean hasInterface(int number) {
        return interfaces.stream().anyMatch(one -> one.number() == number);
    }

    /** How many interfaces there are; alternate settings of one are not counted twice. */
    public int interfaceCount() {
        return (int) interfaces.stream().mapToInt(UsbInterface::number).distinct().count();
    }

    List<UsbEndpoint> endpoints() {
        return interfaces.stream().flatMap(one -> one.endpoints().stream()).distinct().toList();
    }
}
