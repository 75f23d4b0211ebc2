package io.sectorzero.suites.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.suites.flashing.Images;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenOCD 0.12 as Debian ships it, with each generation of probe on its USB: both ways to speak with it, lists of accesses included. */
class OpenOcdOverUsbTest {

    private static final int KILO = 1024;

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({"v2, stlink.cfg, 16, STLINK V2J39S7", "v2-1, stlink.cfg, 900, STLINK V2J40M27", "v3e, stlink.cfg, 16, STLINK V3J10M3B2",
        "v2, stlink-dap.cfg, 16, STLINK V2J39S7", "v2-1, stlink-dap.cfg, 16, STLINK V2J40M27", "v3set, stlink-dap.cfg, 900, STLINK V3J10M3B2"})
    void it_writes_verifies_and_reads_back(String model, String script, int kilobytes, String version) throws IOException {
        Path image = Files.write(folder.resolve("image.bin"), Images.content(kilobytes * KILO).toArray());
        Path copy = folder.resolve("copy.bin");
        try (Plugged board = Plugged.with(model, folder)) {
            String said = board.openOcd("interface/" + script).run("reset halt", "flash write_image erase %s 0x08000000".formatted(image),
                    "verify_image %s 0x08000000".formatted(image),
                    "dump_image %s 0x08000000 %d".formatted(copy, kilobytes * KILO), "reset run").succeeded().output();

            assertThat(said).contains(version, "Target voltage: 3.29", "verified %d bytes".formatted(kilobytes * KILO));
            assertThat(Files.readAllBytes(copy)).isEqualTo(Files.readAllBytes(image));
            assertThat(board.flash(kilobytes * KILO)).isEqualTo(Files.readAllBytes(image));
        }
    }
}
