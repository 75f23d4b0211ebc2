package io.sectorzero.sim.rom;

import io.sectorzero.sim.silicon.BusFault;
import io.sectorzero.sim.wire.FrameSink;
import io.sectorzero.sim.world.Happening;
import io.sectorzero.sim.world.World;
import java.util.function.Consumer;

/**
 * How the loader stands at its USART: it either listens, or it works or speaks and hears nothing. One byte that comes
 * meanwhile waits in the receiver, and a second overruns it.
 */
final class LoaderUart implements FrameSink {

    private static final long NOTHING = -1;

    private final World world;
    private final LoaderPort port;
    private final Consumer<String> log;
    private final OneByteBuffer held = new OneByteBuffer();
    private final Happening sent = guarded(this::listen);
    private FrameSink listener = (value, damaged) -> { };
    private boolean busy;
    private long ticket = NOTHING;

    LoaderUart(World world, LoaderPort port, Consumer<String> log) {
        this.world = world;
        this.port = port;
        this.log = log;
    }

    /** From now on {@code taker} gets the bytes, whenever the loader listens. */
    void onByte(FrameSink taker) {
        listener = taker;
    }

    @Override public void frame(int value, boolean damaged) {
        if (busy) {
            held.offer(value, damaged);
            return;
        }
        try {
            listener.frame(value, damaged);
        } catch (BusFault fault) {
            die(fault);
        }
    }

    boolean isBusy() {
        return busy;
    }

    void send(int value) {
        port.tx().send(value);
    }

    /** The loader turns to something else and does not listen until it has spoken again. */
    void turnAway() {
        busy = true;
    }

    /** The loader stands at its transmitter until the last byte of an answer has begun its way; then it listens. */
    void listenWhenSent() {
        long begun = port.tx().lastStartNanos();
        if (begun > world.nanos()) {
            busy = true;
            ticket = world.at(begun, sent);
        } else {
            listen();
        }
    }

    /** Does something when the last byte of an answer has left, and listens no more. */
    void whenSent(Happening step) {
        busy = true;
        ticket = world.at(port.tx().freeAtNanos(), guarded(step));
    }

    void stop() {
        if (ticket != NOTHING) {
            world.cancel(ticket);
            ticket = NOTHING;
        }
    }

    /** A step that may end in a bus fault, which is a hard fault of the core: nothing answers until the next reset. */
    Happening guarded(Happening step) {
        return () -> {
            try {
                step.happen();
            } catch (BusFault fault) {
                die(fault);
            }
        };
    }

    private void listen() {
        busy = false;
        if (held.holds()) {
            boolean damaged = held.isDamaged();
            listener.frame(held.take(), damaged);
        }
    }

    private void die(BusFault fault) {
        log.accept("dead of a bus fault: " + fault.getMessage());
        stop();
        busy = true;
    }
}
