package io.sectorzero.sim.stm32f412;

/** Watches VDD: power-on, power-down and brown-out reset with their hysteresis. DS11139 Rev 8 Table 21, typical. */
final class SupplySupervisor {

    enum State { OFF, BROWN_OUT, GOOD }

    private static final double POR_RISING = 1.72;
    private static final double PDR_FALLING = 1.68;

    /** By BOR_LEV: 0 is level 3, the highest; 3 is off. */
    private static final double[] BOR_RISING = {2.92, 2.59, 2.29, 0};
    private static final double[] BOR_FALLING = {2.83, 2.50, 2.19, 0};

    /** Without the internal supervisor nothing watches; below this the core has certainly lost its content [I]. */
    private static final double CERTAINLY_OFF = 1.2;

    private final boolean on;
    private int borLevel = OptionValues.BOR_OFF;
    private boolean belowPower = true;
    private boolean belowBrownOut;
    private double volts;

    SupplySupervisor(boolean on) {
        this.on = on;
    }

    double volts() {
        return volts;
    }

    State volts(double now) {
        volts = now;
        belowPower = below(now, belowPower, on ? PDR_FALLING : CERTAINLY_OFF, on ? POR_RISING : CERTAINLY_OFF);
        belowBrownOut = below(now, belowBrownOut, BOR_FALLING[borLevel], BOR_RISING[borLevel]);
        return state();
    }

    State state() {
        if (belowPower) {
            return State.OFF;
        }
        return belowBrownOut && on ? State.BROWN_OUT : State.GOOD;
    }

    /** Power has come. Until the option bytes are loaded no brown-out level is known. */
    void powerOn() {
        borLevel = OptionValues.BOR_OFF;
        belowBrownOut = false;
    }

    /** The option bytes were loaded. Coming from power-on the supply must reach the rising threshold. */
    State borLevel(int level, boolean fromPowerOn) {
        if (level != borLevel) {
            borLevel = level;
            belowBrownOut = volts < (fromPowerOn ? BOR_RISING : BOR_FALLING)[level];
        }
        return state();
    }

    private static boolean below(double now, boolean before, double falling, double rising) {
        return before ? now < rising : now < falling;
    }
}
