package io.sectorzero.sim.fault;

import java.util.List;

/**
 * How the loader's USB side behaves.
 *
 * @param begins        what an earlier host left behind in its first session
 * @param pollScale     what the poll times it announces are multiplied with
 * @param transferBytes the largest block it takes
 * @param dropsOnLeave  whether it is gone before it has answered the request that makes it leave
 */
public record DfuCondition(Begins begins, double pollScale, int transferBytes, boolean dropsOnLeave) implements Condition {

    /** The state of the protocol that a host finds. */
    public enum Begins { IDLE, DNLOAD_IDLE, UPLOAD_IDLE, ERROR }

    private static final int USUAL_TRANSFER = 2048;

    public static final DfuCondition HEALTHY = new DfuCondition(Begins.IDLE, 1, USUAL_TRANSFER, false);

    @Override public List<Trouble> troubles() {
        return new TroubleList()
                .when(begins != Begins.IDLE, "D6", "an earlier host left the loader in the state %s", begins)
                .when(pollScale != 1, "D7", "announced poll times are %s times what they should be", pollScale)
                .when(transferBytes != USUAL_TRANSFER, "D8", "the loader takes no more than %d bytes at once", transferBytes)
                .when(dropsOnLeave, "D10", "the loader leaves without an answer")
                .list();
    }
}
