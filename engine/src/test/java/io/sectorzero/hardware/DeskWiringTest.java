package io.sectorzero.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.bench.BenchDescription;
import io.sectorzero.bench.Capability;
import io.sectorzero.description.DescriptionFile;
import io.sectorzero.failure.BadDescription;
import io.sectorzero.link.LineSettings;
import io.sectorzero.link.UsbIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bench files of kind {@code hardware}: what they wire, what they are therefore able to, and each complaint with its line and
 * key.
 */
class DeskWiringTest {

    @Test
    void the_example_in_the_fixtures_is_a_correct_bench_file() throws Exception {
        String text = new String(getClass().getResourceAsStream("/fixtures/benches/desk-example.toml").readAllBytes(), "UTF-8");

        DeskWiring wiring = read(text);

        assertThat(wiring.uartPort()).contains("/dev/ttyUSB0");
        assertThat(wiring.uartSettings()).isEqualTo(LineSettings.even(115_200));
        assertThat(wiring.switches()).containsEntry(Switch.RESET, new ModemLine(ModemLine.Output.RTS, false))
                .containsEntry(Switch.BOOT0, new ModemLine(ModemLine.Output.DTR, true)).hasSize(2);
        assertThat(wiring.capabilities()).containsExactlyInAnyOrder(Capability.UART, Capability.USB, Capability.PROBE, Capability.RESET, Capability.BOOT0);
    }

    @Test
    void every_switch_may_lead_somewhere_else() {
        DeskWiring wiring = read("""
                kind = "hardware"
                [uart]
                port = "/dev/ttyUSB0"
                baud = 57600
                [controls]
                reset = { line = "uart.dtr", active = "high" }
                boot0 = { door = "127.0.0.1:7000" }
                power = { manual = true }
                """);

        assertThat(wiring.switches()).containsEntry(Switch.RESET, new ModemLine(ModemLine.Output.DTR, true))
                .containsEntry(Switch.BOOT0, new DoorWire("127.0.0.1", 7000))
                .containsEntry(Switch.POWER, new PersonWire());
        assertThat(wiring.uartSettings()).isEqualTo(LineSettings.even(57_600));
    }

    @Test
    void one_door_serves_every_switch_that_is_not_wired_otherwise() {
        DeskWiring wiring = read("""
                kind = "hardware"
                [controls]
                door = "[::1]:7000"
                reset = { manual = true }
                """);

        assertThat(wiring.switches()).containsEntry(Switch.RESET, new PersonWire())
                .containsEntry(Switch.POWER, new DoorWire("[::1]", 7000))
                .containsEntry(Switch.BOOT0, new DoorWire("[::1]", 7000));
        assertThat(wiring.capabilities()).doesNotContain(Capability.UART);
    }

    @Test
    void nothing_wired_is_nothing_able() {
        assertThat(read("kind = \"hardware\"").capabilities()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EXPENDABLE_CHIP", "expendable-chip", "Expendable_Chip"})
    void no_real_chip_is_expendable(String claim) {
        assertThatThrownBy(() -> read("kind = \"hardware\"\ncapabilities = [\"" + claim + "\"]"))
                .isInstanceOf(BadDescription.class)
                .hasMessage("desk.toml:2: capabilities: no chip on a real bench is expendable; only a simulator may claim it");
    }

    @Test
    void abilities_are_wired_not_claimed() {
        assertThatThrownBy(() -> read("kind = \"hardware\"\ncapabilities = [\"RESET\"]"))
                .hasMessageContaining("describe the wire of \"RESET\" instead");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "reset = {}                                                    | exactly one of line, door and manual",
        "reset = { manual = false }                                    | exactly one of line, door and manual",
        "reset = { manual = true, door = \"h:1\" }                     | exactly one of line, door and manual",
        "reset = { line = \"uart.rts\" }                               | line and active belong together",
        "reset = { door = \"h:1\", active = \"low\" }                  | line and active belong together",
        "reset = { line = \"uart.cts\", active = \"low\" }             | \"uart.cts\" is none of uart.rts, uart.dtr",
        "reset = { line = \"uart.rts\", active = \"mid\" }             | \"mid\" is none of low, high",
        "reset = { door = \"localhost\" }                              | has no port number",
        "reset = { door = \":70\" }                                    | is written \"host:port\"",
        "reset = { door = \"h:0\" }                                    | is written \"host:port\"",
        "reset = { door = \"h:65536\" }                                | is written \"host:port\"",
        "reset = { door = \"h:x\" }                                    | has no port number",
        "door = \"nowhere\"                                            | has no port number",
        "reset = \"uart.rts\"                                          | reset",
        "rest = { manual = true }                                      | nobody knows this key",
        "reset = { manual = true, polarity = 1 }                       | nobody knows this key",
    })
    void a_wrong_wire_is_complained_about_by_line_and_key(String control, String complaint) {
        assertThatThrownBy(() -> read("kind = \"hardware\"\nuart.port = \"/dev/x\"\n[controls]\n" + control))
                .isInstanceOf(BadDescription.class)
                .hasMessageStartingWith("desk.toml:4: controls")
                .hasMessageContaining(complaint);
    }

    @Test
    void a_modem_line_needs_its_port() {
        assertThatThrownBy(() -> read("kind = \"hardware\"\n[controls]\nreset = { line = \"uart.rts\", active = \"low\" }"))
                .hasMessage("desk.toml:3: controls.reset: a modem line needs the port it belongs to: uart.port");
    }

    @Test
    void two_switches_cannot_share_one_line() {
        assertThatThrownBy(() -> read("""
                kind = "hardware"
                uart.port = "/dev/x"
                [controls]
                reset = { line = "uart.rts", active = "low" }
                boot0 = { line = "uart.rts", active = "high" }
                """)).hasMessageContaining("uart.rts already drives");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "299", "4000001", "-115200"})
    void a_rate_no_adapter_has_is_refused(String baud) {
        assertThatThrownBy(() -> read("kind = \"hardware\"\n[uart]\nport = \"/dev/x\"\nbaud = " + baud))
                .hasMessageStartingWith("desk.toml:4: uart.baud");
    }

