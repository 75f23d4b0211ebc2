package io.sectorzero.hardware;

import com.fazecast.jSerialComm.SerialPort;
import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.failure.Diagnosis;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The serial ports of this computer. */
public final class SerialPorts {

    private static final String NOTHING_KNOWN = "Unknown";

    private SerialPorts() {
    }

    /**
     * One port.
     *
     * @param path         what goes into {@code uart.port}
     * @param description  what the system or the adapter calls it
     * @param usb          "0483:374B" for a USB adapter
     * @param manufacturer as the adapter says
     * @param serialNumber as the adapter says
     */
    public record PortInfo(String path, String description, Optional<String> usb, Optional<String> manufacturer,
                           Optional<String> serialNumber) {
    }

    /** Every port, by path. @throws CapabilityMissing when the serial library does not run here */
    public static List<PortInfo> list() {
        return loaded(() -> {
            var ports = new ArrayList<PortInfo>();
            for (SerialPort port : SerialPort.getCommPorts()) {
                ports.add(describe(port));
            }
            ports.sort(Comparator.comparing(PortInfo::path));
            return List.copyOf(ports);
        });
    }

    /** Runs something that needs the serial library. It brings native code, which may be missing or not load. */
    static <T> T loaded(java.util.function.Supplier<T> work) {
        try {
            return work.get();
        } catch (LinkageError e) {
            throw new CapabilityMissing(Diagnosis.of("Serial ports cannot be used here")
                    .because("the serial library does not load: %s", e)
                    .remedy("put jSerialComm beside the engine; its native part needs a writable temporary folder"), e);
        }
    }

    private static PortInfo describe(SerialPort port) {
        Optional<String> usb = port.getVendorID() < 0 ? Optional.empty()
                : Optional.of("%04X:%04X".formatted(port.getVendorID(), port.getProductID()));
        return new PortInfo(port.getSystemPortPath(), port.getPortDescription(), usb, known(port.getManufacturer()),
                known(port.getSerialNumber()));
    }

    private static Optional<String> known(String text) {
        return Optional.ofNullable(text).filter(t -> !t.isBlank() && !t.equals(NOTHING_KNOWN));
    }
}
