package io.sectorzero.sim.stlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.fault.ProbeCondition.Model;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The probe's commands, byte for byte as tools send them: answers, refusals and what becomes of the board. */
class CommandSetTest {

    @ParameterizedTest
    @CsvSource({"V2, 29 C7 83 04 48 37", "V2_1, 2A 1B 83 04 4B 37", "V3E, 30 00 83 04 4E 37", "V3SET, 30 00 83 04 4F 37"})
    void each_model_says_which_it_is(Model model, String version) {
        assertThat(Host.with(model).ask("F1 80")).isEqualTo(version);
    }

    @Test
    void a_v3_tells_its_version_in_the_long_form() {
        assertThat(Host.with(Model.V3E).ask("FB 80")).isEqualTo("03 00 0A 03 02 00 00 00 83 04 4E 37");
        assertThat(Host.with(Model.V2).ask("FB 80")).isEqualTo("42 00");
    }

    @Test
    void the_voltage_is_that_of_the_board() {
        Bytes answer = Host.with(Model.V2_1).read("F7", 8);

        assertThat(2.4 * answer.u32(4) / answer.u32(0)).isBetween(3.29, 3.31);
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void it_connects_and_identifies_the_debug_port(Model model) {
        Host host = Host.connected(model);

        assertThat(host.ask("F5")).isEqualTo("02 00");
        assertThat(host.ask("F2 31")).isEqualTo("80 00 00 00 77 14 A0 2B 00 00 00 00");
        assertThat(host.ask("F2 36 00 20 04 E0")).startsWith("80 00 00 00 41");
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void memory_reads_as_it_was_written(Model model) {
        Host host = Host.connected(model);
        byte[] content = new byte[4096 + 8];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 7 + i / 256);
        }

        host.write("F2 08 FC 03 00 20 08 10", Bytes.copyOf(content));

        assertThat(host.ask("F2 3E")).isEqualTo("80 00 00 00 00 00 00 00 00 00 00 00");
        assertThat(host.read("F2 07 FC 03 00 20 08 10", content.length)).isEqualTo(Bytes.copyOf(content));
        assertThat(host.ask("F2 3E")).startsWith("80 00");
        assertThat(host.read("F2 0C FD 03 00 20 3D 00", 61)).isEqualTo(Bytes.copyOf(content, 1, 62));
        assertThat(host.read("F2 47 FE 03 00 20 06 00", 6)).isEqualTo(Bytes.copyOf(content, 2, 8));
        assertThat(host.read("F2 0C FD 03 00 20 01 00", 2).length()).isEqualTo(2);
    }

    @Test
    void where_nothing_is_it_says_so_with_the_address_and_goes_on() {
        Host host = Host.connected(Model.V2_1);

        assertThat(host.read("F2 07 00 00 00 30 08 00", 8).length()).isEqualTo(8);
        assertThat(host.ask("F2 3E")).isEqualTo("11 00 00 00 00 00 00 30 00 00 00 00");
        assertThat(host.ask("F2 36 00 00 00 30")).isEqualTo("11 00 00 00 00 00 00 00");
        assertThat(host.ask("F2 36 00 20 04 E0")).startsWith("80 00 00 00 41");
    }

    @Test
    void debug_port_registers_are_the_hosts_own_business() {
        Host host = Host.connected(Model.V2_1);

        assertThat(host.ask("F2 45 FF FF 00 00")).isEqualTo("80 00 00 00 77 14 A0 2B");
        assertThat(host.ask("F2 45 00 00 FC 00")).isEqualTo("80 00 00 00 11 00 77 24");
        assertThat(host.ask("F2 45 01 00 FC 00")).isEqualTo("80 00 00 00 00 00 00 00");
        assertThat(host.ask("F2 46 FF FF 08 00 F0 00 00 00")).isEqualTo("80 00");
        assertThat(host.ask("F2 45 00 00 FC 00")).isEqualTo("80 00 00 00 11 00 77 24");
        assertThat(host.ask("F2 45 FF FF 04 00")).endsWith("F0");
    }

    @ParameterizedTest
    @CsvSource({"F2 FF", "AA", "FC 01", "F2 4A", "F4 01"})
    void what_it_does_not_know_it_says(String command) {
        assertThat(Host.with(Model.V2_1).ask(command)).isEqualTo("42 00");
    }

    /** pyOCD 0.13 waits for it without end. */
    @Test
    void a_reset_that_leads_into_the_bootloader_can_be_caught_as_any_other() {
        Host host = Host.connected(Model.V2_1);
        host.ask("F2 35 F0 ED 00 E0 03 00 5F A0");
        host.ask("F2 35 FC ED 00 E0 01 00 00 01");
        host.ask("F2 35 0C ED 00 E0 04 00 FA 05");
        host.board.world().pass(Duration.ofMillis(20));

        assertThat(host.ask("F2 36 F0 ED 00 E0")).isEqualTo("80 00 00 00 03 00 03 02");
        assertThat(host.ask("F2 33 0F")).isEqualTo("80 00 00 00 00 00 FF 1F");
    }

    /** F2 30 A4 is JTAG; both test access ports tell who they are. */
    @ParameterizedTest
    @EnumSource(value = Model.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void it_debugs_by_jtag_as_well(Model model) {
        Host host = Host.with(model);
        Bytes content = Bytes.repeat(0x3C, 2048).then(Bytes.parseHex("01 02 03 04"));

        assertThat(host.ask("F2 30 A4")).isEqualTo("80 00");
        assertThat(host.ask("F2 31")).startsWith("80 00 00 00 77 04 A0 4B");
        host.write("F2 08 00 00 00 20 04 08", content);
        assertThat(host.ask("F2 3E")).startsWith("80 00");
        assertThat(host.read("F2 07 00 00 00 20 04 08", content.length())).isEqualTo(content);
        assertThat(host.ask("F2 36 00 00 00 30")).startsWith("11 00");
        assertThat(host.ask("F2 36 00 ED 00 E0")).isEqualTo("80 00 00 00 41 C2 0F 41");
        assertThat(host.ask("F2 30 A3")).isEqualTo("80 00");
        assertThat(host.ask("F2 31")).startsWith("80 00 00 00 77 14 A0 2B");
    }
}
