package io.sectorzero.sim.bench;

import io.sectorzero.bench.Controls;
import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.sim.board.Board;
import io.sectorzero.sim.board.Switchable;
import java.util.Locale;

/** The switches of a simulated board, as far as its file says they are wired. */
final class SimulatedControls implements Controls {

    private final String bench;
    private final Board board;

    SimulatedControls(String bench, Board board) {
        this.bench = bench;
        this.board = board;
    }

    @Override public void power(boolean on) {
        require(Switchable.POWER);
        board.power(on);
    }

    @Override public void reset(boolean asserted) {
        require(Switchable.RESET);
        board.reset(asserted);
    }

    @Override public void boot0(boolean high) {
        require(Switchable.BOOT0);
        board.boot0(high);
    }

    private void require(Switchable wanted) {
        if (!board.settings().switches().contains(wanted)) {
            throw new CapabilityMissing(Diagnosis.of("bench %s has no switch for %s", bench, wanted.name().toLowerCase(Locale.ROOT))
                    .because("bench.controls of its board file does not name it")
                    .remedy("do it by hand, or choose a bench where it is wired"));
        }
    }
}