    private static DeskWiring read(String toml) {
        return DeskWiring.read(BenchDescription.of(DescriptionFile.parse("desk.toml", toml)).file());
    }

    @Test
    void a_probe_may_have_a_serial_number_of_its_own() {
        DeskWiring wiring = read("""
                kind = "hardware"
                [usb]
                dfu = "0483:DF11"
                probe = "0483:*"
                serial = "3377337E3539"
                probe-serial = "066DFF515049657187212124"
                """);

        assertThat(wiring.usb().get(0).fits(new UsbIdentity(0x0483, 0xDF11, 0x2200, "3377337E3539"))).isTrue();
        assertThat(wiring.usb().get(1).fits(new UsbIdentity(0x0483, 0x374B, 0x0100, "066DFF515049657187212124"))).isTrue();
        assertThat(wiring.usb().get(1).fits(new UsbIdentity(0x0483, 0x374B, 0x0100, "3377337E3539"))).isFalse();
    }

    @Test
    void usb_devices_are_named_by_vendor_and_product_and_told_apart_by_their_serial_number() {
        var wiring = read("""
                kind = "hardware"
                [usb]
                dfu    = "0483:df11"
                probe  = "0483:*"
                serial = "3377337E3539"
                """);

        assertThat(wiring.capabilities()).containsExactly(Capability.USB, Capability.PROBE);
        assertThat(read("kind = \"hardware\"\n[usb]\nprobe = \"0483:*\"").capabilities()).containsExactly(Capability.PROBE);
        assertThat(wiring.usb()).hasSize(2);
        assertThat(wiring.usb().get(0).fits(new UsbIdentity(0x0483, 0xDF11, 0x2200, "3377337E3539"))).isTrue();
        assertThat(wiring.usb().get(0).fits(new UsbIdentity(0x0483, 0xDF11, 0x2200, ""))).isFalse();
        assertThat(wiring.usb().get(0).mayFit(0x0483, 0x374B)).isFalse();
        assertThat(wiring.usb().get(1).mayFit(0x0483, 0x374B)).isTrue();
        assertThat(wiring.usb().get(1).mayFit(0x0484, 0x374B)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0483", "0483:", ":DF11", "0483:DF1", "483:DF11", "0483:DF11:1", "*:*", "0483:DG11", ""})
    void what_is_no_usb_device_is_a_complaint(String written) {
        assertThatThrownBy(() -> read("kind = \"hardware\"\n[usb]\ndfu = \"%s\"\n".formatted(written)))
                .isInstanceOf(BadDescription.class).hasMessageContaining("usb.dfu: a USB device is written");
    }

    @Test
    void a_serial_number_belongs_to_a_device() {
        assertThatThrownBy(() -> read("kind = \"hardware\"\n[usb]\nserial = \"1\"\n"))
                .isInstanceOf(BadDescription.class).hasMessageContaining("usb.serial: say what has this serial number");
    }
}
