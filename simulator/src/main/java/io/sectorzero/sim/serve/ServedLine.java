package io.sectorzero.sim.serve;

import io.sectorzero.link.LineSettings;
import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.board.SerialSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The board's UART between its socket and every serial door. All doors are wired in parallel: what one sends is on the
 * one line in the order it came, what the board sends reaches all. Belongs to the world's thread, but for
 * {@link #plug} and {@link #doors}.
 */
final class ServedLine {

    private static final int FULL = 1024;

    /** Bytes of one door, and how many bytes will have crossed the line when the last of them has. */
    private record Underway(SerialDoor door, int count, long upTo) {
    }

    private final SerialSocket socket;
    private final List<SerialDoor> doors = new CopyOnWriteArrayList<>();
    private final Deque<Underway> underway = new ArrayDeque<>();
    private final byte[] fromBoard = new byte[FULL];
    private int waiting;
    private boolean unplugged;
    private long sent;
    private LineSettings settings = LineSettings.even(115_200);

    ServedLine(SerialSocket socket) {
        this.socket = socket;
        socket.onByte((value, damaged) -> take(value));
        configure(settings);
    }

    void plug(SerialDoor door) {
        doors.add(door);
    }

    List<SerialDoor> doors() {
        return doors;
    }

    LineSettings settings() {
        return switch (socket.parity()) {
            case 'N' -> new LineSettings(settings.baud(), LineSettings.Parity.NONE);
            case 'O' -> new LineSettings(settings.baud(), LineSettings.Parity.ODD);
            default -> new LineSettings(settings.baud(), LineSettings.Parity.EVEN);
        };
    }

    /** Somebody who cannot say a parity may be at the line; it is then the one that the chip sends with. */
    void follow(boolean chip) {
        socket.follow(chip);
    }

    void configure(LineSettings wanted) {
        settings = wanted;
        socket.configure(wanted.baud(), wanted.parity().name().charAt(0));
    }

    void send(SerialDoor door, byte[] bytes, LineSettings as) {
        if (as.parity() != settings.parity()) {
            follow(false);
        }
        if (!as.equals(settings)) {
            configure(as);
        }
        socket.send(Bytes.copyOf(bytes));
        sent += bytes.length;
        underway.add(new Underway(door, bytes.length, sent));
    }

    /** Gives the doors what the board has sent, and credit for what has crossed the line. */
    void settle() {
        flush();
        long crossed = sent - socket.pendingToBoard();
        while (!underway.isEmpty() && underway.peek().upTo() <= crossed) {
            Underway done = underway.remove();
            done.door().crossed(done.count());
        }
        if (socket.isUnplugged() && !unplugged) {
            unplugged = true;
            doors.forEach(SerialDoor::unplug);
        }
    }

    private void take(int value) {
        if (waiting == fromBoard.length) {
            flush();
        }
        fromBoard[waiting++] = (byte) value;
    }

    private void flush() {
        if (waiting > 0) {
            for (SerialDoor door : doors) {
                door.deliver(fromBoard, waiting);
            }
            waiting = 0;
        }
    }
}
