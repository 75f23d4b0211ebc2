package io.sectorzero.suites.guest;

import static org.assertj.core.api.Assertions.fail;

import io.sectorzero.bench.Guest;
import io.sectorzero.bench.GuestBooting;
import io.sectorzero.bench.GuestJob;
import io.sectorzero.bench.GuestRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** A computer with a kernel of its own, on which a test runs programs. */
final class Computer implements AutoCloseable {

    static final Path ROOT = Path.of(System.getProperty("sectorzero.root", "..")).toAbsolutePath().normalize();

    private static final Duration LIFETIME = Duration.ofMinutes(15);
    private static final Duration LIMIT = Duration.ofSeconds(150);
    private static final int KERNEL_LINES = 40;
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final Guest guest;

    private Computer(Guest guest) {
        this.guest = guest;
    }

    /** @throws io.sectorzero.failure.CapabilityMissing when something for it is not installed */
    static Computer boot() {
        GuestBooting booting = ServiceLoader.load(GuestBooting.class).findFirst().orElseThrow();
        return new Computer(booting.boot(new GuestRequest(Optional.empty(), true, LIFETIME), () -> false));
    }

    /** How a command ended and what it said, on both streams. */
    record Ran(List<String> command, int status, String out, String err, String kernel) {

        Ran succeeded() {
            return status == 0 ? this : endedWrongly("0");
        }

        Ran endedWith(int wanted) {
            return status == wanted ? this : endedWrongly(Integer.toString(wanted));
        }

        private Ran endedWrongly(String wanted) {
            return fail("%s ended with %d instead of %s%n%s%n%s%n%nThe guest's kernel:%n%s", String.join(" ", command), status, wanted,
                    out, err, kernel);
        }
    }

    void plug(ExportedBoard board) {
        guest.plug(board.usbipPort());
    }

    /** A program, found as root's shell would find it. */
    Ran run(String... command) {
        return run(List.of(command));
    }

    /** A small script. */
    Ran shell(String script) {
        return run("sh", "-c", script);
    }

    /** This build's own command line. */
    Ran sectorzero(String... arguments) {
        var command = new ArrayList<>(sectorzero());
        command.addAll(List.of(arguments));
        return run(command);
    }

    /** The words that start this build's command line. A translated processor is quicker with the first compiler alone. */
    static List<String> sectorzero() {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-Xshare:auto", "-Xmx256m", "-cp", System.getProperty("java.class.path"), "io.sectorzero.cli.SectorZero");
    }

    private Ran run(List<String> command) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = guest.run(new GuestJob(command, ROOT, Map.of("PATH", PATH, "HOME", "/root", "LANG", "C.UTF-8"), LIMIT, out, err));
        return new Ran(command, status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8),
                status == 0 ? "" : last(guest.log().lines().toList()));
    }

    private static String last(List<String> lines) {
        return String.join("\n", lines.subList(Math.max(0, lines.size() - KERNEL_LINES), lines.size()));
    }

    @Override public void close() {
        guest.close();
    }
}
