package io.sectorzero.sim.serve;

import io.sectorzero.link.LineSettings;

/** Who is told what the clients of serial doors do. Called on the doors' own threads; may make them wait a little. */
interface LineClient {

    /** Bytes a client has sent, and how the line was set when it did. */
    void heard(SerialDoor door, byte[] bytes, LineSettings settings);

    /** A client has asserted or released a modem line; an asserted line is a low pin. */
    void modemLine(ComPort.Modem line, boolean asserted);

    /** A client has gone, and with it whatever it held on its modem lines. */
    void hungUp(SerialDoor door);
}
