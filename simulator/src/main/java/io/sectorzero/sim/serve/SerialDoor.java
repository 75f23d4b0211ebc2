package io.sectorzero.sim.serve;

/** A place where a program can plug into the board's UART. Its methods may be called from any thread and never wait. */
interface SerialDoor {

    /** How many bytes a door may have handed over that have not yet crossed the line. More it does not read. */
    int CREDIT_BYTES = 4096;

    /** Bytes from the board. Without a client they are lost, as at a port that nobody has open. */
    void deliver(byte[] bytes, int count);

    /** This many of the bytes handed over have crossed the line. */
    void crossed(int count);

    /** The adapter has left the computer: hang up, and let nobody in again. Does not wait until that is done. */
    void unplug();

    /** For people: which door this is, whether a client is there, and how many bytes it did not take in time. */
    String status();
}
