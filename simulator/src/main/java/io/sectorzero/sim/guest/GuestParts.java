package io.sectorzero.sim.guest;

import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.Reason;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a guest is made of: programs and a kernel of this computer, as Debian packages them. */
record GuestParts(Path qemu, Path busybox, Path usbip, GuestKernel kernel) {

    private static final String PROCESSOR = "amd64";
    // Not always in a user's PATH, because on a desk only root can use it.
    private static final Path USBIP = Path.of("/usr/sbin/usbip");
    private static final Path BUSYBOX = Path.of("/bin/busybox");
    /** The name of the program that loads shared libraries; one that is linked statically does not contain it. */
    private static final String LOADER = "/ld-linux-x86-64.so.2";

    /** @throws CapabilityMissing saying in one line what to install */
    static GuestParts find() {
        if (!System.getProperty("os.name").equals("Linux") || !System.getProperty("os.arch").equals(PROCESSOR)) {
            throw new CapabilityMissing(Diagnosis.of("A guest runs on Linux on a 64-bit Intel or AMD processor, and this is %s on %s",
                    System.getProperty("os.name"), System.getProperty("os.arch")));
        }
        Optional<Path> qemu = program("qemu-system-x86_64");
        Optional<GuestKernel> kernel = GuestKernel.installed();
        var packages = new ArrayList<String>();
        need(qemu.isPresent(), "qemu-system-x86", packages);
        need(isStatic(BUSYBOX), "busybox-static", packages);
        need(Files.isExecutable(USBIP), "usbip", packages);
        need(kernel.isPresent(), "linux-image-amd64", packages);
        if (!packages.isEmpty()) {
            throw new CapabilityMissing(Diagnosis.of("A guest is made of what is not all here: apt-get install --no-install-recommends %s",
                    String.join(" ", packages)));
        }
        return new GuestParts(qemu.orElseThrow(), BUSYBOX, USBIP, kernel.orElseThrow());
    }

    static Optional<Path> program(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable).findFirst();
    }

    private static void need(boolean here, String packageName, List<String> packages) {
        if (!here) {
            packages.add(packageName);
        }
    }

    private static boolean isStatic(Path program) {
        try {
            return Files.isReadable(program)
                    && !new String(Files.readAllBytes(program), StandardCharsets.ISO_8859_1).contains(LOADER);
        } catch (IOException e) {
            throw new CapabilityMissing(Diagnosis.of("%s cannot be read", program).because("%s", Reason.of(e)), e);
        }
    }
}
