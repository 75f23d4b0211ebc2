package io.sectorzero.hardware;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import io.sectorzero.failure.Confidence;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.LinkUnavailable;
import io.sectorzero.failure.Suspect;
import io.sectorzero.link.LineSettings;
import io.sectorzero.time.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The act of opening a port, and every reason why it may fail. */
final class OpenPort {

    // Numbers of the operating system, the same on Linux, macOS and the BSDs: EPERM, EACCES, EBUSY; ENOENT, EIO, ENXIO
    // and ENODEV, which all say that the device has gone; then EAGAIN, which is how a file lock held by somebody else
    // answers (11 on Linux, 35 on the others).
    private static final int NOT_PERMITTED = 1;
    private static final int ACCESS_DENIED = 13;
    private static final int DEVICE_BUSY = 16;
    private static final Set<Integer> GONE = Set.of(2, 5, 6, 19);
    private static final Set<Integer> LOCK_HELD = Set.of(11, 35);

    // A link may be made to lead elsewhere between reading it and opening what it led to; a served serial port does so
    // after each hang-up, udev after each replug.
    private static final int LOOKS_AT_A_LINK = 5;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private static final String PSEUDO_TERMINALS = "/dev/pts/";
    private static final Suspect TAKEN =
            new Suspect("H11", "Serial port taken or disturbed by another service", Confidence.CERTAIN);

    // The library keeps one record per port name, and would take a second opening in this program for the first.
    private static final Set<String> OPEN_HERE = ConcurrentHashMap.newKeySet();

    private final String name;
    private final String device;
    private final SerialPort port;

    private OpenPort(String name, String device, SerialPort port) {
        this.name = name;
        this.device = device;
        this.port = port;
    }

    static OpenPort open(String name, LineSettings settings, ModemState modem, Duration readStep, TimeSource time) {
        return SerialPorts.loaded(() -> {
            for (int look = 1; look < LOOKS_AT_A_LINK && isLink(name); look++) {
                try {
                    return openNow(name, settings, modem, readStep);
                } catch (PortGone e) {
                    time.pass(BETWEEN_LOOKS);
                }
            }
            try {
                return openNow(name, settings, modem, readStep);
            } catch (PortGone e) {
                throw missing(name, e.getMessage());
            }
        });
    }

    private static OpenPort openNow(String name, LineSettings settings, ModemState modem, Duration readStep) throws PortGone {
        String device = deviceOf(name);
        refuseWhenHeld(name, device);
        if (!OPEN_HERE.add(device)) {
            throw busy(name, List.of("this program itself"));
        }
        boolean opened = false;
        try {
            var port = new OpenPort(name, device, SerialPort.getCommPort(device));
            port.openNow(settings, modem, readStep);
            opened = true;
            return port;
        } catch (SerialPortInvalidPortException e) {
            throw new PortGone(e.getMessage());
        } finally {
            if (!opened) {
                OPEN_HERE.remove(device);
            }
        }
    }

    SerialPort port() {
        return port;
    }

    boolean configure(LineSettings settings) {
        return port.setComPortParameters(settings.baud(), 8, SerialPort.ONE_STOP_BIT, parity(settings));
    }

    boolean stillThere() {
        return !isFile(device) || Files.exists(Path.of(device));
    }

    void close() {
        port.closePort();
        OPEN_HERE.remove(device);
    }

    private void openNow(LineSettings settings, ModemState modem, Duration readStep) throws PortGone {
        configure(settings);
        port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
        port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, (int) readStep.toMillis(), 0);
        // Told before the port is open, so that a line that drives NRST or BOOT0 comes up at rest.
        boolean dtrTold = modem.dtrAsserted() ? port.setDTR() : port.clearDTR();
        boolean rtsTold = modem.rtsAsserted() ? port.setRTS() : port.clearRTS();
        if (!(dtrTold && rtsTold && port.openPort(0))) {
            int error = port.getLastErrorCode();
            if (GONE.contains(error)) {
                throw new PortGone("error %d of the operating system: no such device".formatted(error));
            }
            throw refused(error);
        }
    }

    private int parity(LineSettings settings) {
        if (device.startsWith(PSEUDO_TERMINALS)) {
            return SerialPort.NO_PARITY;
        }
        return switch (settings.parity()) {
            case NONE -> SerialPort.NO_PARITY;
            case EVEN -> SerialPort.EVEN_PARITY;
            case ODD -> SerialPort.ODD_PARITY;
        };
    }

    private LinkUnavailable refused(int error) {
        if (error == ACCESS_DENIED || error == NOT_PERMITTED) {
            return denied();
        }
        if (error == DEVICE_BUSY || LOCK_HELD.contains(error)) {
            return busy(name, isFile(device) ? PortHolders.of(Path.of(device)) : List.of());
        }
        return new LinkUnavailable(Diagnosis.of("The port %s cannot be opened", name)
                .because("error %d of the operating system", error)
                .remedy("check that this is a serial port: sectorzero devices"));
    }

    private LinkUnavailable denied() {
        var diagnosis = Diagnosis.of("No permission to open the port %s", name);
        try {
            var attributes = Files.readAttributes(Path.of(device), PosixFileAttributes.class);
            String group = attributes.group().getName();
            return new LinkUnavailable(diagnosis
                    .because("it belongs to %s and group %s", attributes.owner().getName(), group)
                    .remedy("join the group %1$s (sudo usermod -a -G %1$s $USER), then log in again", group));
        } catch (IOException | UnsupportedOperationException e) {
            return new LinkUnavailable(diagnosis.remedy("ask the owner of this computer for access to serial ports"));
        }
    }

    /** The device behind a name: links followed, because a pseudo-terminal's link leads elsewhere after each hang-up. */
    private static String deviceOf(String name) throws PortGone {
        if (!isFile(name)) {
            return name;
        }
        try {
            return Path.of(name).toRealPath().toString();
        } catch (IOException e) {
            throw new PortGone(isLink(name) ? "it is a link to something that is gone" : "there is no such file");
        }
    }

    private static void refuseWhenHeld(String name, String device) {
        if (isFile(device)) {
            List<String> holders = PortHolders.of(Path.of(device));
            if (!holders.isEmpty()) {
                throw busy(name, holders);
            }
        }
    }

    private static LinkUnavailable busy(String name, List<String> holders) {
        var diagnosis = Diagnosis.of("The port %s is taken", name);
        return new LinkUnavailable(holders.isEmpty()
                ? diagnosis.because("somebody holds it; this user may not see who").suspect(TAKEN)
                        .remedy("find the program with `sudo fuser -v %s` and stop it", name)
                : diagnosis.because("held by %s", String.join(", ", holders)).suspect(TAKEN)
                        .remedy("stop that program, or exclude this port from it"));
    }

    private static LinkUnavailable missing(String name, String evidence) {
        var present = new TreeSet<>(SerialPorts.list().stream().map(SerialPorts.PortInfo::path).collect(Collectors.toSet()));
        return new LinkUnavailable(Diagnosis.of("There is no port %s", name)
                .because("%s", evidence)
                .because(present.isEmpty() ? "this computer has no serial port now"
                        : "ports there are: " + String.join(", ", present))
                .remedy("plug the adapter in, or correct the key uart.port"));
    }

    private static boolean isFile(String name) {
        return name.startsWith("/");
    }

    private static boolean isLink(String name) {
        return isFile(name) && Files.isSymbolicLink(Path.of(name));
    }

    /** Nothing is there to be opened, at this moment. */
    private static final class PortGone extends Exception {

        private static final long serialVersionUID = 1L;

        PortGone(String evidence) {
            super(evidence);
        }
    }
}
