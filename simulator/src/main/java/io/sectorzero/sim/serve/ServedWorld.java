package io.sectorzero.sim.serve;

import io.sectorzero.link.LineSettings;
import io.sectorzero.sim.board.Board;
import io.sectorzero.sim.board.Switchable;
import java.time.Duration;
import java.util.Locale;

/** The board and its line, as the world's thread sees them. Everything here belongs to that thread. */
final class ServedWorld {

    // Long enough for the supply to rise, for reset to be released and for the loader to listen: 0.614 ms from reset
    // to the first byte it can hear, AN2606 Rev 70 "STM32F412xx devices", and what a power-on reset takes before that.
    private static final Duration WAKING_UP = Duration.ofMillis(10);
    private static final Duration POWERED_OFF = Duration.ofMillis(100);
    // A loader needs 380 ms to appear on USB, AN2606 Rev 70 "USB minimum timing".
    private static final Duration COMING_UP = Duration.ofMillis(500);
    // Far longer than the 300 ns for which NRST must be low to be seen. DS11139 Rev 8 Table 60.
    private static final Duration RESET_PULSE = Duration.ofMillis(1);

    private final Board board;
    private final ServedLine line;
    private boolean resetByDoor;
    private boolean resetByLine;

    ServedWorld(Board board) {
        this.board = board;
        this.line = new ServedLine(board.uart());
    }

    Board board() {
        return board;
    }

    ServedLine line() {
        return line;
    }

    /** @throws Refused when nothing on this bench is wired to that switch */
    void require(Switchable wanted) throws Refused {
        if (!board.settings().switches().contains(wanted)) {
            throw new Refused("this board has no switch for %s; bench.controls of its file does not name it",
                    wanted.name().toLowerCase(Locale.ROOT));
        }
    }

    void power(boolean on) {
        board.power(on);
        wakeUp();
    }

    void powerCycle() {
        board.power(false);
        board.world().pass(POWERED_OFF);
        board.power(true);
        wakeUp();
    }

    /** NRST as the control door wants it. The line is low while anybody holds it. */
    void reset(boolean asserted) {
        resetByDoor = asserted;
        drive();
    }

    void resetPulse() {
        reset(true);
        board.world().pass(RESET_PULSE);
        reset(false);
    }

    void boot0(boolean high) {
        board.boot0(high);
    }

    /** As wired in the example bench file: NRST on RTS, BOOT0 on DTR. An asserted line is a low pin. */
    void modemLine(ComPort.Modem which, boolean asserted) {
        if (which == ComPort.Modem.RTS) {
            resetByLine = asserted;
            drive();
        } else {
            boot0(!asserted);
        }
    }

    /** A client has gone: a port that nobody has open holds nothing in reset. */
    void letGo() {
        if (resetByLine) {
            resetByLine = false;
            drive();
        }
    }

    void configure(LineSettings settings) {
        line.configure(settings);
    }

    private void drive() {
        board.reset(resetByDoor || resetByLine);
        wakeUp();
    }

    /** The USB cable. When it is in, whatever comes up there has come up when this returns. */
    void cable(boolean in) {
        board.cable(in);
        board.world().pass(in ? COMING_UP : WAKING_UP);
    }

    /** The debug probe's plug, whose other end is on the board. */
    void probe(boolean in) {
        board.probe(in);
        board.world().pass(WAKING_UP);
    }

    /** As {@link #wakeUp()}, with the probe and the USB cable that the doors need, until what comes up there has come up. */
    void wakeUp(DoorRequest doors) {
        wakeUp();
        // A board that starts its program by itself keeps what that did: a reset would end it.
        if (doors.isForDebuggers() && board.status().boot0()) {
            boot0(false);
            resetPulse();
        }
        if (doors.needsProbe()) {
            probe(true);
        }
        if (doors.needsCable()) {
            cable(true);
        }
    }

    /** Lets the board come up, so that whoever is told "done" finds it listening. */
    void wakeUp() {
        board.world().pass(WAKING_UP);
    }
}
