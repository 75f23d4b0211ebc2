package io.sectorzero.protocol.stlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.failure.LinkLost;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.link.DapFailure.Kind;
import io.sectorzero.link.DapRegister;
import io.sectorzero.link.Width;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What goes through an attached probe, memory and registers: how it is cut, when it is believed, asked again or given up. Judged
 * by a script, every byte of it; bytes as in OpenOCD 0.12 stlink_usb.c [O].
 */
class StLinkAccessTest extends StLinkOnPaper {

    private static final Address SR = Address.of(0x4002_3C0CL);

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
        assertThat(link.left()).isEmpty();
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
}
