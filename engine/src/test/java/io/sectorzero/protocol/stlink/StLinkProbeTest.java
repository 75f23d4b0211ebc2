package io.sectorzero.protocol.stlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.failure.LinkLost;
import io.sectorzero.failure.LinkUnavailable;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.link.Attach;
import io.sectorzero.link.DapFailure.Kind;
import io.sectorzero.link.DapRegister;
import io.sectorzero.link.Width;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every byte that goes to a probe, and what its answers mean. Bytes as in OpenOCD 0.12 stlink_usb.c [O]. */
class StLinkProbeTest {

    /** V2J40M27 on 0483:374B, idle. */
    private static final String OPENED = """
            > F1
            < 2A 1B 83 04 4B 37
            > F5
            < 01 00
            """;

    private static final String POWERED = """
            > F2 46 FF FF 00 00 1E 00 00 00
            < 80 00
            > F2 46 FF FF 04 00 00 00 00 50
            < 80 00
            > F2 45 FF FF 04 00
            < 80 00 00 00 00 00 00 F0
            """;

    private static final String ATTACHED = OPENED + """
            > F1
            < 2A 1B 83 04 4B 37
            > F5
            < 01 00
            > F2 30 A3
            < 80 00
            > F2 4B 00
            < 80 00
            """ + POWERED;

    private static final Address RAM = Address.of(0x2000_0000L);
    private static final Address SR = Address.of(0x4002_3C0CL);

    private ScriptedStLink link;

    private StLinkProbe opened(int product, String script) {
        link = new ScriptedStLink(product, script);
        return StLinkProbe.open(link, link.clock());
    }

