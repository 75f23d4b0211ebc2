package io.sectorzero.sim.guest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive, read back by the format's own description: cpio(5), "New ASCII Format". */
class InitramfsTest {

    @TempDir Path computer;

    @Test
    void the_archive_holds_the_first_process_its_shell_and_the_modules_in_their_order() throws IOException {
        Path modules = Files.createDirectories(computer.resolve("modules"));
        Files.writeString(modules.resolve("modules.dep"), "net/9p.ko: net/9pnet.ko\nnet/9pnet.ko:\n");
        Files.createDirectories(modules.resolve("net"));
        Files.writeString(modules.resolve("net/9p.ko"), "nine");
        Files.writeString(modules.resolve("net/9pnet.ko"), "nine-net");
        Path busybox = Files.writeString(computer.resolve("busybox"), "a shell");
        var kernel = new GuestKernel("1", computer.resolve("image"), modules);

        Map<String, String> files = read(Initramfs.of(new GuestParts(busybox, busybox, busybox, kernel)));

        assertThat(files).containsEntry("bin/busybox", "100755 a shell").containsEntry("m/9pnet.ko", "100755 nine-net")
                .containsEntry("m/order", "100755 9pnet.ko\n9p.ko\n").containsEntry("proc", "40755 ");
        assertThat(files.get("init")).startsWith("100755 #!/bin/busybox sh\n");
        assertThat(files.keySet()).endsWith("TRAILER!!!");
    }

    private static Map<String, String> read(byte[] archive) {
        var files = new LinkedHashMap<String, String>();
        int at = 0;
        while (at < archive.length) {
            assertThat(text(archive, at, 6)).isEqualTo("070701");
            int nameLength = number(archive, at, 11);
            int length = number(archive, at, 6);
            String name = text(archive, at + 110, nameLength - 1);
            assertThat(archive[at + 110 + nameLength - 1]).as("the zero after " + name).isZero();
            int content = padded(at + 110 + nameLength);
            files.put(name, Integer.toOctalString(number(archive, at, 1)) + " " + text(archive, content, length));
            at = padded(content + length);
        }
        return files;
    }

    private static int number(byte[] archive, int entry, int field) {
        return Integer.parseInt(text(archive, entry + 6 + 8 * field, 8), 16);
    }

    private static String text(byte[] archive, int from, int length) {
        return new String(Arrays.copyOfRange(archive, from, from + length), US_ASCII);
    }

    private static int padded(int at) {
        return (at + 3) / 4 * 4;
    }
}
