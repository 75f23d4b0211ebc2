package io.sectorzero.sim.bench;

import io.sectorzero.failure.Confidence;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.LinkLost;
import io.sectorzero.failure.Suspect;
import io.sectorzero.link.ByteLink;
import io.sectorzero.link.LineSettings;
import io.sectorzero.link.LineSettings.Parity;
import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.board.Board;
import io.sectorzero.sim.board.SerialSocket;
import io.sectorzero.sim.wire.ByteQueue;
import io.sectorzero.sim.world.World;
import io.sectorzero.time.Deadline;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The serial line of a simulated board. Sending books the bytes and returns; receiving runs the world until bytes have
 * come. Like an adapter it hands over what arrived when the line falls idle, not byte by byte, so a block is one answer.
 */
final class SimulatedByteLink implements ByteLink {

    private final World world;
    private final SerialSocket socket;
    private final ByteQueue inbox = new ByteQueue();
    private final BooleanSupplier handsOver = this::handsOver;
    private Optional<LineSettings> told = Optional.empty();
    private int room;

    SimulatedByteLink(Board board) {
        world = board.world();
        socket = board.uart();
        socket.onByte((value, damaged) -> inbox.put(value));
    }

    @Override public String name() {
        return "simulated USART";
    }

    @Override public void configure(LineSettings settings) {
        requirePlugged();
        socket.configure(settings.baud(), settings.parity().name().charAt(0));
        told = Optional.of(settings);
    }

    @Override public Optional<LineSettings> inEffect() {
        return told.map(settings -> new LineSettings(settings.baud(), switch (socket.parity()) {
            case 'E' -> Parity.EVEN;
            case 'O' -> Parity.ODD;
            default -> Parity.NONE;
        }));
    }

    @Override public void send(Bytes bytes) {
        requirePlugged();
        socket.send(bytes);
    }

    @Override public int receive(byte[] into, Deadline deadline) {
        room = into.length;
        world.runUntil(handsOver, deadline);
        if (inbox.isEmpty()) {
            requirePlugged();
        }
        return inbox.drainInto(into);
    }

    private boolean handsOver() {
        return inbox.isEmpty() ? socket.isUnplugged() : inbox.size() >= room || !socket.isReceiving();
    }

    @Override public void discard() {
        inbox.clear();
    }

    @Override public void close() {
        inbox.clear();
    }

    private void requirePlugged() {
        if (socket.isUnplugged()) {
            throw new LinkLost(Diagnosis.of("%s is gone", name())
                    .because("the adapter left the computer")
                    .suspect(new Suspect("H7", "USB cable, hub or port", Confidence.LIKELY))
                    .remedy("plug the adapter in again, look at the board, and start over"));
        }
    }
}
