package io.sectorzero.suites.guest;

import static io.sectorzero.suites.guest.Computer.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.suites.guest.Computer.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bootloader's DFU device, enumerated and driven by a stock Linux kernel. */
@InAGuest
class DfuThroughAKernelTest {

    private static final String BLINKY = ROOT.resolve("fixtures/firmware/blinky.bin").toString();
    // May read every file, because this build's jars may lie in root's home; may write to nothing that is not theirs.
    private static final String SOMEBODY = "setpriv --reuid=1000 --regid=1000 --clear-groups --inh-caps=+dac_read_search"
            + " --ambient-caps=+dac_read_search ";
    private static final String AWAIT_LEAVING = "i=0; while lsusb | grep -q 0483:df11 && [ $i -lt 100 ]; do i=$((i+1)); sleep 0.1; done; ";
    private static final String AWAIT_COMING = "i=0; until lsusb | grep -q 0483:df11 || [ $i -ge 100 ]; do i=$((i+1)); sleep 0.1; done; ";
    private static final Pattern COMMANDS = Pattern.compile("To see the board in `lsusb`[^`]*(?:`[^`\n]+`[^`]*)*```sh\n(.*?)\n(.*?)\n```");

    @TempDir Path folder;

    private ExportedBoard board;

    /** Without a probe, whose own traffic would be counted where a fault waits for a transfer. */
    @BeforeEach
    void serve() throws IOException {
        board = ExportedBoard.open(Files.writeString(folder.resolve("board.toml"), "[probe]\nmodel = \"none\"\n"));
    }

    @AfterEach
    void close() {
        board.close();
    }

    @Test
    void the_kernel_enumerates_it_without_a_complaint_and_lsusb_shows_it_whole(Computer computer) {
        computer.run("dmesg", "--clear").succeeded();
        computer.plug(board);
        Ran shown = computer.run("lsusb", "-v", "-d", "0483:df11").succeeded();

        assertThat(shown.out()).contains("iManufacturer           1 STMicroelectronics", "bNumInterfaces          1",
                "bInterfaceClass       254 Application Specific Interface", "bAlternateSetting       3",
                "@Internal Flash  /0x08000000/04*016Kg,01*064Kg,07*128Kg")
                .containsPattern("wTransferSize +2048 bytes").containsPattern("bcdDFUVersion +1\\.1a");
        assertThat(shown.err()).isEmpty();
        String kernel = computer.run("dmesg").succeeded().out();
        assertThat(kernel).contains("New USB device found, idVendor=0483, idProduct=df11, bcdDevice=22.00", "SerialNumber: ");
        assertThat(kernel.toLowerCase(Locale.ROOT)).doesNotContain("error", "invalid", "unable to", "can't");
    }

