package io.sectorzero.sim.guest;

import io.sectorzero.bench.GuestRequest;
import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.OutputFailed;
import io.sectorzero.failure.Reason;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The machine a guest runs on: QEMU's translator, without a network beyond this computer's loopback. Acceleration by the
 * host's processor is never used and never looked for: that /dev/kvm can be opened does not mean that it works.
 */
final class GuestMachine implements AutoCloseable {

    private static final int ENDS_WITHIN_SECONDS = 10;
    private static final int MEGABYTES = 1024;

    private final Process process;
    private final Path console;
    private final Path complaints;

    private GuestMachine(Process process, Path console, Path complaints) {
        this.process = process;
        this.console = console;
        this.complaints = complaints;
    }

    /** @param folder shared with the guest, its job share; what the machine says goes into the folder {@code logs} */
    static GuestMachine start(GuestParts parts, GuestRequest request, Path folder, Path logs) {
        Path console = logs.resolve("console");
        Path complaints = logs.resolve("qemu");
        Path initramfs = written(logs.resolve("initramfs"), Initramfs.of(parts));
        List<String> command = command(parts, request, folder, UncompressedKernel.of(parts.kernel(), logs), initramfs, console);
        try {
            Process process = new ProcessBuilder(command).redirectInput(new File("/dev/null")).redirectErrorStream(true)
                    .redirectOutput(complaints.toFile()).start();
            return new GuestMachine(process, console, complaints);
        } catch (IOException e) {
            throw new CapabilityMissing(Diagnosis.of("%s cannot be started", parts.qemu()).because("%s", Reason.of(e)), e);
        }
    }

    private static Path written(Path file, byte[] content) {
        try {
            return Files.write(file, content);
        } catch (IOException e) {
            throw new OutputFailed(Diagnosis.of("There is no room for what a guest starts from").because("%s", Reason.of(e))
                    .remedy("look at the free space and the rights in the folder for temporary files"), e);
        }
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** What its kernel wrote on the console and QEMU about itself. */
    String said() {
        return read(complaints) + read(console);
    }

    @Override public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> command(GuestParts parts, GuestRequest request, Path folder, Path kernel, Path initramfs, Path console) {
        var words = new ArrayList<>(List.of(parts.qemu().toString(), "-accel", "tcg", "-M", "pc,usb=off", "-cpu", "max",
                "-m", Integer.toString(MEGABYTES), "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot",
                "-kernel", kernel.toString(), "-initrd", initramfs.toString(), "-append", parameters(request),
                "-serial", "file:" + quoted(console),
                "-netdev", "user,id=n", "-device", "virtio-net-pci,netdev=n,romfile="));
        words.addAll(share("hostroot", Path.of("/"), ",readonly=on,multidevs=remap"));
        words.addAll(share("job", folder, ""));
        request.kept().ifPresent(kept -> words.addAll(share("kept", kept, ",multidevs=remap")));
        return words;
    }

    // A panic ends the machine instead of leaving it hanging: panic=-1 restarts at once, and QEMU was told -no-reboot.
    private static String parameters(GuestRequest request) {
        return "console=ttyS0 quiet panic=-1 mitigations=off cryptomgr.notests lifetime=%d devices=%d".formatted(
                request.lifetime().toSeconds(), request.devices() ? 1 : 0);
    }

    private static List<String> share(String tag, Path folder, String more) {
        return List.of("-fsdev", "local,id=" + tag + ",path=" + quoted(folder) + ",security_model=none" + more,
                "-device", "virtio-9p-pci,fsdev=" + tag + ",mount_tag=" + tag);
    }

    // In QEMU's lists a comma inside a value is doubled.
    private static String quoted(Path path) {
        return path.toString().replace(",", ",,");
    }

    // Asked for when something else has gone wrong already, which must not be lost over this.
    private static String read(Path file) {
        try {
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            return "%s cannot be read: %s%n".formatted(file.getFileName(), Reason.of(e));
        }
    }
}
