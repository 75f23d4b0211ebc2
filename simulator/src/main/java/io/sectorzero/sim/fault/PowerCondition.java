package io.sectorzero.sim.fault;

import java.util.List;

/**
 * The supply.
 *
 * @param vdd       volts at the chip while it rests
 * @param sourceOhm what lies between supply and chip; an erase drops the voltage by its current times this
 * @param eraseMa   what an erase draws at x8, x16, x32; DS11139 Rev 8 Table 48 gives 5, 8 and 12 mA as typical, and a
 *                  board may hang more on the same rail
 */
public record PowerCondition(double vdd, double sourceOhm, List<Integer> eraseMa) implements Condition {

    public static final PowerCondition HEALTHY = new PowerCondition(3.3, 0, List.of(5, 8, 12));

    // Below this, x32 is more than the supply can carry. DS11139 Rev 8 Table 17.
    private static final double ENOUGH_FOR_WORDS = 2.7;

    public PowerCondition {
        Limits.require(vdd >= 0 && vdd <= 4, "no supply: %s V", vdd);
        Limits.require(eraseMa.size() == 3, "one current for each of x8, x16, x32, not %s", eraseMa);
        eraseMa = List.copyOf(eraseMa);
    }

    public PowerCondition withVdd(double volts) {
        return new PowerCondition(volts, sourceOhm, eraseMa);
    }

    @Override public List<Trouble> troubles() {
        return new TroubleList()
                .when(vdd < ENOUGH_FOR_WORDS, "E3", "the supply is %.2f V", vdd)
                .when(sourceOhm > 0, "E4", "%.0f ohm lie between the supply and the chip", sourceOhm)
                .list();
    }
}
