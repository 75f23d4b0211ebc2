package io.sectorzero.sim.board;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.fault.Direction;
import io.sectorzero.sim.fault.UartCondition;
import io.sectorzero.sim.wire.Framing;
import io.sectorzero.sim.wire.SerialWire;
import io.sectorzero.sim.world.World;

/** The adapter and the two wires between it and the chip. */
final class AdapterSocket implements SerialSocket {

    private static final int USUAL_BAUD = 115_200;

    private final UartCondition condition;
    private final SerialWire toBoard;
    private final SerialWire toHost;
    private ByteSink sink = (value, damaged) -> { };
    private ByteSink other = (value, damaged) -> { };
    private int baud = USUAL_BAUD;
    private char told = 'E';
    private char chips = 'E';
    private boolean follows;
    private boolean unplugged;

    AdapterSocket(World world, UartCondition condition) {
        this.condition = condition;
        toBoard = new SerialWire(world, framing(USUAL_BAUD, 'E'));
        toHost = new SerialWire(world, framing(USUAL_BAUD, 'E'));
        configure(USUAL_BAUD, told);
        toHost.onFraming(this::chipFrames);
    }

    private void chipFrames(Framing framing) {
        chips = framing.parity().name().charAt(0);
        if (follows) {
            configure(baud, told);
        }
    }

    @Override public void follow(boolean chip) {
        follows = chip;
        configure(baud, told);
    }

    SerialWire wire(Direction direction) {
        return direction == Direction.TO_BOARD ? toBoard : toHost;
    }

    @Override public void configure(int baud, char parity) {
        this.baud = baud;
        told = parity;
        Framing framing = framing(baud, follows ? chips : told);
        toBoard.sender(framing);
        if (!unplugged) {
            toHost.listen(framing, this::arrived);
        }
    }

    @Override public char parity() {
        return condition.noParity() ? 'N' : follows ? chips : told;
    }

    @Override public void send(Bytes bytes) {
        if (unplugged) {
            return;
        }
        for (int i = 0; i < bytes.length(); i++) {
            toBoard.send(bytes.at(i));
        }
    }

    @Override public void onByte(ByteSink taker) {
        sink = taker;
    }

    /** Somebody else on the same line hears it too. */
    void alsoTell(ByteSink second) {
        other = second;
    }

    @Override public int pendingToBoard() {
        return toBoard.waiting();
    }

    @Override public boolean isReceiving() {
        return toHost.isBusy();
    }

    boolean isBusy() {
        return toBoard.isBusy() || toHost.isBusy();
    }

    @Override public boolean isUnplugged() {
        return unplugged;
    }

    void unplug() {
        unplugged = true;
        toBoard.drop();
        toHost.deafen();
    }

    private void arrived(int value, boolean damaged) {
        sink.arrived(value, damaged);
        other.arrived(value, damaged);
    }

    private Framing framing(int baud, char parity) {
        Framing.Parity wanted = switch (parity) {
            case 'N' -> Framing.Parity.NONE;
            case 'E' -> Framing.Parity.EVEN;
            case 'O' -> Framing.Parity.ODD;
            default -> throw new IllegalArgumentException("no parity: " + parity);
        };
        Framing.Parity able = condition.noParity() ? Framing.Parity.NONE : wanted;
        Framing.Parity used = condition.parity().map(line -> Framing.Parity.valueOf(line.name())).orElse(able);
        return Framing.at(Math.min(baud, condition.maxBaud()), used);
    }
}