    @Test
    void the_two_commands_of_the_readme_show_the_board_in_lsusb(Computer computer) throws IOException {
        Matcher commands = COMMANDS.matcher(Files.readString(ROOT.resolve("README.md")));
        assertThat(commands.find()).isTrue();
        String program = Computer.sectorzero().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));

        // The launcher's place is taken by a script that starts this build as the launcher would.
        Ran ran = computer.shell("""
                mkdir /tmp/checkout && cd /tmp/checkout
                printf '%%s\\n' '#!/bin/sh' "exec %s \\"\\$@\\"" >sectorzero && chmod +x sectorzero
                lsusb | grep 0483:df11 && exit 1
                ( %s ) >ready &
                i=0; until grep -q '^ready usbip' ready || [ $i -ge 300 ]; do i=$((i+1)); sleep 0.1; done
                ( %s ) || exit 2
                %s
                lsusb
                kill -TERM $(pidof java)
                wait
                """.formatted(program, commands.group(1), commands.group(2), AWAIT_COMING));

        assertThat(ran.succeeded().out()).contains("ID 0483:df11 STMicroelectronics STM Device in DFU Mode");
    }

    @Test
    void dfu_util_writes_reads_back_and_leaves(Computer computer) {
        computer.plug(board);
        computer.shell("cd /tmp && dfu-util -a 0 -s 0x08000000 -D %s && dfu-util -a 0 -s 0x08000000:%d -U /tmp/dfu-back && cmp /tmp/dfu-back %s"
                .formatted(BLINKY, size(BLINKY), BLINKY)).succeeded();

        Ran left = computer.run("dfu-util", "-a", "0", "-s", "0x08000000:leave", "-D", BLINKY).succeeded();

        assertThat(left.out()).contains("Submitting leave request...");
        assertThat(computer.shell(AWAIT_LEAVING + "lsusb").out()).doesNotContain("0483:df11");
        assertThat(board.ask("status")).anyMatch(line -> line.startsWith("running: ") && !line.contains("loader"));
    }

    @Test
    void our_engine_writes_and_verifies_through_libusb(Computer computer) {
        computer.plug(board);

        Ran flashed = computer.sectorzero("flash", BLINKY, "--base", "0x08000000", "--usb", "--supply", "3.3").succeeded();
        assertThat(flashed.out()).contains("STM32F412xG", "every one right", "done");
        computer.shell("dfu-util -a 0 -s 0x08000000:%d -U /tmp/dfu-ours && cmp /tmp/dfu-ours %s".formatted(size(BLINKY), BLINKY)).succeeded();
    }

    @Test
    void it_leaves_and_comes_back_with_resets_and_programs_are_told(Computer computer) {
        computer.plug(board);
        computer.shell("udevadm monitor --udev --subsystem-match=usb >/tmp/seen & echo $! >/tmp/monitor; sleep 0.5").succeeded();

        board.ask("boot0 0");
        board.ask("reset");
        computer.shell(AWAIT_LEAVING + "lsusb | grep 0483:df11 && exit 1; exit 0").succeeded();
        board.ask("boot0 1");
        board.ask("reset");
        computer.shell(AWAIT_COMING + "lsusb | grep 0483:df11").succeeded();
        board.ask("cable out");
        computer.shell(AWAIT_LEAVING + "lsusb | grep 0483:df11 && exit 1; exit 0").succeeded();

        Ran seen = computer.shell("udevadm settle; sleep 0.3; kill $(cat /tmp/monitor); cat /tmp/seen");
        List<String> events = seen.out().lines().filter(line -> line.endsWith("(usb)") && !line.contains(":1.0"))
                .filter(line -> line.contains(" add ") || line.contains(" remove "))
                .map(line -> line.replaceAll(".*(add|remove).*", "$1")).toList();
        assertThat(events).as(seen.out() + seen.err()).containsExactly("remove", "add", "remove");
    }

    @Test
    void a_user_without_rights_is_told_the_rule_that_gives_them_and_the_rule_works(Computer computer) {
        computer.plug(board);
        assertThat(computer.shell(SOMEBODY + "dfu-util -l").err()).contains("LIBUSB_ERROR_ACCESS");

        Ran refused = computer.shell(SOMEBODY + String.join(" ", Computer.sectorzero()) + " info --usb");
        assertThat(refused.status()).as(refused.out() + refused.err()).isEqualTo(10);
        assertThat(refused.err()).contains("LIBUSB_ERROR_ACCESS", "H3");
        Matcher rule = Pattern.compile("SUBSYSTEM==\"usb\".*").matcher(refused.err());
        assertThat(rule.find()).isTrue();

        computer.shell("echo '%s' >/etc/udev/rules.d/70-sectorzero.rules && udevadm control --reload".formatted(rule.group())).succeeded();
        board.ask("reset");
        computer.shell(AWAIT_COMING + "udevadm settle").succeeded();
        assertThat(computer.shell(SOMEBODY + "dfu-util -l").out()).contains("Found DFU: [0483:df11]");
        computer.run("rm", "/etc/udev/rules.d/70-sectorzero.rules").succeeded();
    }

    @Test
    void a_cable_pulled_while_our_engine_writes_is_told_as_such_and_the_next_attempt_works(Computer computer) {
        computer.plug(board);
        board.ask("fault kind = \"cable-unplugged\", n = 60");

        Ran lost = computer.sectorzero("flash", BLINKY, "--base", "0x08000000", "--usb");
        assertThat(lost.status()).as(lost.out() + lost.err()).isEqualTo(11);
        assertThat(lost.err()).contains("was lost", "H7");

        board.ask("cable in");
        board.ask("reset");
        computer.shell(AWAIT_COMING + "dfu-util -a 0 -s 0x08000000 -D " + BLINKY).succeeded();
    }

    private static long size(String file) {
        return Path.of(file).toFile().length();
    }
}
