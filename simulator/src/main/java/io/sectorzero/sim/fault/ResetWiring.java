package io.sectorzero.sim.fault;

import java.util.List;

/**
 * What hangs on NRST.
 *
 * @param nrst      what else pulls at the pin
 * @param nrstWired whether the probe's reset wire ends at the pin
 * @param nrstNf    the capacitor from NRST to ground in nF; 0 for none that is worth a delay
 */
public record ResetWiring(Pull nrst, boolean nrstWired, double nrstNf) implements Condition {

    /** What else pulls at NRST. */
    public enum Pull {
        /** The chip's own pull-up. */
        OK,
        /** Something holds it low for ever. */
        STUCK_LOW,
        /** A resistor so small that nobody outside gets the pin low. */
        STRONG_PULL_UP,
        /** Something drives it against the probe: it stays at 0.6 to 0.8 V, low to the chip, as long as a probe is connected. */
        FIGHT
    }

    public static final ResetWiring HEALTHY = new ResetWiring(Pull.OK, true, 0);

    /** Recommended at the pin. DS11139 Rev 8 Table 60. */
    private static final double RECOMMENDED_NF = 100;

    /** The internal pull-up, and from where on the pin counts as high: 0.7 VDD. DS11139 Rev 8 Table 60. */
    private static final double PULL_UP_OHM = 40_000;
    private static final double HIGH_OF_VDD = 0.7;

    public ResetWiring {
        Limits.require(nrstNf >= 0, "no capacitor: %s nF", nrstNf);
    }

    /** How long NRST stays low after everybody has let go of it. */
    public long riseNanos() {
        return (long) (PULL_UP_OHM * nrstNf * -Math.log(1 - HIGH_OF_VDD));
    }

    /** Whether somebody outside can pull the pin low. */
    public boolean yields() {
        return nrst != Pull.STRONG_PULL_UP;
    }

    @Override public List<Trouble> troubles() {
        return new TroubleList()
                .when(nrst == Pull.STUCK_LOW, "E9", "NRST is stuck low")
                .when(nrst == Pull.STRONG_PULL_UP, "E9", "NRST is pulled up so hard that nobody gets it low")
                .when(nrst == Pull.FIGHT, "E9", "something fights the probe over NRST")
                .when(nrstNf > RECOMMENDED_NF, "E9", "%.0f nF hold NRST low for %.0f ms", nrstNf, riseNanos() / 1e6)
                .when(!nrstWired, "E10", "NRST is not wired to the probe")
                .list();
    }
}
