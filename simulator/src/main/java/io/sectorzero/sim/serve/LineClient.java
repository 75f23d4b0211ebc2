package io.sectorzero.sim.serve;

import io.sectorzero.link.LineSettings;

/** Who is told what a serial door hears. Called on the door's own thread; answers at once. */
interface LineClient {

    /** Bytes a client has sent, and how the line was set when it did. */
    void heard(SerialDoor door, byte[] bytes, LineSettings settings);
}
