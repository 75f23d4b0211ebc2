package io.sectorzero.sim.fault;

import java.util.List;

/**
 * The supply.
 *
 * @param vdd       volts at the chip while it rests
 * @param sourceOhm what lies between supply and chip; what the flash draws while it works drops the voltage by so much
 */
public record PowerCondition(double vdd, double sourceOhm) implements Condition {

    public static final PowerCondition HEALTHY = new PowerCondition(3.3, 0);

    // Below this, x32 is more than the supply can carry. DS11139 Rev 8 Table 17.
    private static final double ENOUGH_FOR_WORDS = 2.7;

    public PowerCondition {
        Limits.require(vdd >= 0 && vdd <= 4, "no supply: %s V", vdd);
        Limits.require(sourceOhm >= 0, "no resistance: %s ohm", sourceOhm);
    }

    @Override public List<Trouble> troubles() {
        return new TroubleList()
                .when(vdd < ENOUGH_FOR_WORDS, "E3", "the supply is %.2f V", vdd)
                .when(sourceOhm > 0, "E4", "%.0f ohm lie between the supply and the chip", sourceOhm)
                .list();
    }
}