    private StLinkProbe attached(String script) {
        StLinkProbe probe = opened(ScriptedStLink.V2_1, ATTACHED + script);
        probe.attach(Attach.NORMAL, link.soon());
        return probe;
    }

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
        StLinkProbe probe = opened(ScriptedStLink.V3E, """
                > F1
                < 30 00 83 04 4E 37
                > FB 80
                < 03 00 0A 03 02 00 00 00 83 04 4E 37
                > F5
                < 01 00
                > F2 62 00
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
    void a_word_is_read_and_written_by_the_commands_for_one() {
        StLinkProbe probe = attached("""
                > F2 36 0C 3C 02 40
                < 80 00 00 00 00 00 01 00
                > F2 35 0C 3C 02 40 F3 01 00 00
                < 80 00
                """);

        assertThat(probe.readMemory(SR, 4, Width.WORD, link.soon()).u32(0)).isEqualTo(0x10000);
        probe.writeMemory(SR, Bytes.of(0xF3, 1, 0, 0), Width.WORD, link.soon());
        assertThat(link.left()).isEmpty();
    }

    @Test
    void a_block_is_believed_only_after_its_status() {
        StLinkProbe probe = attached("""
                > F2 07 00 00 00 20 08 00
                < 01 02 03 04 05 06 07 08
                > F2 3E
                < 80 00 *10
                > F2 08 00 00 00 20 08 00
                + 01 02 03 04 05 06 07 08
                > F2 3E
                < 80 00 *10
                """);

        Bytes read = probe.readMemory(RAM, 8, Width.WORD, link.soon());
        probe.writeMemory(RAM, read, Width.WORD, link.soon());

        assertThat(read).isEqualTo(Bytes.of(1, 2, 3, 4, 5, 6, 7, 8));
        assertThat(link.left()).isEmpty();
    }

    @Test
    void of_one_single_byte_two_come_back_and_the_first_counts() {
        StLinkProbe probe = attached("""
                > F2 0C 01 00 00 20 01 00
                < 5A FF
                > F2 3E
                < 80 00 *10
                """);

        assertThat(probe.readMemory(RAM.plus(1), 1, Width.BYTE, link.soon())).isEqualTo(Bytes.of(0x5A));
    }

    @Test
    void bytes_go_in_blocks_of_64() {
        StLinkProbe probe = attached("""
                > F2 0D 00 00 00 20 40 00
                + %s
                > F2 3E
                < 80 00 *10
                > F2 0D 40 00 00 20 01 00
                + 11
                > F2 3E
                < 80 00 *10
                """.formatted("11 ".repeat(64).strip()));

        probe.writeMemory(RAM, Bytes.repeat(0x11, 65), Width.BYTE, link.soon());

        assertThat(link.left()).isEmpty();
    }

    @Test
    void words_go_in_blocks_of_6144() {
        StLinkProbe probe = attached("""
                > F2 07 00 00 00 20 00 18
                < *6144
                > F2 3E
                < 80 00 *10
                > F2 07 00 18 00 20 08 00
                < *8
                > F2 3E
                < 80 00 *10
                """);

        assertThat(probe.readMemory(RAM, 6152, Width.WORD, link.soon()).length()).isEqualTo(6152);
        assertThat(link.left()).isEmpty();
    }

    @Test
    void a_fault_names_the_first_bad_address_and_clears_the_sticky_errors() {
        StLinkProbe probe = attached("""
                > F2 07 00 00 00 08 08 00
                < *8
                > F2 3E
                < 11 00 00 00 04 00 00 08 *4
                > F2 46 FF FF 00 00 1E 00 00 00
                < 80 00
                """);

        assertThatThrownBy(() -> probe.readMemory(Address.of(0x0800_0000L), 8, Width.WORD, link.soon()))
                .isInstanceOf(TargetRefused.class).hasMessageContaining("0x08000004");
        assertThat(probe.lastFailure()).hasValueSatisfying(failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.FAULT);
            assertThat(failure.code()).isEqualTo("11 AP FAULT");
        });
        assertThat(link.left()).isEmpty();
    }

    @Test
    void a_wait_is_repeated_with_growing_pauses_until_it_is_over() {
        StLinkProbe probe = attached("""
                > F2 07 00 00 00 20 08 00
                < *8
                > F2 3E
                < 10 00 *10
                > F2 07 00 00 00 20 08 00
                < *8
                > F2 3E
                < 14 00 *10
                > F2 07 00 00 00 20 08 00
                < 01 *7
                > F2 3E
                < 80 00 *10
                """);
        long before = link.clock().nanos();

        assertThat(probe.readMemory(RAM, 8, Width.WORD, link.soon()).at(0)).isEqualTo(1);
        assertThat(link.clock().nanos() - before).isEqualTo(3_000_000);
    }

    @Test
    void a_write_to_a_peripheral_is_never_repeated() {
        StLinkProbe probe = attached("""
                > F2 35 10 3C 02 40 02 00 01 00
                < 10 00
                > F2 46 FF FF 00 00 1E 00 00 00
                < 80 00
                """);

        assertThatThrownBy(() -> probe.writeMemory(Address.of(0x4002_3C10L), Bytes.of(2, 0, 1, 0), Width.WORD, link.soon()))
                .isInstanceOf(TargetSilent.class);
        assertThat(probe.lastFailure().orElseThrow().kind()).isEqualTo(Kind.WAIT);
        assertThat(link.left()).isEmpty();
    }

    @Test
    void a_wait_that_does_not_end_is_given_up() {
        var forever = new StringBuilder();
        for (int i = 0; i <= 8; i++) {
            forever.append("> F2 36 00 00 00 20\n< 10 00 *6\n");
        }
        StLinkProbe probe = attached(forever + "> F2 46 FF FF 00 00 1E 00 00 00\n< 80 00\n");

        assertThatThrownBy(() -> probe.readMemory(RAM, 4, Width.WORD, link.soon())).isInstanceOf(TargetSilent.class);
        assertThat(link.left()).isEmpty();
    }

    @Test
    void registers_of_the_debug_port_have_port_ffff() {
        StLinkProbe probe = attached("""
                > F2 45 FF FF 00 00
                < 80 00 00 00 77 14 A0 2B
                > F2 45 00 00 FC 00
                < 80 00 00 00 11 00 77 24
                > F2 46 FF FF 04 00 00 00 00 50
                < 80 00
                """);

        assertThat(probe.readDap(new DapRegister(DapRegister.DEBUG_PORT, 0), link.soon())).isEqualTo(0x2BA0_1477);
        assertThat(probe.readDap(new DapRegister(0, 0xFC), link.soon())).isEqualTo(0x2477_0011);
        probe.writeDap(new DapRegister(DapRegister.DEBUG_PORT, 4), 0x5000_0000, link.soon());
        assertThat(link.left()).isEmpty();
    }

    @Test
    void under_reset_the_line_is_low_before_and_after_the_debug_port_is_entered() {
        StLinkProbe probe = opened(ScriptedStLink.V2_1, OPENED + """
                > F1
                < 2A 1B 83 04 4B 37
                > F5
                < 01 00
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
        StLinkProbe probe = opened(ScriptedStLink.V2_1, OPENED + """
                > F1
                < 2A 1B 83 04 4B 37
                > F5
                < 01 00
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
    void half_words_need_j26() {
        link = new ScriptedStLink(ScriptedStLink.V2_1, "> F1\n< 26 59 83 04 4B 37\n> F5\n< 01 00\n");   // V2J25M25
        StLinkProbe probe = StLinkProbe.open(link, link.clock());

        assertThat(probe.widths()).containsExactlyInAnyOrder(Width.BYTE, Width.WORD);
        assertThatThrownBy(() -> probe.readMemory(RAM, 2, Width.HALF_WORD, link.soon())).isInstanceOf(CapabilityMissing.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"< 80", "< 80 00 00", "< 80 00 00 00 00 00 00", "< 80 00 *7", "< *64", "< silence", "< stall\n! clear 81"})
    void an_answer_that_is_short_long_late_or_missing_ends_the_conversation(String answer) {
        StLinkProbe probe = attached("> F2 36 00 00 00 20\n%s\n".formatted(answer));

        var first = catchThrowableOfType(LinkLost.class, () -> probe.readMemory(RAM, 4, Width.WORD, link.soon()));
        assertThat(first.diagnosis().suspects()).extracting(suspect -> suspect.cause()).contains("H6");
        assertThatThrownBy(() -> probe.readMemory(RAM, 4, Width.WORD, link.soon())).as("nothing is believed any more").isInstanceOf(LinkLost.class);
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
        assertThatThrownBy(() -> opened(ScriptedStLink.V3E, """
                > F1
                < 30 00 83 04 4E 37
                > FB 80
                < 03 00 0A 03 02 00 00 00 83 04 4E 37
                > F5
                < 01 00
                > F2 62 00
                < 80 00 00 00 C0 5D 00 00 FF *43
                """)).isInstanceOf(LinkUnavailable.class);
    }

    @ParameterizedTest
    @EnumSource(StLinkStatus.class)
    void every_published_status_has_an_end(StLinkStatus status) {
        String waits = status.kind() == Kind.WAIT ? "> F2 36 00 00 00 20\n< %02X 00 *6\n".formatted(status.code()).repeat(8) : "";
        String clears = List.of(Kind.FAULT, Kind.WAIT, Kind.DAMAGED).contains(status.kind()) ? "> F2 46 FF FF 00 00 1E 00 00 00\n< 80 00\n" : "";
        StLinkProbe probe = attached("> F2 36 00 00 00 20\n< %02X 00 *6\n".formatted(status.code()) + waits + (status.isDone() ? "" : clears));

        if (status.isDone()) {
            assertThat(probe.readMemory(RAM, 4, Width.WORD, link.soon()).u32(0)).isZero();
        } else {
            assertThatThrownBy(() -> probe.readMemory(RAM, 4, Width.WORD, link.soon())).isInstanceOf(SectorZeroException.class);
            assertThat(probe.lastFailure().orElseThrow().code()).isEqualTo(status.toString());
        }
        assertThat(link.left()).isEmpty();
    }

    @Test
    void no_two_statuses_share_a_code() {
        assertThat(Arrays.stream(StLinkStatus.values()).map(StLinkStatus::code)).doesNotHaveDuplicates().allMatch(code -> code > 0 && code <= 0xFF);
    }

    @Test
    void no_two_models_share_a_product() {
        int named = Arrays.stream(StLinkModel.values()).mapToInt(model -> (int) StLinkModel.products().stream().filter(product ->
                StLinkModel.of(new io.sectorzero.link.UsbIdentity(0x0483, product, 0, "")).equals(java.util.Optional.of(model))).count()).sum();

        assertThat(named).isEqualTo(StLinkModel.products().size());
        assertThat(StLinkModel.products()).contains(0x3748, 0x374B, 0x3752, 0x374E, 0x374F, 0x3753, 0x3754, 0x3757).doesNotContain(0x374D, 0x3744);
    }
}
