package io.sectorzero.sim.board;

import io.sectorzero.memory.Bytes;

/** What the plug of a serial adapter sees of a board. */
public interface SerialSocket {

    /**
     * Sets the adapter; it may be unable and do something else without saying so, as adapters do.
     *
     * @param parity {@code N}, {@code E} or {@code O}
     */
    void configure(int baud, char parity);

    /** The parity the adapter says it uses. One that has none says so; of a rate it cannot keep it says nothing. */
    char parity();

    /**
     * Whether the adapter takes the parity that the chip sends with, whatever it was told: for programs that have no way to
     * say theirs.
     */
    void follow(boolean chip);

    /** Puts bytes on the line behind those that wait, back to back at line speed. */
    void send(Bytes bytes);

    /** From now on {@code sink} takes what arrives. */
    void onByte(ByteSink sink);

    /** How many of the bytes sent have not begun their way. */
    int pendingToBoard();

    /** Whether a byte from the board is on its way right now, or waits at the chip's end. */
    boolean isReceiving();

    /** Whether the adapter has left the computer. */
    boolean isUnplugged();
}
