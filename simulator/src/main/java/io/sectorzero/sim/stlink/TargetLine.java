package io.sectorzero.sim.stlink;

import io.sectorzero.memory.Bytes;

/** The target's serial line, as the probe's own serial port reaches it. */
public interface TargetLine {

    /** @param parity {@code N}, {@code E} or {@code O} */
    void configure(int baud, char parity);

    void send(Bytes bytes);

    /** How many of the bytes sent have not begun their way. */
    int pending();

    /** From now on {@code taker} is told of each byte the target sends. */
    void onByte(java.util.function.IntConsumer taker);
}
