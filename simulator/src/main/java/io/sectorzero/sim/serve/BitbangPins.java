package io.sectorzero.sim.serve;

import io.sectorzero.sim.board.Board;
import io.sectorzero.sim.board.DebugPlug;
import java.io.ByteArrayOutputStream;
import java.time.Duration;

/**
 * The board's debug pins in the hands of a client of the remote bit-bang protocol: one character, one act. Belongs to the
 * world's thread. As OpenOCD's driver {@code remote_bitbang} speaks it: JTAG up to 0.12, serial wire in later builds [O].
 */
final class BitbangPins {

    private static final Duration LONG_SLEEP = Duration.ofMillis(1);
    private static final Duration SHORT_SLEEP = Duration.ofNanos(1_000);

    private final Board board;
    private final DebugPlug plug;
    private boolean clock;
    private boolean data;
    private boolean drivesData = true;
    private boolean pullsReset;

    BitbangPins(Board board) {
        this.board = board;
        plug = board.debug();
        board.probeConnected(true);
    }

    /**
     * Does what the characters say.
     *
     * @param answers takes what is answered, in order
     * @return false when the client takes its leave, or says what is not in the protocol; what came after is not done
     */
    boolean act(byte[] characters, ByteArrayOutputStream answers) {
        for (byte character : characters) {
            if (!act((char) (character & 0xFF), answers)) {
                return false;
            }
        }
        return true;
    }

    private boolean act(char character, ByteArrayOutputStream answers) {
        switch (character) {
            case 'B', 'b', '\n', '\r' -> { }
            case 'R' -> answers.write(digit(plug.tdo()));
            case 'c' -> answers.write(digit(drivesData ? data : plug.swdio()));
            case '0', '1', '2', '3', '4', '5', '6', '7' ->
                    pins((character & 4) != 0, (character & 2) != 0, (character & 1) != 0);
            case 'd', 'e', 'f', 'g' -> {
                int levels = character - 'd';
                pins((levels & 2) != 0, (levels & 1) != 0, true);
            }
            case 'O' -> drivesData = true;
            case 'o' -> drivesData = false;
            case 'r', 's', 't', 'u' -> resets(character - 'r');
            case 'Z' -> board.world().pass(LONG_SLEEP);
            case 'z' -> board.world().pass(SHORT_SLEEP);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static int digit(boolean high) {
        return high ? '1' : '0';
    }

    // A line that the client has let go of is held high by its pull-up.
    private void pins(boolean newClock, boolean newData, boolean testData) {
        data = newData;
        if (newClock && !clock) {
            plug.edge(!drivesData || newData, testData);
        }
        clock = newClock;
    }

    private void resets(int asserted) {
        if ((asserted & 2) != 0) {
            plug.testReset();
        }
        systemReset((asserted & 1) != 0);
    }

    private void systemReset(boolean pulls) {
        if (pulls != pullsReset) {
            pullsReset = pulls;
            board.probeReset(pulls);
        }
    }

    /** The client has gone, and its wires with it. */
    void unplug() {
        systemReset(false);
        board.probeConnected(false);
    }
}
