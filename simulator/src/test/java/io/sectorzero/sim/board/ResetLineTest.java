package io.sectorzero.sim.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.sim.fault.ResetWiring;
import io.sectorzero.sim.fault.ResetWiring.Pull;
import io.sectorzero.sim.world.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** NRST with everybody who pulls at it: chip, probe, button, capacitor and whatever is stuck. */
class ResetLineTest {

    private static Board board(ResetWiring wiring) {
        var board = Board.build(BoardSettings.healthy().with(wiring), new World(7));
        board.world().pass(Duration.ofMillis(20));
        return board;
    }

    private static boolean isRunningAfter(Board board, long millis) {
        board.world().pass(Duration.ofMillis(millis));
        return board.chip().isRunning();
    }

    @Test
    void a_wired_probe_resets_the_chip_and_lets_it_go() {
        Board board = board(ResetWiring.HEALTHY);

        board.probeReset(true);
        assertThat(isRunningAfter(board, 1)).isFalse();
        assertThat(board.status().resetHeld()).isTrue();
        board.probeReset(false);
        assertThat(isRunningAfter(board, 1)).isTrue();
    }

    @Test
    void a_probe_whose_wire_ends_nowhere_resets_nothing_and_a_button_still_does() {
        Board board = board(new ResetWiring(Pull.OK, false, 0));

        board.probeReset(true);
        assertThat(isRunningAfter(board, 1)).isTrue();
        board.reset(true);
        assertThat(isRunningAfter(board, 1)).isFalse();
    }

    @Test
    void either_of_two_who_pull_keeps_it_low() {
        Board board = board(ResetWiring.HEALTHY);

        board.probeReset(true);
        board.reset(true);
        board.probeReset(false);
        assertThat(isRunningAfter(board, 1)).isFalse();
        board.reset(false);
        assertThat(isRunningAfter(board, 1)).isTrue();
    }

    @Test
    void a_probe_that_lets_go_does_not_let_go_for_another() {
        Board board = board(ResetWiring.HEALTHY);

        board.probeReset(true);
        board.probeReset(true);
        board.probeReset(false);
        assertThat(isRunningAfter(board, 1)).isFalse();
        board.probeReset(false);
        assertThat(isRunningAfter(board, 1)).isTrue();
    }

    @Test
    void stuck_low_means_a_chip_that_never_starts() {
        Board board = board(new ResetWiring(Pull.STUCK_LOW, true, 0));

        assertThat(isRunningAfter(board, 1000)).isFalse();
        board.probeReset(true);
        board.probeReset(false);
        assertThat(isRunningAfter(board, 1000)).isFalse();
    }

    @Test
    void nobody_gets_a_strongly_pulled_up_pin_low() {
        Board board = board(new ResetWiring(Pull.STRONG_PULL_UP, true, 0));

        board.probeReset(true);
        board.reset(true);
        assertThat(isRunningAfter(board, 1)).isTrue();
    }

    @Test
    void a_fight_keeps_the_chip_in_reset_as_long_as_a_probe_is_connected() {
        Board board = board(new ResetWiring(Pull.FIGHT, true, 0));
        assertThat(board.chip().isRunning()).isTrue();

        board.probeConnected(true);
        assertThat(isRunningAfter(board, 1)).isFalse();
        board.probeConnected(false);
        assertThat(isRunningAfter(board, 1)).isTrue();
    }

    @Test
    void a_large_capacitor_holds_the_chip_in_reset_long_after_everybody_has_let_go() {
        Board board = board(new ResetWiring(Pull.OK, true, 10_000));
        assertThat(board.chip().isRunning()).as("20 ms after power-on").isFalse();
        assertThat(isRunningAfter(board, 500)).isTrue();

        board.probeReset(true);
        board.probeReset(false);
        assertThat(isRunningAfter(board, 400)).isFalse();
        board.probeReset(true);
        board.probeReset(false);
        assertThat(isRunningAfter(board, 400)).as("it begins again with every pull").isFalse();
        assertThat(isRunningAfter(board, 100)).isTrue();
    }
}
