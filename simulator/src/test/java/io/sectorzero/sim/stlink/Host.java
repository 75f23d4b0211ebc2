package io.sectorzero.sim.stlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.sim.board.Board;
import io.sectorzero.sim.board.BoardSettings;
import io.sectorzero.sim.fault.ProbeCondition;
import io.sectorzero.sim.world.World;
import java.time.Duration;

/** A computer with a probe on its USB, and a board at the other end. */
final class Host extends Computer {

    final Board board;

    private Host(Board board, int which) {
        super(board.world(), board.usb().present().get(which));
        this.board = board;
    }

    static Host with(BoardSettings settings) {
        Board board = Board.build(settings, new World(1));
        board.world().pass(Duration.ofMillis(20));
        board.probe(true);
        return at(board);
    }

    /** A board whose probe is in a computer already. */
    static Host at(Board board) {
        return at(board, 0);
    }

    static Host at(Board board, int which) {
        return new Host(board, which);
    }

    /** A healthy board with this model, started from its blank flash. */
    static Host with(ProbeCondition.Model model) {
        return with(BoardSettings.healthy().with(ProbeCondition.HEALTHY.with(model)));
    }

    static Host connected(ProbeCondition.Model model) {
        Host host = with(model);
        assertThat(host.ask("F2 30 A3")).isEqualTo("80 00");
        return host;
    }
}
