package io.sectorzero.sim.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sectorzero.description.DescriptionFile;
import io.sectorzero.failure.BadDescription;
import io.sectorzero.memory.Address;
import io.sectorzero.sim.fault.BootCondition.Strap;
import io.sectorzero.sim.fault.DfuCondition;
import io.sectorzero.sim.fault.Direction;
import io.sectorzero.sim.fault.ExtraByte;
import io.sectorzero.sim.fault.FlashCondition;
import io.sectorzero.sim.fault.PowerCondition;
import io.sectorzero.sim.fault.PowerCut;
import io.sectorzero.sim.fault.ResetWiring;
import io.sectorzero.sim.fault.Sag;
import io.sectorzero.sim.fault.StuckBit;
import io.sectorzero.sim.fault.Trouble;
import io.sectorzero.sim.fault.UartCondition;
import io.sectorzero.sim.fault.UsbCondition;
import io.sectorzero.sim.fault.WornSector;
import io.sectorzero.sim.rom.RomSwitch;
import io.sectorzero.sim.stm32f412.Switch;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Board files: every key arrives, unknown and wrong ones are refused with their line, and each file of the fixtures has the
 * trouble it is named after.
 */
class BoardFileTest {

    private static BoardSettings read(String... lines) {
        return BoardFile.of(DescriptionFile.parse("board.toml", String.join("\n", lines)));
    }

    private static void assertRefused(String because, String... lines) {
        assertThatThrownBy(() -> read(lines)).isInstanceOf(BadDescription.class).hasMessageContaining(because);
    }

    @Test
    void an_empty_file_is_a_healthy_board() {
        assertThat(read("")).isEqualTo(BoardSettings.healthy());
        assertThat(BoardSettings.healthy().troubles()).isEmpty();
    }

