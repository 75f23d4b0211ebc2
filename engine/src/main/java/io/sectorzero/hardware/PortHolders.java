package io.sectorzero.hardware;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/**
 * Which other processes have a port open, as far as {@code /proc} tells this user. Empty elsewhere than on Linux, and
 * blind to processes of other users: it can prove that a port is taken, never that it is free.
 */
final class PortHolders {

    private static final Path PROC = Path.of("/proc");

    private PortHolders() {
    }

    /** "ModemManager (812)" for each. */
    static List<String> of(Path device) {
        var holders = new TreeSet<String>();
        long self = ProcessHandle.current().pid();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (!process.getFileName().toString().equals(Long.toString(self)) && holds(process, device)) {
                    holders.add("%s (%s)".formatted(nameOf(process), process.getFileName()));
                }
            }
        } catch (IOException e) {
            return List.of();
        }
        return List.copyOf(holders);
    }

    private static boolean holds(Path process, Path device) {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : open) {
                if (pointsTo(descriptor, device)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            // Somebody else's process, or one that has just ended.
            return false;
        }
    }

    private static boolean pointsTo(Path descriptor, Path device) {
        try {
            return Files.readSymbolicLink(descriptor).equals(device);
        } catch (IOException e) {
            return false;
        }
    }

    private static String nameOf(Path process) {
        try {
            return Files.readString(process.resolve("comm")).strip();
        } catch (IOException e) {
            return "a process";
        }
    }
}
