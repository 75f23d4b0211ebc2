package io.sectorzero.sim.serve;

/** Somewhere TCP clients can call. */
interface TcpDoor {

    /** Somebody has called; with whom do they speak from now on? Called on the thread of {@link Sockets}. */
    Conversation welcome(Peer peer);
}
