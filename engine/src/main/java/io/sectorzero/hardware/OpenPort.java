package io.sectorzero.hardware;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import io.sectorzero.link.LineSettings;
import io.sectorzero.time.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The act of opening a port, and every reason why it may fail. */
final class OpenPort {

    // Numbers of the operating system, the same on Linux, macOS and the BSDs: ENOENT, EIO, ENXIO and ENODEV, which all
    // say that the device has gone.
    private static final Set<Integer> GONE = Set.of(2, 5, 6, 19);

    // A link may be made to lead elsewhere between reading it and opening what it led to; a served serial port does so
    // after each hang-up, udev after each replug.
    private static final int LOOKS_AT_A_LINK = 5;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private static final String PSEUDO_TERMINALS = "/dev/pts/";

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
                throw PortRefusal.missing(name, e.getMessage());
            }
        });
    }

    private static OpenPort openNow(String name, LineSettings settings, ModemState modem, Duration readStep) throws PortGone {
        String device = deviceOf(name);
        if (isFile(device) && !SerialDevice.mayBe(Path.of(device))) {
            throw PortRefusal.noSerialPort(name);
        }
        refuseWhenHeld(name, device);
        if (!OPEN_HERE.add(device)) {
            throw PortRefusal.busy(name, List.of("this program itself"));
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
            throw PortRefusal.of(name, device, error);
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
                throw PortRefusal.busy(name, holders);
            }
        }
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
