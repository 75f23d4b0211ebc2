package io.sectorzero.sim.guest;

import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Debian kernel on this computer, found by the name of its package. Which version that is changes with every security
 * update, so nothing here knows one.
 *
 * @param version as in /lib/modules, for example 6.1.0-31-amd64
 * @param image   what a boot loader loads
 * @param modules its folder of modules
 */
record GuestKernel(String version, Path image, Path modules) {

    private static final Path PACKAGES = Path.of("/var/lib/dpkg/info");
    /** Not the flavour for clouds, which has no USB. */
    private static final Pattern PACKAGE = Pattern.compile("linux-image-(\\d.*-amd64)\\.list");
    private static final Pattern CLOUD_OR_REAL_TIME = Pattern.compile(".*-(cloud|rt)-amd64");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /** The newest that has what a guest needs. */
    static Optional<GuestKernel> installed() {
        return installed(PACKAGES, Path.of("/"));
    }

    static Optional<GuestKernel> installed(Path packages, Path root) {
        try (Stream<Path> files = Files.isDirectory(packages) ? Files.list(packages) : Stream.empty()) {
            return files.map(file -> PACKAGE.matcher(file.getFileName().toString())).filter(Matcher::matches).map(found -> found.group(1))
                    .filter(version -> !CLOUD_OR_REAL_TIME.matcher(version).matches())
                    .map(version -> new GuestKernel(version, root.resolve("boot/vmlinuz-" + version), root.resolve("lib/modules").resolve(version)))
                    .filter(GuestKernel::isComplete)
                    .max(Comparator.comparing(GuestKernel::version, GuestKernel::compareVersions));
        } catch (IOException e) {
            throw new CapabilityMissing(Diagnosis.of("The packages of this computer cannot be listed in %s", packages)
                    .because("%s", Reason.of(e)), e);
        }
    }

    /** The files of these modules and of all they need, in the order in which they can be loaded. */
    List<Path> modules(List<String> names) {
        Map<String, List<String>> needs = dependencies();
        Map<String, String> fileOf = new LinkedHashMap<>();
        needs.keySet().forEach(file -> fileOf.put(name(file), file));
        Set<String> ordered = new LinkedHashSet<>();
        for (String name : names) {
            String file = fileOf.get(name);
            if (file == null) {
                // Compiled into the kernel, as some distributors do with virtio.
                continue;
            }
            List<String> first = new ArrayList<>(needs.get(file));
            // modules.dep names the deepest dependency last.
            Collections.reverse(first);
            ordered.addAll(first);
            ordered.add(file);
        }
        return ordered.stream().map(modules::resolve).toList();
    }

    private boolean isComplete() {
        return Files.isReadable(image) && Files.isReadable(dependencyFile());
    }

    private Path dependencyFile() {
        return modules.resolve("modules.dep");
    }

    private Map<String, List<String>> dependencies() {
        try {
            var needs = new LinkedHashMap<String, List<String>>();
            for (String line : Files.readAllLines(dependencyFile())) {
                int colon = line.indexOf(':');
                String rest = line.substring(colon + 1).strip();
                needs.put(line.substring(0, colon), rest.isEmpty() ? List.of() : Arrays.asList(rest.split(" ")));
            }
            return needs;
        } catch (IOException e) {
            throw new CapabilityMissing(Diagnosis.of("The list of a kernel's modules, %s, cannot be read", dependencyFile())
                    .because("%s", Reason.of(e)), e);
        }
    }

    // In names of modules a dash and an underscore are the same.
    private static String name(String file) {
        String last = file.substring(file.lastIndexOf('/') + 1);
        return last.substring(0, last.indexOf(".ko")).replace('-', '_');
    }

    static int compareVersions(String left, String right) {
        List<Integer> ours = numbers(left);
        List<Integer> theirs = numbers(right);
        for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
            int order = ours.get(i).compareTo(theirs.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(ours.size(), theirs.size());
    }

    private static List<Integer> numbers(String version) {
        // The processor's name has a number of its own.
        return NUMBER.matcher(version.replace("-amd64", "")).results().map(number -> Integer.valueOf(number.group())).toList();
    }
}
