package io.sectorzero.sim.serve;

import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.failure.Diagnosis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * umockdev's preload library on this computer. How it talks with a server is its own affair and may change with any
 * version, so the version is looked at where the system's package list tells it.
 */
record PreloadLibrary(Path path) {

    private static final String FILE = "libumockdev-preload.so.0";
    private static final String KNOWN = "0.17.";
    private static final List<Path> FOLDERS = List.of(Path.of("/usr/lib"), Path.of("/usr/lib64"), Path.of("/usr/local/lib"));
    private static final Path PACKAGES = Path.of("/var/lib/dpkg/status");

    /** @throws CapabilityMissing saying what to install, or which version is needed */
    static PreloadLibrary find() {
        Path library = FOLDERS.stream().flatMap(PreloadLibrary::here).findFirst().orElseThrow(() -> new CapabilityMissing(
                Diagnosis.of("%s is not here: apt-get install umockdev", FILE)));
        version().filter(found -> !found.startsWith(KNOWN)).ifPresent(found -> {
            throw new CapabilityMissing(Diagnosis.of("umockdev %s is installed, and this speaks with %sx only", found, KNOWN)
                    .because("the library and its server speak a language of their own, which may change with each version"));
        });
        return new PreloadLibrary(library);
    }

    /** The installed version; empty where there is no Debian package list, or the package is not in it. */
    static Optional<String> version() {
        return Files.isReadable(PACKAGES) ? version(read(PACKAGES)) : Optional.empty();
    }

    static Optional<String> version(String packages) {
        for (String entry : packages.split("\n\n")) {
            List<String> lines = entry.lines().toList();
            if (lines.contains("Package: umockdev") && lines.contains("Status: install ok installed")) {
                return lines.stream().filter(line -> line.startsWith("Version: ")).map(line -> line.substring("Version: ".length()))
                        .findFirst();
            }
        }
        return Optional.empty();
    }

    // Debian keeps libraries one folder below, named after the machine.
    private static Stream<Path> here(Path folder) {
        try (Stream<Path> below = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
            List<Path> places = below.filter(one -> one.toString().endsWith("-linux-gnu")).sorted().toList();
            return Stream.concat(places.stream(), Stream.of(folder)).map(place -> place.resolve(FILE)).filter(Files::exists)
                    .toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
