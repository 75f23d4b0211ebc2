package io.sectorzero.protocol.stlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.sectorzero.failure.LinkLost;
import io.sectorzero.failure.LinkUnavailable;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.link.Attach;
import io.sectorzero.link.DapFailure.Kind;
import io.sectorzero.link.UsbIdentity;
import io.sectorzero.link.Width;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Opening, attaching, clock, supply, reset and the end: every byte that goes to a probe, and what its answers mean. Judged by a
 * script; bytes as in OpenOCD 0.12 stlink_usb.c [O].
 */
class StLinkProbeTest extends StLinkOnPaper {

    /** V3J10M3 on 0483:374E, asked for its clocks. */
    private static final String OPENED_V3 = """
            > F1
            < 30 00 83 04 4E 37
            > FB 80
            < 03 00 0A 03 02 00 00 00 83 04 4E 37
            > F5
            < 01 00
            > F2 62 00
            """;

    @Test
    void a_probe_is_known_by_its_product_and_firmware() {
        assertThat(opened(ScriptedStLink.V2_1, OPENED).describe()).isEqualTo("ST-LINK/V2-1 V2J40M27 serial 066DFF515049657187212124");
    }

    @Test
    void a_v2_takes_commands_on_endpoint_two() {
        assertThat(opened(ScriptedStLink.V2, """
                > F1
                < 29 C7 83 04 48 37
                > F5
                < 01 00
                """).firmware()).hasToString("V2J39S7");
    }

    @Test
    void a_v3_tells_its_version_in_its_longer_answer_and_its_clocks_in_a_list() {
        StLinkProbe probe = opened(ScriptedStLink.V3E, OPENED_V3 + """
                < 80 00 00 00 C0 5D 00 00 03 00 00 00 E8 03 00 00 C0 5D 00 00 E4 0C 00 00 *28
                > F2 61 00 00 E4 0C 00 00   # 3300: the fastest below 4000
                < 80 00 00 00 E4 0C 00 00
                """);

        assertThat(probe.firmware()).hasToString("V3J10M3");
        assertThat(probe.clock(4000, link.soon())).hasValue(3300);
        assertThat(link.left()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"00, F3 07", "02, F2 21", "03, F4 01"})
    void a_probe_is_brought_out_of_the_mode_it_is_found_in(String mode, String leaving) {
        opened(ScriptedStLink.V2_1, "> F1\n< 2A 1B 83 04 4B 37\n> F5\n< %s 00\n> %s".formatted(mode, leaving));

        assertThat(link.left()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"10 00, V2J0M0", "25 C7, V2J23M7"})
    void firmware_without_the_debug_port_s_registers_is_too_old(String version, String name) {
        var failure = catchThrowableOfType(LinkUnavailable.class,
                () -> opened(ScriptedStLink.V2_1, "> F1\n< %s 83 04 4B 37".formatted(version)));

        assertThat(failure.diagnosis().evidence().get(0)).contains(name.substring(2));
        assertThat(failure.diagnosis().suspects().get(0).cause()).isEqualTo("H4");
        assertThat(link.isClosed()).isTrue();
    }

    @Test
    void under_reset_the_line_is_low_before_and_after_the_debug_port_is_entered() {
        StLinkProbe probe = opened(ScriptedStLink.V2_1, OPENED + OPENED + """
                > F2 3C 00
                < 80 00
                > F2 30 A3
                < 80 00
                > F2 3C 00
                < 80 00
                > F2 4B 00
                < 80 00
                """ + POWERED + """
                > F2 3C 01
                < 80 00
                > F2 4C 00
                < 80 00
                > F2 21
                """);

        probe.attach(Attach.UNDER_RESET, link.soon());
        probe.close();

        assertThat(link.left()).isEmpty();
        assertThat(link.isClosed()).isTrue();
    }

    @Test
    void a_line_that_may_have_been_pulled_low_is_let_go_in_the_end() {
        StLinkProbe probe = attached("""
                > F2 3C 00
                < 09 00
                > F2 3C 01
                < 80 00
                > F2 4C 00
                < 80 00
                > F2 21
                """);
        assertThatThrownBy(() -> probe.reset(true, link.soon())).isInstanceOf(TargetSilent.class);

        probe.close();

        assertThat(link.left()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"05", "09", "04", "0B"})
    void nobody_on_the_wire_is_silence(String code) {
        StLinkProbe probe = opened(ScriptedStLink.V2_1, OPENED + OPENED + """
                > F2 30 A3
                < %s 00
                """.formatted(code));

        assertThatThrownBy(() -> probe.attach(Attach.NORMAL, link.soon())).isInstanceOf(TargetSilent.class);
        assertThat(probe.lastFailure().orElseThrow().kind()).isEqualTo(Kind.SILENT);
    }

