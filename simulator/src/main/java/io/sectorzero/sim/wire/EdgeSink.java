package io.sectorzero.sim.wire;

/** Somebody who watches the level of a wire instead of decoding frames, as a loader does that measures a baud rate. */
@FunctionalInterface
public interface EdgeSink {

    void edge(long picos, boolean rising);
}
