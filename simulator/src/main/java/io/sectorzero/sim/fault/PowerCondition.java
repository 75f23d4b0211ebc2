package io.sectorzero.sim.fault;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The supply, and the capacitors and pins that belong to it.
 *
 * @param vdd        volts at the chip while it rests
 * @param sourceOhm  what lies between supply and chip; what the flash draws while it works drops the voltage by so much
 * @param bulkUf     the capacitor beside the chip in uF: it carries the rail over a load that is short
 * @param vdda       volts at the analogue supply pin; empty: joined to VDD
 * @param vcapUf     the core regulator's capacitor in uF, all VCAP pins together
 * @param vcapV      volts forced on VCAP from outside; empty: what the regulator makes
 * @param pdrOn      whether the internal supply supervisor is switched on
 * @param byProbe    whether the board has no supply of its own, and runs only while a probe is connected that feeds it
 */
public record PowerCondition(double vdd, double sourceOhm, double bulkUf, OptionalDouble vdda, double vcapUf, OptionalDouble vcapV,
                             boolean pdrOn, boolean byProbe) implements Condition {

    /** One VCAP pin with 4.7 uF, or two with 2.2 uF each, which is the least that is asked for. DS11139 Rev 8 Table 18. */
    public static final double VCAP_NEEDED_UF = 4.4;
    private static final double VCAP_USUAL_UF = 4.7;

    public static final PowerCondition HEALTHY = new PowerCondition(3.3, 0);

    // Below this, x32 is more than the supply can carry. DS11139 Rev 8 Table 17.
    private static final double ENOUGH_FOR_WORDS = 2.7;
    // VDDA is joined to VDD on every board that works; what the chip runs from at least is taken for both [I].
    private static final double LEAST_VDDA = 1.7;
    // What a meter finds on VCAP of boards that work [F].
    private static final double LEAST_VCAP = 1.1;
    private static final double MOST_VCAP = 1.3;
    // Where the logic is certainly dead; a few mV were reported with it [I].
    private static final double DEAD_BELOW_VCAP = 0.8;

    /** A supply of which nothing else is out of the ordinary. */
    public PowerCondition(double vdd, double sourceOhm) {
        this(vdd, sourceOhm, 0, OptionalDouble.empty(), VCAP_USUAL_UF, OptionalDouble.empty(), true);
    }

    /** A board with a supply of its own. */
    public PowerCondition(double vdd, double sourceOhm, double bulkUf, OptionalDouble vdda, double vcapUf, OptionalDouble vcapV, boolean pdrOn) {
        this(vdd, sourceOhm, bulkUf, vdda, vcapUf, vcapV, pdrOn, false);
    }

    public PowerCondition {
        Limits.require(vdd >= 0 && vdd <= 4, "no supply: %s V", vdd);
        Limits.require(sourceOhm >= 0, "no resistance: %s ohm", sourceOhm);
        Limits.require(bulkUf >= 0, "no capacitor: %s uF", bulkUf);
        Limits.require(vcapUf >= 0, "no capacitor: %s uF", vcapUf);
        Limits.require(vdda.orElse(0) >= 0 && vdda.orElse(0) <= 4, "no supply: %s V", vdda.orElse(0));
        Limits.require(vcapV.orElse(0) >= 0 && vcapV.orElse(0) <= 4, "no core voltage: %s V", vcapV.orElse(0));
    }

    /** Whether the analogue supply is there. */
    public boolean feedsAnalogue() {
        return vdda.orElse(vdd) >= LEAST_VDDA;
    }

    /** From 0 for a core supply that holds under load to 1 for one that holds none. */
    public double coreWeakness() {
        double volts = vcapV.orElse(LEAST_VCAP);
        boolean forced = volts < LEAST_VCAP || volts > MOST_VCAP;
        return forced ? 1 : Math.max(0, 1 - vcapUf / VCAP_NEEDED_UF);
    }

    /** Whether the core's logic comes to life at all; with VCAP shorted to ground it does not. */
    public boolean startsCore() {
        return vcapV.orElse(LEAST_VCAP) >= DEAD_BELOW_VCAP;
    }

    @Override public List<Trouble> troubles() {
        return new TroubleList()
                .when(vdd < ENOUGH_FOR_WORDS, "E3", "the supply is %.2f V", vdd)
                .when(byProbe, "E4", "the board is fed by the probe")
                .when(sourceOhm > 0, "E4", "%.0f ohm lie between the supply and the chip", sourceOhm)
                .when(vcapUf < VCAP_NEEDED_UF, "E6", "VCAP has %.2f uF", vcapUf)
                .when(vcapV.isPresent() && coreWeakness() > 0, "E6", "VCAP is at %.2f V", vcapV.orElse(0))
                .when(vdda.isPresent() && !feedsAnalogue(), "E7", "VDDA is at %.2f V", vdda.orElse(0))
                .when(!pdrOn, "E8", "the supply supervisor is strapped off")
                .list();
    }
}
