package io.sectorzero.sim.stlink;

import io.sectorzero.sim.debugport.Reply;
import io.sectorzero.sim.debugport.Wire;

/** What the probe has in its hands: the wires that lead to the target. What becomes of it on the way is the cable's business. */
public interface TargetCable {

    /** From now on bits go over the wires at this rate. */
    void clock(long hertz);

    /** Makes the target's debug port listen to this protocol. */
    void select(Wire wire);

    /** Fifty clocks with the data line high, and two with it low. */
    void lineReset();

    /** One transfer, made now. */
    Reply transfer(boolean accessPort, boolean read, int address, int data);

    /** A rising edge of the clock with these levels. @return what the target showed until then */
    boolean edge(boolean tms, boolean tdi);

    /** Pulls the reset wire low, or lets it go. */
    void nrst(boolean low);

    /** What the sense pin sees. */
    double sensedVolts();
}
