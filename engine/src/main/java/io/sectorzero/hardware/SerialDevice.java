package io.sectorzero.hardware;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a path can be a serial port at all, told without opening it: opening some devices does something. */
final class SerialDevice {

    private static final String TERMINALS = "tty";

    private SerialDevice() {
    }

    /** False only where it is certain; a system that does not say leaves it to the opening. */
    static boolean mayBe(Path device) {
        if (Files.isRegularFile(device) || Files.isDirectory(device)) {
            return false;
        }
        try {
            // Pseudo-terminals have no entry there. Linux, Documentation/ABI/testing/sysfs-dev.
            Path subsystem = Path.of("/sys/dev/char", numbers(((Number) Files.getAttribute(device, "unix:rdev")).intValue()), "subsystem");
            return !Files.exists(subsystem) || subsystem.toRealPath().endsWith(TERMINALS);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return true;
        }
    }

    // Major and minor number lie interleaved. Linux, include/linux/kdev_t.h, new_encode_dev.
    private static String numbers(int encoded) {
        return ((encoded >> 8) & 0xFFF) + ":" + ((encoded & 0xFF) | ((encoded >> 12) & 0xFFF00));
    }
}
