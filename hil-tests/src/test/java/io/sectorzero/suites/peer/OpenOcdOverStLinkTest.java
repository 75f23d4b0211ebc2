package io.sectorzero.suites.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.image.ImageFile;
import io.sectorzero.image.ImageFormat;
import io.sectorzero.image.Segment;
import io.sectorzero.suites.flashing.Images;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** OpenOCD 0.12 as Debian ships it, on the probe's server, in both ways it has to speak with a probe. */
class OpenOcdOverStLinkTest {

    private static final int KILO = 1024;
    private static final int FLASH_SIZE = 1024 * KILO;

    @TempDir Path folder;

    /** The probe does the debugging and is told what to do, or carries the debug port's registers. */
    enum Way {
        HIGH_LEVEL("interface/stlink.cfg", "hla_stlink_backend tcp %d"),
        REGISTERS("interface/stlink-dap.cfg", "st-link backend tcp %d");

        private final String script;
        private final String backend;

        Way(String script, String backend) {
            this.script = script;
            this.backend = backend;
        }

        OpenOcd on(Served board) {
            return OpenOcd.with("-f", script, "-c", backend.formatted(board.port("stlink")));
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void it_attaches_halts_at_reset_and_recognises_core_and_chip(Way way) {
        try (Served board = open("healthy.toml")) {
            String said = way.on(board).run("reset halt", "flash probe 0", "flash info 0", "mdw 0xE0042000").succeeded().output();

            assertThat(said).contains("STLINK V2J40M27 (API v2) VID:PID 0483:374B", "Target voltage: 3.29", "Cortex-M4 r0p1 processor detected",
                    "target has 6 breakpoints, 4 watchpoints", "halted due to debug-request", "device id = 0x30000441",
                    "flash size = 1024 KiB", "# 11: 0x000e0000 (0x20000 128kB)", "0xe0042000: 30000441");
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void it_writes_verifies_and_reads_back_16_kb(Way way) throws IOException {
        writesVerifiesAndReadsBack(way, 16 * KILO);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void it_writes_verifies_and_reads_back_900_kb(Way way) throws IOException {
        writesVerifiesAndReadsBack(way, 900 * KILO);
    }

    private void writesVerifiesAndReadsBack(Way way, int bytes) throws IOException {
        Path image = image(bytes);
        Path copy = folder.resolve("copy.bin");
        try (Served board = open("c17-not-blank.toml")) {
            way.on(board).run("reset halt", "flash write_image erase %s 0x08000000".formatted(image), "verify_image %s 0x08000000".formatted(image),
                    "dump_image %s 0x08000000 %d".formatted(copy, bytes)).succeeded();

            assertThat(Files.readAllBytes(copy)).isEqualTo(Files.readAllBytes(image));
            assertThat(board.flash(bytes)).isEqualTo(Files.readAllBytes(image));
        }
    }

    /** The scripts of the distribution choose serial wire; the same probe by JTAG has to be asked for. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "adapter driver hla; hla_layout stlink; hla_vid_pid 0x0483 0x374b; hla_stlink_backend tcp %d; transport select hla_jtag",
        "adapter driver st-link; st-link vid_pid 0x0483 0x374b; st-link backend tcp %d; transport select dapdirect_jtag"})
    void it_writes_by_jtag_as_well(String adapter) throws IOException {
        Path image = image(16 * KILO);
        try (Served board = open("c17-not-blank.toml")) {
            OpenOcd.with("-c", adapter.formatted(board.port("stlink"))).run("reset halt",
                    "flash write_image erase %s 0x08000000".formatted(image), "verify_image %s 0x08000000".formatted(image)).succeeded();

            assertThat(board.flash(16 * KILO)).isEqualTo(Files.readAllBytes(image));
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void its_sector_erase_takes_the_sectors_it_names_and_no_others_and_its_mass_erase_all(Way way) {
        try (Served board = open("c17-not-blank.toml")) {
            byte[] before = board.flash(FLASH_SIZE);

            way.on(board).run("reset halt", "flash erase_sector 0 4 5").succeeded();

            byte[] after = board.flash(FLASH_SIZE);
            assertThat(Arrays.copyOfRange(after, 64 * KILO, 256 * KILO)).isEqualTo(blank(192 * KILO));
            assertThat(Arrays.copyOf(after, 64 * KILO)).isEqualTo(Arrays.copyOf(before, 64 * KILO));
            assertThat(Arrays.copyOfRange(after, 256 * KILO, FLASH_SIZE)).isEqualTo(Arrays.copyOfRange(before, 256 * KILO, FLASH_SIZE));

            way.on(board).run("reset halt", "stm32f2x mass_erase 0").succeeded();

            assertThat(board.flash(FLASH_SIZE)).isEqualTo(blank(FLASH_SIZE));
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void it_reads_and_writes_option_bytes_and_protects_sectors(Way way) {
        try (Served board = open("healthy.toml")) {
            String said = way.on(board).run("reset halt", "stm32f2x options_read 0", "flash protect 0 2 3 on", "reset halt",
                    "mdw 0x40023C14").succeeded().output();

            assertThat(said).contains("stm32f2x user_options 0xEC");
            assertThat(board.ask("options")).anyMatch(line -> line.contains("write-protected") && line.contains("2") && line.contains("3"));
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void it_locks_the_chip_and_unlocking_costs_the_content(Way way) {
        try (Served board = open("c17-not-blank.toml")) {
            way.on(board).run("reset halt", "stm32f2x lock 0").succeeded();
            board.ask("power cycle");

            assertThat(board.ask("options")).anyMatch(line -> line.contains("level 1"));
            assertThat(way.on(board).run("halt", "mdw 0x08000000").output()).doesNotContain("0x08000000:");

            way.on(board).run("halt", "stm32f2x unlock 0").succeeded();
            board.ask("power cycle");

            assertThat(board.ask("options")).anyMatch(line -> line.contains("level 0"));
            assertThat(board.flash(FLASH_SIZE)).isEqualTo(blank(FLASH_SIZE));
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void it_shows_one_time_programmable_memory(Way way) {
        try (Served board = open("c16-otp-locked.toml")) {
            assertThat(way.on(board).run("reset halt", "flash probe 1", "flash info 1", "stm32f2x otp 1 show").output()).contains("OTP");
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void a_program_it_has_written_runs_and_talks(Way way) throws IOException {
        Path console = fixture("firmware/console.bin");
        try (Served board = Served.open("healthy.toml", folder, "stlink", "uart-tcp");
             var line = new Socket("127.0.0.1", board.port("uart-tcp"))) {
            line.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
            board.ask("line 115200 8N1");
            way.on(board).run("reset halt", "flash write_image erase %s 0x08000000".formatted(console), "reset run").succeeded();

            String greeting = "SectorZero console 1.0 STM32F412";
            var heard = new StringBuilder();
            while (!heard.toString().contains(greeting)) {
                heard.append((char) line.getInputStream().read());
                assertThat(heard.length()).as(heard.toString()).isLessThan(10 * greeting.length());
            }
        }
    }

    private Served open(String boardFile) {
        return Served.open(boardFile, folder, "stlink");
    }

    private Path image(int bytes) {
        Path file = folder.resolve("image.bin");
        Segment content = Images.ofSize(bytes).segments().get(0);
        ImageFile.save(file, ImageFormat.RAW_BINARY, content);
        return file;
    }

    static Path fixture(String name) {
        return Path.of(URI.create(OpenOcdOverStLinkTest.class.getResource("/fixtures/" + name).toString()));
    }

    private static byte[] blank(int bytes) {
        byte[] blank = new byte[bytes];
        Arrays.fill(blank, (byte) 0xFF);
        return blank;
    }
}