    @Test
    void the_debug_power_is_waited_for_and_given_up() {
        StLinkProbe slow = opened(ScriptedStLink.V2_1, ATTACHED.replace("< 80 00 00 00 00 00 00 F0",
                "< 80 00 00 00 00 00 00 50\n> F2 45 FF FF 04 00\n< 80 00 00 00 00 00 00 F0"));
        slow.attach(Attach.NORMAL, link.soon());
        assertThat(link.left()).isEmpty();

        StLinkProbe never = opened(ScriptedStLink.V2_1, ATTACHED.replace("< 80 00 00 00 00 00 00 F0",
                "< 80 00 00 00 00 00 00 50\n" + "> F2 45 FF FF 04 00\n< 80 00 00 00 00 00 00 50\n".repeat(100)));
        assertThatThrownBy(() -> never.attach(Attach.NORMAL, link.soon())).isInstanceOf(TargetSilent.class);
        assertThat(link.left()).isEmpty();
    }

    @Test
    void sense_voltage_is_twice_the_reference_times_the_ratio() {
        StLinkProbe probe = attached("""
                > F7
                < DC 05 00 00 0E 08 00 00
                > F7
                < *8
                """);

        assertThat(probe.senseVolts(link.soon()).orElseThrow()).isCloseTo(3.3, within(0.001));
        assertThat(probe.senseVolts(link.soon())).as("a reference of zero tells nothing").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"9000, 00 00, 4000", "4000, 00 00, 4000", "3999, 01 00, 1800", "1000, 03 00, 950", "100, 28 00, 100", "5, 1E 03, 5", "1, 1E 03, 5"})
    void a_v2_is_given_the_divisor_of_the_next_slower_clock(int wanted, String divisor, int given) {
        StLinkProbe probe = attached("> F2 43 %s\n< 80 00\n".formatted(divisor));

        assertThat(probe.clock(wanted, link.soon())).hasValue(given);
        assertThat(link.left()).isEmpty();
    }

    @Test
    void a_late_answer_is_emptied_from_the_pipe_and_a_new_attach_finds_question_and_answer_together() {
        StLinkProbe probe = attached("""
                > F2 36 00 00 00 20
                < silence
                < 80 00 00 00 11 22 33 44      # late
                > F1
                < 2A 1B 83 04 4B 37
                > F5
                < 02 00
                > F2 21
                > F2 30 A3
                < 80 00
                > F2 4B 00
                < 80 00
                """ + POWERED);

        assertThatThrownBy(() -> probe.readMemory(RAM, 4, Width.WORD, link.soon())).isInstanceOf(LinkLost.class);
        probe.attach(Attach.NORMAL, link.soon());

        assertThat(link.left()).isEmpty();
    }

    @Test
    void a_probe_that_answers_a_question_with_something_else_is_not_believed() {
        StLinkProbe probe = opened(ScriptedStLink.V2_1, OPENED + "> F1\n< 80 00 00 00 00 00\n");

        assertThatThrownBy(() -> probe.attach(Attach.NORMAL, link.soon())).isInstanceOf(LinkLost.class)
                .hasMessageContaining("do not belong");
    }

    @Test
    void a_probe_that_never_stops_talking_does_not_hold_anybody_up() {
        var script = new StringBuilder("< *64\n".repeat(200));

        assertThatThrownBy(() -> opened(ScriptedStLink.V2_1, script.toString())).isInstanceOf(SectorZeroException.class);
    }

    @Test
    void a_v3_without_a_clock_is_not_believed() {
        assertThatThrownBy(() -> opened(ScriptedStLink.V3E, OPENED_V3 + """
                < 80 00 00 00 C0 5D 00 00 FF *43
                """)).isInstanceOf(LinkUnavailable.class);
    }

    @Test
    void no_two_models_share_a_product() {
        int named = Arrays.stream(StLinkModel.values()).mapToInt(model -> (int) StLinkModel.products().stream().filter(product ->
                StLinkModel.of(new UsbIdentity(0x0483, product, 0, "")).equals(Optional.of(model))).count()).sum();

        assertThat(named).isEqualTo(StLinkModel.products().size());
        assertThat(StLinkModel.products()).contains(0x3748, 0x374B, 0x3752, 0x374E, 0x374F, 0x3753, 0x3754, 0x3757).doesNotContain(0x374D, 0x3744);
    }
}
