package io.sectorzero.suites.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.suites.flashing.Images;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * OpenOCD 0.12 as Debian ships it, on the board's debug pins by JTAG, one TCP character for each move: the judge of the
 * test access ports, the memory access port, the core's debug registers, and of a core that runs somebody else's loader.
 * Its script's complaint about the adapter's speed is its own: the bit-bang driver has none.
 */
@Timeout(180)
class OpenOcdOverJtagTest {

    private static final int KILO = 1024;
    private static final String BOOTS_FROM_BLANK_FLASH = "u01-boot0-low.toml";

    @TempDir Path folder;

    @BeforeEach
    void needs_the_peer() {
        Peer.named("openocd");
    }

    @Test
    void it_recognises_the_chip_and_frees_a_blank_one_from_its_lockup() {
        try (Served board = Served.open(BOOTS_FROM_BLANK_FLASH, folder, "bitbang")) {
            String said = OpenOcd.overJtag(board).run("reset halt", "flash probe 0", "flash info 0", "mdw 0xE000ED00", "stm32f2x otp 1 show")
                    .succeeded().output();

            assertThat(said)
                    .contains("stm32f4x.cpu tap/device found: 0x4ba00477")
                    .contains("stm32f4x.bs tap/device found: 0x06441041")
                    .contains("Cortex-M4 r0p1 processor detected")
                    .contains("target has 6 breakpoints, 4 watchpoints")
                    .containsPattern("device id = 0x....[06]441").contains("flash size = 1024 KiB")
                    .contains("# 11: 0x000e0000 (0x20000 128kB) not protected")
                    .contains("0xe000ed00: 410fc241")
                    .contains("OTP memory bank #1 is disabled for write commands");
        }
    }

    @Test
    void it_erases_programs_with_its_own_loader_and_verifies() throws IOException {
        Path image = Files.write(folder.resolve("image.bin"), Images.content(16 * KILO).toArray());
        try (Served board = Served.open(BOOTS_FROM_BLANK_FLASH, folder, "bitbang")) {
            String said = OpenOcd.overJtag(board).run("reset halt", "flash fillw 0x08004000 0x12345678 16",
                    "flash write_image erase %s 0x08000000".formatted(image), "verify_image %s 0x08000000".formatted(image),
                    "flash erase_sector 0 1 1").succeeded().output();

            assertThat(said).contains("wrote 16384 bytes").contains("verified 16384 bytes").contains("erased sectors 1 through 1");
            byte[] flash = flash(board);
            assertThat(Arrays.copyOf(flash, 16 * KILO)).isEqualTo(Images.content(16 * KILO).toArray());
            assertThat(Arrays.copyOfRange(flash, 16 * KILO, 32 * KILO)).containsOnly(0xFF);
        }
    }

    @Test
    void its_mass_erase_leaves_nothing_and_its_options_are_the_chips() throws IOException {
        Path counting = boardFile("[boot]", "boot0 = \"low\"", "[flash]", "content = \"counting\"");
        try (Served board = Served.open(counting, folder, "bitbang")) {
            String said = OpenOcd.overJtag(board).run("reset halt", "stm32f2x mass_erase 0", "stm32f2x options_write 0 0xcc",
                    "reset halt", "stm32f2x options_read 0").succeeded().output();

            assertThat(said).contains("stm32x mass erase complete").contains("write options complete")
                    .contains("stm32f2x user_options 0xCC");
            assertThat(flash(board)).containsOnly(0xFF);
        }
    }

    @Test
    void locked_it_reads_nothing_and_unlocked_everything_is_gone() throws IOException {
        Path counting = boardFile("[boot]", "boot0 = \"low\"", "[flash]", "content = \"counting\"");
        try (Served board = Served.open(counting, folder, "bitbang")) {
            String said = OpenOcd.overJtag(board).run("reset halt", "stm32f2x lock 0", "reset halt", "catch {mdw 0x08000000} refusal",
                    "echo $refusal", "stm32f2x unlock 0", "reset halt", "mdw 0x08000000").succeeded().output();

            assertThat(said).contains("Failed to read memory at 0x08000000").contains("Device Security Bit Set")
                    .contains("0x08000000: ffffffff");
        }
    }

    @Test
    void what_it_has_programmed_runs_and_speaks_on_the_serial_line() throws Exception {
        Path console = Path.of(URI.create(OpenOcdOverJtagTest.class.getResource("/fixtures/firmware/console.bin").toString()));
        try (Served board = Served.open(BOOTS_FROM_BLANK_FLASH, folder, "bitbang"); var line = Files.newInputStream(board.port())) {
            board.ask("line 8N1");
            OpenOcd.overJtag(board).run("reset halt", "flash write_image erase %s 0x08000000".formatted(console), "reset run", "sleep 100")
                    .succeeded();

            assertThat(new String(line.readNBytes(10), StandardCharsets.US_ASCII)).isEqualTo("SectorZero");
        }
    }

    private byte[] flash(Served board) throws IOException {
        Path dump = Files.createTempDirectory(folder, "dump").resolve("flash.bin");
        board.ask("dump " + dump);
        return Files.readAllBytes(dump);
    }

    private Path boardFile(String... lines) throws IOException {
        return Files.writeString(folder.resolve("board.toml"), String.join("\n", lines));
    }
}
