package io.sectorzero.suites.guest;

import static io.sectorzero.suites.guest.Computer.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.suites.guest.Computer.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The probe on a stock Linux kernel: its descriptors, its disk and serial port, and the programs that people use it with. */
@InAGuest
class StLinkThroughAKernelTest {

    private static final Path BLINKY = ROOT.resolve("fixtures/firmware/blinky.bin");
    private static final int IMAGE_BYTES = 16 * 1024;

    @TempDir Path folder;

    private ExportedBoard board;

    @AfterEach
    void close() {
        board.close();
    }

    @ParameterizedTest
    @CsvSource({"v2, 3748, 1, full-speed", "v2-1, 374b, 4, full-speed", "v3e, 374e, 4, high-speed", "v3set, 374f, 4, high-speed"})
    void the_kernel_enumerates_every_model_without_a_complaint(String model, String product, int interfaces, String speed, Computer computer)
            throws IOException {
        computer.run("dmesg", "--clear").succeeded();
        plugged(model, computer);

        String shown = computer.run("lsusb", "-v", "-d", "0483:" + product).succeeded().out();
        assertThat(shown).contains("ST-Link Debug").containsPattern("bNumInterfaces +" + interfaces + "\n");
        // An interval out of range, at which Linux prints a notice, is what a true V3 has.
        String kernel = computer.run("dmesg").succeeded().out().replaceAll(".*endpoint 0x84 has an invalid bInterval 255, changing to 11\n", "");
        assertThat(kernel).contains("new " + speed + " USB device", "idVendor=0483, idProduct=" + product);
        assertThat(kernel.toLowerCase(Locale.ROOT)).doesNotContain("error", "invalid", "unable to", "can't", "bogus", "wrong");
        if (interfaces > 1) {
            assertThat(kernel).contains("USB ACM device");
            assertThat(computer.run("sh", "-c", "udevadm settle; ls /dev/serial/by-id").succeeded().out()).contains("STM32_STLink", "-if02");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2", "v2-1", "v3e"})
    void st_flash_writes_verifies_and_reads_back(String model, Computer computer) throws IOException {
        plugged(model, computer);
        computer.shell("head -c %d /dev/urandom >/tmp/image".formatted(IMAGE_BYTES)).succeeded();

        assertThat(computer.run("st-info", "--probe").succeeded().out()).contains("Found 1 stlink programmers", "chipid:     0x0441");
        Ran wrote = computer.run("st-flash", "--reset", "write", "/tmp/image", "0x08000000").succeeded();
        assertThat(wrote.out() + wrote.err()).contains("Flash written and verified! jolly good!");
        computer.shell("st-flash read /tmp/back 0x08000000 %d && cmp /tmp/image /tmp/back".formatted(IMAGE_BYTES)).succeeded();
    }

    @Test
    void openocd_programs_verifies_and_resets(Computer computer) throws IOException {
        plugged("v3e", computer);

        Ran programmed = computer.run("openocd", "-f", "interface/stlink-dap.cfg", "-f", "target/stm32f4x.cfg",
                "-c", "program %s 0x08000000 verify reset exit".formatted(BLINKY)).succeeded();
        assertThat(programmed.err()).contains("** Programming Finished **", "** Verified OK **", "VID:PID 0483:374E");
    }

    @Test
    void pyocd_lists_it_and_reads_through_it(Computer computer) throws IOException {
        plugged("v2-1", computer);
        computer.shell("head -c 512 /dev/urandom >/tmp/pyocd-image && st-flash write /tmp/pyocd-image 0x08000000").succeeded();

        // The programming interface of pyOCD 0.13, which is the version that Debian 12 has.
        Ran read = computer.run("/usr/bin/python3", "-c", """
                from pyocd.core.helpers import ConnectHelper
                image = list(open('/tmp/pyocd-image', 'rb').read())
                with ConnectHelper.session_with_chosen_probe(blocking=False, target_override='stm32f412xg') as session:
                    target = session.board.target
                    print(session.probe.product_name, target.read_memory_block8(0x08000000, len(image)) == image)
                    target.reset()
                """).succeeded();
        assertThat(read.out().strip()).endsWith("True");
    }

    @Test
    void our_engine_writes_and_verifies_over_swd_through_libusb(Computer computer) throws IOException {
        plugged("v2-1", computer);

        Ran flashed = computer.sectorzero("flash", BLINKY.toString(), "--base", "0x08000000", "--swd").succeeded();
        assertThat(flashed.out()).contains("STM32F412xG", "every one right", "done");
        // What was started sleeps, and a sleeping chip shows its memory to nobody who did not ask for that before.
        computer.shell("st-flash --connect-under-reset read /tmp/swd-ours 0x08000000 %d && cmp /tmp/swd-ours %s".formatted(Files.size(BLINKY), BLINKY)).succeeded();
    }

    @Test
    void our_engine_writes_and_verifies_over_the_probes_serial_port(Computer computer) throws IOException {
        plugged("v2-1", computer);
        board.ask("cable out");
        board.ask("boot0 1");
        board.ask("reset");
        computer.shell("udevadm settle; test -c /dev/ttyACM0").succeeded();
        Path bench = Files.writeString(folder.resolve("bench.toml"), """
                kind   = "hardware"
                name   = "a desk with a probe"
                device = "STM32F412xG"
                supply = 3.3
                [uart]
                port = "/dev/ttyACM0"
                [controls]
                reset = { door = "%1$s" }
                boot0 = { door = "%1$s" }
                power = { door = "%1$s" }
                """.formatted(board.controlFromTheGuest()));

        Ran flashed = computer.sectorzero("flash", BLINKY.toString(), "--base", "0x08000000", "--bench", bench.toString()).succeeded();
        assertThat(flashed.out()).contains("STM32F412xG", "every one right", "done");
        computer.shell("st-flash --connect-under-reset read /tmp/serial 0x08000000 %d && cmp /tmp/serial %s".formatted(Files.size(BLINKY), BLINKY))
                .succeeded();
    }

    private void plugged(String model, Computer computer) throws IOException {
        Path file = Files.writeString(folder.resolve(model + ".toml"), "[probe]\nmodel = \"%s\"\n".formatted(model));
        board = ExportedBoard.open(file);
        board.ask("boot0 0");
        board.ask("reset");
        computer.plug(board);
    }
}
