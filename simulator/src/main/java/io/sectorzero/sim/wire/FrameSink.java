package io.sectorzero.sim.wire;

/** Somebody whose UART receives frames. */
@FunctionalInterface
public interface FrameSink {

    /** A frame has been sampled to its end. {@code damaged}: its parity or its stop bit was wrong. */
    void frame(int value, boolean damaged);
}
