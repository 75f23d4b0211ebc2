package io.sectorzero.sim.guest;

import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.OutputFailed;
import io.sectorzero.failure.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The kernel out of its compressed wrapping: unpacking itself takes a translated processor some four seconds of every
 * boot, and this one half a second, once. Kept beside other caches of the user, under a name that changes with the kernel.
 */
final class UncompressedKernel {

    private static final byte[] XZ = {(byte) 0xFD, '7', 'z', 'X', 'Z', 0};
    private static final byte[] ELF = {0x7F, 'E', 'L', 'F'};

    private UncompressedKernel() {
    }

    /** The kernel to boot; as it is packaged where it is wrapped in a way that nobody here unwraps. */
    static Path of(GuestKernel kernel, Path folder) {
        return in(cache().orElse(folder), kernel);
    }

    static Path in(Path folder, GuestKernel kernel) {
        try {
            String name = "vmlinux-%s-%d-%d".formatted(kernel.version(), Files.size(kernel.image()),
                    Files.getLastModifiedTime(kernel.image()).toMillis());
            Path kept = folder.resolve(name);
            if (Files.exists(kept)) {
                return kept;
            }
            Path fresh = Files.createTempFile(folder, name, ".part");
            try {
                return unwrap(kernel.image(), fresh) ? Files.move(fresh, kept, StandardCopyOption.ATOMIC_MOVE) : kernel.image();
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new OutputFailed(Diagnosis.of("The kernel %s cannot be unpacked into %s", kernel.image(), folder)
                    .because("%s", Reason.of(e)).remedy("look at the free space and the rights there"), e);
        }
    }

    // XDG Base Directory Specification: $XDG_CACHE_HOME, or .cache in the home folder.
    private static Optional<Path> cache() {
        String stated = System.getenv("XDG_CACHE_HOME");
        Path folder = (stated == null || stated.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(stated))
                .resolve("sectorzero");
        try {
            return Optional.of(Files.createDirectories(folder)).filter(Files::isWritable);
        } catch (IOException e) {
            // No home, or a read-only one: then it is made anew for each guest.
            return Optional.empty();
        }
    }

    private static boolean unwrap(Path image, Path into) throws IOException {
        byte[] bytes = Files.readAllBytes(image);
        int at = find(bytes, XZ);
        if (at < 0 || GuestParts.program("xz").isEmpty()) {
            return false;
        }
        Process xz = new ProcessBuilder(List.of("xz", "--decompress", "--stdout", "--single-stream"))
                .redirectOutput(into.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (var out = xz.getOutputStream()) {
            out.write(bytes, at, bytes.length - at);
        } catch (IOException e) {
            // It has what it wants and does not read what follows the stream.
        }
        return endedWell(xz) && startsWithElf(into);
    }

    private static boolean endedWell(Process xz) {
        try {
            return xz.waitFor() == 0;
        } catch (InterruptedException e) {
            xz.destroyForcibly();
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean startsWithElf(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(ELF.length), ELF);
        }
    }

    private static int find(byte[] bytes, byte[] wanted) {
        for (int at = 0; at + wanted.length <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }
}
