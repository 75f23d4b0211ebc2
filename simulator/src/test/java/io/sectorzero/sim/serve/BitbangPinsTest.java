package io.sectorzero.sim.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.sim.board.Board;
import io.sectorzero.sim.board.BoardSettings;
import io.sectorzero.sim.fault.PowerCondition;
import io.sectorzero.sim.fault.ResetWiring;
import io.sectorzero.sim.world.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a client of the debug pins brings to the board, and what it leaves there when it goes. */
class BitbangPinsTest {

    @Test
    void a_board_fed_by_its_probe_keeps_its_supply_when_a_client_of_the_pins_leaves() {
        Board board = Board.build(BoardSettings.healthy().with(fedByProbe()), new World(1));
        assertThat(board.volts()).isZero();
        board.probe(true);
        double fed = board.volts();
        assertThat(fed).isPositive();

        new BitbangPins(board).unplug();
        assertThat(board.volts()).isEqualTo(fed);
        board.probe(false);
        assertThat(board.volts()).isZero();
    }

    @Test
    void a_client_of_the_pins_feeds_a_board_that_has_lost_its_probe() {
        Board board = Board.build(BoardSettings.healthy().with(fedByProbe()), new World(1));
        board.probe(true);
        var pins = new BitbangPins(board);
        board.probe(false);
        assertThat(board.volts()).isPositive();
        pins.unplug();
        assertThat(board.volts()).isZero();
    }

    @Test
    void the_fight_over_reset_goes_on_until_the_last_probe_has_gone() {
        Board board = Board.build(BoardSettings.healthy().with(new ResetWiring(ResetWiring.Pull.FIGHT, true, 0)), new World(1));
        board.probe(true);
        var pins = new BitbangPins(board);
        assertThat(isRunning(board)).isFalse();
        pins.unplug();
        assertThat(isRunning(board)).isFalse();
        board.probe(false);
        assertThat(isRunning(board)).isTrue();
    }

    private static boolean isRunning(Board board) {
        board.world().pass(Duration.ofMillis(5));
        return board.chip().isRunning();
    }

    private static PowerCondition fedByProbe() {
        PowerCondition healthy = PowerCondition.HEALTHY;
        return new PowerCondition(healthy.vdd(), healthy.sourceOhm(), healthy.bulkUf(), healthy.vdda(), healthy.vcapUf(), healthy.vcapV(),
                healthy.pdrOn(), true);
    }
}
