package io.sectorzero.sim.guest;

import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The first file system of a guest: busybox, modules in the order in which they are loaded, and the script that is its
 * first process. A cpio archive of the kind "newc"; uncompressed, because a translated processor unpacks slowly.
 */
final class Initramfs {

    private static final List<String> MODULES = List.of("virtio_pci", "virtio_net", "9pnet_virtio", "9p", "overlay", "vhci_hcd",
            "cdc_acm");
    private static final int FOLDER = 0040755;
    private static final int PROGRAM = 0100755;
    private static final int WORD = 4;

    private final ByteArrayOutputStream archive = new ByteArrayOutputStream(8 << 20);
    private int entries;

    private Initramfs() {
    }

    static byte[] of(GuestParts parts) {
        var made = new Initramfs();
        try (InputStream init = Initramfs.class.getResourceAsStream("init.sh")) {
            List.of("bin", "m", "proc", "sys", "dev", "root", "low", "rw").forEach(folder -> made.put(folder, FOLDER, new byte[0]));
            made.put("bin/busybox", PROGRAM, Files.readAllBytes(parts.busybox()));
            made.put("init", PROGRAM, init.readAllBytes());
            made.modules(parts.kernel().modules(MODULES));
        } catch (IOException e) {
            throw new CapabilityMissing(Diagnosis.of("What a guest is made of cannot all be read").because("%s", Reason.of(e)), e);
        }
        made.put("TRAILER!!!", 0, new byte[0]);
        return made.archive.toByteArray();
    }

    private void modules(List<Path> files) throws IOException {
        var order = new StringBuilder();
        for (Path file : files) {
            String name = file.getFileName().toString();
            put("m/" + name, PROGRAM, Files.readAllBytes(file));
            order.append(name).append('\n');
        }
        put("m/order", PROGRAM, order.toString().getBytes(StandardCharsets.US_ASCII));
    }

    // cpio(5), "New ASCII Format": thirteen numbers of eight hexadecimal digits, the name, the content; each padded to words.
    private void put(String name, int mode, byte[] content) {
        String head = "070701" + "%08X".repeat(13).formatted(++entries, mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, name.length() + 1, 0);
        archive.writeBytes((head + name + '\0').getBytes(StandardCharsets.US_ASCII));
        pad();
        archive.writeBytes(content);
        pad();
    }

    private void pad() {
        while (archive.size() % WORD != 0) {
            archive.write(0);
        }
    }
}