    @Test
    void every_key_lands_where_it_belongs() {
        BoardSettings board = read(
                "[power]", "vdd = 2.4", "sourceOhm = 12", "bulkUf = 47", "vdda = 1.0", "vcapUf = 2.2", "vcapV = 1.9", "pdrOn = false", "byProbe = true",
                "[board]", "nrst = \"fight\"", "nrstNf = 470",
                "[otp]", "lock = [0, 15]",
                "[boot]", "boot0 = \"float\"", "boot1 = \"high\"", "pinNoise = [\"PA15\"]", "pinNoiseAfter = \"pin-reset\"",
                "[option]", "rdp = 0x33", "nwrp = 0x0FE", "sprmod = true", "wdgSw = \"hw\"", "bor = 2", "stuckMask = 0xFF00", "pendingUntilPor = true",
                "[flash]", "content = \"zeros\"", "eraseTimeScale = 1.5", "sr.initial = 0xC0", "wear = { 11 = 20_000 }", "dropStrt = 3",
                "cr.initial = 0x4", "keySequenceState = \"half\"", "cache = true",
                "[chip]", "flashKb = 512", "devId = 0x413", "revId = 0x2000", "blVersion = 0x90", "infoBlockReadable = false", "sectorEraseFails = true",
                "[uart]", "wiring = \"usart2\"", "parity = \"odd\"", "adapter = { noParity = true, maxBaud = 9600 }", "baudErrorPct = -3",
                "autobaudJitterPct = 2.5", "preNoise = [0, 255]", "preNoiseAfter = \"power-on\"", "leadingZero = true",
                "[usb]", "dpLevel = \"high\"", "hseHz = 25_000_000", "dropAfterBytes = 99", "cable = true", "lineLoad = true",
                "[hsi]", "errorPct = -2.5", "[hse]", "dropAt = 700",
                "[dfu]", "initialState = \"dnload-idle\"", "pollTimeoutScale = 2.5", "transferSize = 512", "dropOnLeave = true",
                "[fw]", "needsClocks = true",
                "[bench]", "controls = [\"reset\"]",
                "[switches]", "chip = [\"stale-flags-block\"]", "loader = [\"BANK_ERASE_NACKS\"]");

        assertThat(board.power().vdd()).isEqualTo(2.4);
        assertThat(board.power()).isEqualTo(new PowerCondition(2.4, 12, 47, OptionalDouble.of(1), 2.2, OptionalDouble.of(1.9), false, true));
        assertThat(board.reset()).isEqualTo(new ResetWiring(ResetWiring.Pull.FIGHT, true, 470));
        assertThat(board.flash().otpLocked()).containsExactly(0, 15);
        assertThat(board.flash().crInitial()).isEqualTo(4);
        assertThat(board.flash().keys()).isEqualTo(FlashCondition.Keys.HALF);
        assertThat(board.flash().cached()).isTrue();
        assertThat(board.option().pendingUntilPor()).isTrue();
        assertThat(board.boot().boot0()).isEqualTo(Strap.FLOAT);
        assertThat(board.boot().boot1()).isTrue();
        assertThat(board.boot().noisyPins()).containsExactly("PA15");
        assertThat(board.option().rdp()).isEqualTo(0x33);
        assertThat(board.option().nwrp()).isEqualTo(0x0FE);
        assertThat(board.option().sprmod()).isTrue();
        assertThat(board.option().hardwareWatchdog()).isTrue();
        assertThat(board.option().borLevel()).isEqualTo(2);
        assertThat(board.option().stuckMask()).isEqualTo(0xFF00);
        assertThat(board.flash().content().at(5)).isZero();
        assertThat(board.flash().eraseTimeScale()).isEqualTo(1.5);
        assertThat(board.flash().srInitial()).isEqualTo(0xC0);
        assertThat(board.flash().worn()).containsExactly(new WornSector(11, 20_000));
        assertThat(board.usb()).isEqualTo(new UsbCondition(true, 25_000_000, OptionalLong.of(99), true, true, -2.5, OptionalLong.of(700)));
        assertThat(board.dfu()).isEqualTo(new DfuCondition(DfuCondition.Begins.DNLOAD_IDLE, 2.5, 512, true));
        assertThat(board.chip().flashKb()).isEqualTo(512);
        assertThat(board.chip().devId()).isEqualTo(0x413);
        assertThat(board.chip().revId()).isEqualTo(0x2000);
        assertThat(board.chip().blVersion()).isEqualTo(0x90);
        assertThat(board.chip().infoBlockReadable()).isFalse();
        assertThat(board.chip().sectorEraseFails()).isTrue();
        assertThat(board.uart().wiring()).isEqualTo(UartCondition.Wiring.USART2);
        assertThat(board.uart().parity()).contains(UartCondition.Parity.ODD);
        assertThat(board.uart().noParity()).isTrue();
        assertThat(board.uart().maxBaud()).isEqualTo(9600);
        assertThat(board.uart().baudErrorPct()).isEqualTo(-3);
        assertThat(board.uart().autobaudJitterPct()).isEqualTo(2.5);
        assertThat(board.uart().preNoise()).containsExactly(0, 255);
        assertThat(board.uart().leadingZero()).isTrue();
        assertThat(board.usb().dpHigh()).isTrue();
        assertThat(board.usb().hseHz()).isEqualTo(25_000_000);
        assertThat(board.usb().dropAfterBytes()).hasValue(99);
        assertThat(board.firmware().needsClocks()).isTrue();
        assertThat(board.switches()).containsExactly(Switchable.RESET);
        assertThat(board.questions().chip()).containsExactly(Switch.STALE_FLAGS_BLOCK);
        assertThat(board.questions().loader()).containsExactly(RomSwitch.BANK_ERASE_NACKS);
        assertThat(board.troubles()).extracting(Trouble::cause).contains(
                "E3", "E4", "E6", "E7", "E8", "E9", "C8", "C9", "C16", "C20", "C22", "U1", "U2", "U14", "C6", "C1", "C4", "F4", "C17", "U13", "C10", "C14", "S2", "C13", "S3", "C15",
                "U5", "U7", "U6", "U4", "U9", "U3", "H7", "U16", "C12");
    }

    @Test
    void faults_are_entries_with_a_kind() {
        BoardSettings board = read(
                "[[fault]]", "kind = \"stuck-bit\"", "address = 0x0800_0004", "bit = 3", "value = 1",
                "[[fault]]", "kind = \"power-cut\"", "afterEvents = 1000",
                "[[fault]]", "kind = \"sag\"", "afterEvents = 5", "volts = 1.9", "millis = 2.5",
                "[[fault]]", "kind = \"extra-byte\"", "direction = \"to-host\"", "n = 4", "value = 0x7F");

        assertThat(board.faults().faults()).containsExactly(
                new StuckBit(Address.of(0x0800_0004L), 3, true),
                new PowerCut(1000),
                new Sag(5, 1.9, Duration.ofNanos(2_500_000)),
                new ExtraByte(Direction.TO_HOST, 4, 0x7F));
    }

