package io.sectorzero.suites.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.image.ImageFile;
import io.sectorzero.image.ImageFormat;
import io.sectorzero.image.Segment;
import io.sectorzero.suites.flashing.Images;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** st-info and st-flash 1.7 as Debian ships them, over USB, with each generation of probe. */
class StFlashTest {

    private static final int KILO = 1024;
    private static final int FLASH_SIZE = 1024 * KILO;
    private static final String START = "0x08000000";

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({"v2, V2J39S7", "v2-1, V2J40S27", "v3e, V3J10", "v3set, V3J10"})
    void it_finds_the_probe_and_the_chip_behind_it(String model, String version) {
        try (Plugged board = Plugged.with(model, folder)) {
            String said = board.run("st-info", "--probe").succeeded().output();

            assertThat(said).contains("Found 1 stlink programmers", version, "066DFF515049657187212124",
                    "flash:      1048576 (pagesize: 16384)", "chipid:     0x0441");
        }
    }

    @ParameterizedTest
    @CsvSource({"v2, 16, bin", "v2, 16, hex", "v2-1, 16, bin", "v2-1, 16, hex", "v2-1, 900, bin", "v3e, 16, bin", "v3e, 900, hex"})
    void it_writes_verifies_and_reads_back(String model, int kilobytes, String format) throws IOException {
        Segment content = Images.ofSize(kilobytes * KILO).segments().get(0);
        Path image = folder.resolve("image." + format);
        Path copy = folder.resolve("copy.bin");
        ImageFile.save(image, ImageFormat.named(format).orElseThrow(), content);
        try (Plugged board = Plugged.with(model, folder)) {
            String said = (format.equals("hex") ? board.run("st-flash", "--format", "ihex", "write", image.toString())
                    : board.run("st-flash", "write", image.toString(), START)).succeeded().output();
            board.run("st-flash", "read", copy.toString(), START, Integer.toString(kilobytes * KILO)).succeeded();

            assertThat(said).contains("Flash written and verified! jolly good!");
            assertThat(Files.readAllBytes(copy)).isEqualTo(content.data().toArray());
            assertThat(board.flash(kilobytes * KILO)).isEqualTo(content.data().toArray());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2", "v2-1", "v3e"})
    void its_erase_leaves_nothing(String model) {
        try (Plugged board = Plugged.with(model, folder, "flash.content = \"counting\"")) {
            assertThat(board.flash(FLASH_SIZE)).isNotEqualTo(blank());

            board.run("st-flash", "erase").succeeded();

            assertThat(board.flash(FLASH_SIZE)).isEqualTo(blank());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2", "v2-1", "v3e"})
    void it_resets_and_connects_under_reset(String model) throws IOException {
        Path image = Files.write(folder.resolve("image.bin"), Images.content(KILO).toArray());
        try (Plugged board = Plugged.with(model, folder)) {
            board.run("st-flash", "reset").succeeded();
            board.run("st-flash", "--connect-under-reset", "write", image.toString(), START).succeeded();

            assertThat(board.flash(KILO)).isEqualTo(Files.readAllBytes(image));
        }
    }

    private static byte[] blank() {
        byte[] blank = new byte[FLASH_SIZE];
        Arrays.fill(blank, (byte) 0xFF);
        return blank;
    }
}
