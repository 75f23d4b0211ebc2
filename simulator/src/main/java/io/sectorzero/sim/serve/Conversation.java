package io.sectorzero.sim.serve;

/** What is spoken with one TCP client. Called on the thread of {@link Sockets}, except where it says otherwise. */
interface Conversation {

    /** How many bytes would be taken now; 0 leaves them with the client. May be called by any thread. */
    int appetite();

    /** Bytes the client has sent, at most as many as the appetite was. */
    void heard(byte[] bytes);

    /** Comes round every time the sockets' thread does: a chance to go on with what had to wait. */
    default void goOn() {
    }

    /** The client has gone. */
    void hungUp();
}