    @Test
    void what_nobody_knows_is_refused_with_file_line_and_key() {
        assertRefused("board.toml:2: power.vbat", "[power]", "vbat = 3.0");
        assertRefused("board.toml:1: voltage", "voltage = 3.0");
        assertRefused("board.toml:2: power.vdd", "[power]", "vdd = 12");
        assertRefused("board.toml:2: boot.boot0", "[boot]", "boot0 = \"perhaps\"");
        assertRefused("board.toml:3: boot.pinNoise", "[boot]", "boot1 = \"low\"", "pinNoise = [\"PC13\"]");
        assertRefused("board.toml:2: option.bor", "[option]", "bor = 4");
        assertRefused("board.toml:2: chip.flashKb", "[chip]", "flashKb = 768");
        assertRefused("board.toml:2: chip.blVersion", "[chip]", "blVersion = 0x31");
        assertRefused("board.toml:2: flash.wear.12", "[flash.wear]", "12 = 1");
        assertRefused("board.toml:2: flash.content", "[flash]", "content = \"no-such-file.bin\"");
        assertRefused("board.toml:2: bench.controls", "[bench]", "controls = [\"coffee\"]");
        assertRefused("board.toml:2: switches.loader", "[switches]", "loader = [\"answers-in-latin\"]");
        assertRefused("board.toml:1", "[[fault]]", "kind = \"gremlin\"");
        assertRefused("board.toml:1", "[[fault]]", "kind = \"power-cut\"");
        assertRefused("board.toml:1", "[[fault]]", "kind = \"power-cut\"", "afterEvents = 1", "at = 3");
        assertRefused("no bit of a byte: 9", "[[fault]]", "kind = \"weak-bit\"", "address = 0x0800_0000", "bit = 9");
        assertRefused("no 32-bit address", "[[fault]]", "kind = \"weak-bit\"", "address = -1", "bit = 1");
    }

    @Test
    void a_wrong_value_of_the_debug_keys_is_refused_and_so_is_the_habit_of_a_program_that_is_not_there() {
        assertRefused("board.toml:2: fw.wfi: a program that does this must be in flash.content", "[fw]", "wfi = true");
        assertRefused("board.toml:2: swd.wiring: \"knotted\" is none of ok, swapped", "[swd]", "wiring = \"knotted\"");
        assertRefused("board.toml:2: probe.fw: \"new\" is not written as probes do", "[probe]", "fw = \"new\"");
        assertRefused("board.toml:2: probe.clone: \"cheap\" is none of", "[probe]", "clone = [\"cheap\"]");
    }

    /** Files are named by the cause they reproduce; what a file is named after must be among its troubles. */
    @TestFactory
    Stream<DynamicTest> every_board_file_has_the_trouble_it_is_named_after() throws IOException, URISyntaxException {
        return boardFiles().stream().map(file -> dynamicTest(file.getFileName().toString(), () -> {
            BoardSettings board = BoardFile.read(file);
            String name = file.getFileName().toString();
            String firstLine = Files.readAllLines(file).get(0);

            if (name.equals("healthy.toml")) {
                assertThat(board).isEqualTo(BoardSettings.healthy());
                return;
            }
            String cause = firstLine.substring(2, firstLine.indexOf(':'));
            assertThat(board.troubles()).isNotEmpty();
            if (name.matches("[a-z]\\d\\d-.*")) {
                String named = name.substring(0, 1).toUpperCase(Locale.ROOT) + Integer.parseInt(name.substring(1, 3));
                assertThat(cause).as("the comment at the top").isEqualTo(named);
            }
            assertThat(board.troubles()).extracting(Trouble::cause).contains(seenElsewhere(cause));
        }));
    }

    /** U10 and U11 are C1 and C3 as the serial line shows them, D5 and D9 as USB does; C18 is what tools make of E3. */
    private static String seenElsewhere(String cause) {
        return switch (cause) {
            case "U10", "D5" -> "C1";
            case "U11", "D9" -> "C3";
            case "C18" -> "E3";
            default -> cause;
        };
    }

    private static List<Path> boardFiles() throws IOException, URISyntaxException {
        Path folder = Path.of(BoardFileTest.class.getResource("/fixtures/boards").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".toml")).sorted().toList();
            assertThat(found).hasSizeGreaterThan(35);
            return found;
        }
    }
}
