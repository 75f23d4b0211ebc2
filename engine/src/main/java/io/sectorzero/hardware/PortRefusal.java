package io.sectorzero.hardware;

import io.sectorzero.failure.Confidence;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.LinkUnavailable;
import io.sectorzero.failure.Suspect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Why a port cannot be opened, in words for the person who wants it. */
final class PortRefusal {

    // Numbers of the operating system, the same on Linux, macOS and the BSDs: EPERM, EACCES, EBUSY, ENOTTY; then EAGAIN, which
    // is how a file lock held by somebody else answers (11 on Linux, 35 on the others).
    private static final int NOT_PERMITTED = 1;
    private static final int ACCESS_DENIED = 13;
    private static final int DEVICE_BUSY = 16;
    private static final int NOT_A_TERMINAL = 25;
    private static final List<Integer> LOCK_HELD = List.of(11, 35);

    private static final Suspect TAKEN =
            new Suspect("H11", "Serial port taken or disturbed by another service", Confidence.CERTAIN);

    private PortRefusal() {
    }

    /** @param error what the operating system answered */
    static LinkUnavailable of(String name, String device, int error) {
        if (error == ACCESS_DENIED || error == NOT_PERMITTED) {
            return denied(name, device);
        }
        if (error == DEVICE_BUSY || LOCK_HELD.contains(error)) {
            return busy(name, device.startsWith("/") ? PortHolders.of(Path.of(device)) : List.of());
        }
        if (error == NOT_A_TERMINAL) {
            return noSerialPort(name);
        }
        return new LinkUnavailable(Diagnosis.of("The port %s cannot be opened", name)
                .because("error %d of the operating system", error)
                .remedy("check that this is a serial port: sectorzero devices"));
    }

    static LinkUnavailable noSerialPort(String name) {
        return new LinkUnavailable(Diagnosis.of("%s is no serial port", name)
                .because("what lies there is another kind of file or device")
                .remedy("choose a serial port: sectorzero devices"));
    }

    private static LinkUnavailable denied(String name, String device) {
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

    static LinkUnavailable busy(String name, List<String> holders) {
        var diagnosis = Diagnosis.of("The port %s is taken", name);
        return new LinkUnavailable(holders.isEmpty()
                ? diagnosis.because("somebody holds it; this user may not see who").suspect(TAKEN)
                        .remedy("find the program with `sudo fuser -v %s` and stop it", name)
                : diagnosis.because("held by %s", String.join(", ", holders)).suspect(TAKEN)
                        .remedy("stop that program, or exclude this port from it"));
    }

    static LinkUnavailable missing(String name, String evidence) {
        var present = new TreeSet<>(SerialPorts.list().stream().map(SerialPorts.PortInfo::path).collect(Collectors.toSet()));
        return new LinkUnavailable(Diagnosis.of("There is no port %s", name)
                .because("%s", evidence)
                .because(present.isEmpty() ? "this computer has no serial port now"
                        : "ports there are: " + String.join(", ", present))
                .remedy("plug the adapter in, or correct the key uart.port"));
    }
}
