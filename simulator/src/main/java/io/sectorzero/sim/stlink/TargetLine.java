package io.sectorzero.sim.stlink;

import io.sectorzero.memory.Bytes;
import java.util.function.IntConsumer;

/** The target's serial line, as the probe's own serial port reaches it. */
public interface TargetLine {

    /** @param parity {@code N}, {@code E} or {@code O} */
    void configure(int baud, char parity);

    void send(Bytes bytes);

    /** How many of the bytes sent have not begun their way. */
    int pending();

    /** From now on {@code taker} is told of each byte the target sends. */
    void onByte(IntConsumer taker);

    /** Nothing hangs on the probe's serial port: what is sent is gone, and nothing comes. */
    static TargetLine unconnected() {
        return new TargetLine() {

            @Override public void configure(int baud, char parity) {
            }

            @Override public void send(Bytes bytes) {
            }

            @Override public int pending() {
                return 0;
            }

            @Override public void onByte(IntConsumer taker) {
            }
        };
    }
}
