package io.sectorzero.sim.stlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.board.Board;
import io.sectorzero.sim.board.BoardSettings;
import io.sectorzero.sim.fault.ProbeCondition.Answers;
import io.sectorzero.sim.fault.ProbeCondition.Model;
import io.sectorzero.sim.fault.ProbeCondition;
import io.sectorzero.sim.fault.ResetWiring;
import io.sectorzero.sim.fault.SwdWiring;
import io.sectorzero.sim.usb.Transfer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is wrong with a probe, or between it and its board, as a computer sees it. */
class TroubledProbeTest {

    private static final ProbeCondition HEALTHY = ProbeCondition.HEALTHY;

    private static Host with(ProbeCondition probe) {
        return Host.with(BoardSettings.healthy().with(probe));
    }

    @Test
    void old_firmware_says_so_and_knows_fewer_commands() {
        Host host = with(HEALTHY.withFirmware("V2J23M6"));

        assertThat(host.ask("F1")).startsWith("25 C6");
        assertThat(host.ask("F2 30 A3")).isEqualTo("80 00");
        assertThat(host.ask("F2 45 FF FF 00 00")).isEqualTo("42 00");
        assertThat(host.ask("F2 44 20 00")).isEqualTo("42 00");
        assertThat(host.ask("F2 36 00 ED 00 E0")).isEqualTo("80 00 00 00 41 C2 0F 41");
    }

    @Test
    void a_wedged_probe_takes_nothing_and_says_nothing_until_it_has_been_without_power() {
        Host host = with(HEALTHY.wedgedAfter(2));
        assertThat(host.ask("F5")).isEqualTo("01 00");
        assertThat(host.ask("F5")).isEqualTo("01 00");

        assertThat(host.ask("F5")).isEmpty();
        assertThat(host.carry(Transfer.out(host.out, Bytes.repeat(0, 16), ended -> { })).ending()).contains(Transfer.Ending.CANCELLED);
        host.probe.reset();
        assertThat(host.ask("F5")).isEmpty();

        host.board.probe(false);
        host.board.probe(true);
        assertThat(Host.at(host.board).ask("F5")).isEqualTo("01 00");
    }

    @Test
    void a_probe_that_leaves_is_gone_for_whoever_waits() {
        Host host = with(HEALTHY.droppedAfter(1));
        host.ask("F5");

        host.carry(Transfer.in(Host.IN, 2, ended -> { }));
        host.send("F5");
        host.board.world().pass(Duration.ofMillis(5));

        assertThat(host.board.usb().present()).isEmpty();
        assertThat(host.carry(Transfer.in(Host.IN, 2, ended -> { })).ending()).contains(Transfer.Ending.GONE);
    }

    @Test
    void answers_may_be_too_short_too_long_too_late_or_nonsense() {
        assertThat(with(HEALTHY.answering(Answers.SHORT, 0)).read("F7", 8).length()).isEqualTo(7);
        assertThat(with(HEALTHY.answering(Answers.LONG, 0)).read("F7", 256).length()).isGreaterThan(8);
        assertThat(with(HEALTHY.answering(Answers.LATE, 0)).read("F7", 8).length()).isZero();
        Bytes garbage = with(HEALTHY.answering(Answers.GARBAGE, 0)).read("F7", 8);
        assertThat(garbage.length()).isEqualTo(8);
        assertThat(garbage).isNotEqualTo(with(HEALTHY).read("F7", 8));
        Host later = with(HEALTHY.answering(Answers.SHORT, 2));
        assertThat(later.read("F7", 8).length() + later.read("F7", 8).length() + later.read("F7", 8).length()).isEqualTo(8 + 8 + 7);
    }

    @Test
    void nobody_may_take_its_answer_for_that_of_the_next_command_who_does_not_drain_first() {
        Host host = with(HEALTHY.answering(Answers.LATE, 1));
        host.ask("F5");
        host.send("F1");
        host.board.world().pass(Duration.ofSeconds(40));

        assertThat(host.ask("F5")).isEqualTo("2A 1B 83 04 4B 37");
    }

    @ParameterizedTest
    @EnumSource(value = SwdWiring.Lines.class, names = "OK", mode = EnumSource.Mode.EXCLUDE)
    void with_wires_that_carry_nothing_it_finds_no_target(SwdWiring.Lines lines) {
        SwdWiring good = SwdWiring.HEALTHY;
        Host host = Host.with(BoardSettings.healthy().with(new SwdWiring(lines, good.maxReliableHz(), good.ber(), good.commonMode())));

        assertThat(host.ask("F2 30 A3")).isEqualTo("09 00");
        assertThat(host.ask("F5")).isEqualTo("01 00");
    }

    @Test
    void without_power_on_the_board_it_finds_no_target_and_senses_nothing() {
        Host host = with(HEALTHY);
        host.board.power(false);

        assertThat(host.ask("F2 30 A3")).isEqualTo("09 00");
        assertThat(host.read("F7", 8).u32(4)).isZero();
    }

    @Test
    void its_reset_wire_resets_the_chip_where_it_is_wired_and_nothing_where_it_is_not() {
        assertThat(resets(ResetWiring.HEALTHY)).isTrue();
        assertThat(resets(new ResetWiring(ResetWiring.Pull.OK, false, 0))).isFalse();
    }

    private static boolean resets(ResetWiring wiring) {
        Host host = Host.with(BoardSettings.healthy().with(wiring));
        host.ask("F2 30 A3");
        host.ask("F2 36 F0 ED 00 E0");
        assertThat(host.ask("F2 3C 02")).isEqualTo("80 00");
        host.board.world().pass(Duration.ofMillis(20));
        return (Bytes.parseHex(host.ask("F2 36 F0 ED 00 E0")).at(7) & 2) != 0;
    }

    @Test
    void pulled_out_it_lets_go_of_the_reset_wire() {
        Host host = with(HEALTHY);
        host.ask("F2 3C 00");
        host.board.world().pass(Duration.ofMillis(1));
        assertThat(host.board.chip().isRunning()).isFalse();

        host.board.probe(false);
        host.board.world().pass(Duration.ofMillis(20));

        assertThat(host.board.chip().isRunning()).isTrue();
    }

    @Test
    void a_twin_has_the_same_number_and_no_board() {
        Board board = Host.with(BoardSettings.healthy().with(new ProbeCondition(HEALTHY.firmware(), HEALTHY.vtref(), true, HEALTHY.cloned(),
                HEALTHY.disk(), HEALTHY.claimedBy(), HEALTHY.wedgeAfter(), HEALTHY.dropAfter(), Answers.NORMAL, 0, HEALTHY.waitRetries(),
                Optional.of("0672FF0123456789ABCDEF01"), true, Model.V2_1))).board;

        assertThat(board.usb().present()).extracting(each -> each.description().serial())
                .containsExactly("0672FF0123456789ABCDEF01", "0672FF0123456789ABCDEF01");
        Host other = Host.at(board, 1);
        assertThat(other.ask("F2 30 A3")).isEqualTo("09 00");
        assertThat(Host.at(board, 0).ask("F2 30 A3")).isEqualTo("80 00");
    }
}
