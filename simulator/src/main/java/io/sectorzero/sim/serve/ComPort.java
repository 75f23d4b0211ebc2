package io.sectorzero.sim.serve;

import io.sectorzero.link.LineSettings;

/** What a remote client may do to the serial port it has opened over the network. */
interface ComPort {

    LineSettings settings();

    void settings(LineSettings wanted);

    /** Asserts or releases a modem line; an asserted line is a low pin. */
    void modemLine(Modem line, boolean asserted);

    boolean modemLine(Modem line);

    enum Modem { DTR, RTS }
}
