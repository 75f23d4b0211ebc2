package io.sectorzero.sim.board;

import io.sectorzero.sim.debugport.Reply;
import io.sectorzero.sim.debugport.Wire;
import io.sectorzero.sim.stlink.TargetCable;

/** What the probe's cable ends at on this board. */
final class ProbeCable implements TargetCable {

    private final Board board;
    private boolean held;

    ProbeCable(Board board) {
        this.board = board;
    }

    @Override public void clock(long hertz) {
        board.debug().clock(hertz);
    }

    @Override public void select(Wire wire) {
        board.debug().select(wire);
    }

    @Override public void lineReset() {
        board.debug().lineReset();
    }

    @Override public Reply transfer(boolean accessPort, boolean read, int address, int data) {
        return board.debug().transfer(accessPort, read, address, data);
    }

    @Override public boolean edge(boolean tms, boolean tdi) {
        boolean out = board.debug().tdo();
        board.debug().edge(tms, tdi);
        return out;
    }

    @Override public void nrst(boolean low) {
        if (low != held) {
            held = low;
            board.probeReset(low);
        }
    }

    @Override public double sensedVolts() {
        return board.settings().probe().sensedVolts(board.volts());
    }
}
