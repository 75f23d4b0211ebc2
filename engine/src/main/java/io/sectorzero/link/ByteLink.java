package io.sectorzero.link;

import io.sectorzero.memory.Bytes;
import io.sectorzero.time.Deadline;

/** A stream of bytes with line settings: a UART. */
public interface ByteLink extends Link {

    void configure(LineSettings settings);

    /** Hands the bytes to the line, in order. Returns when they are under way, not when they have arrived. */
    void send(Bytes bytes);

    /** Waits for the first byte, then takes what is there. Returns how many; 0 means the deadline passed. */
    int receive(byte[] into, Deadline deadline);

    /** Forgets what has arrived and was not yet received. */
    void discard();
}
