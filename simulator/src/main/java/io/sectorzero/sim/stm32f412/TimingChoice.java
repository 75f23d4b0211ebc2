package io.sectorzero.sim.stm32f412;

/** Which of the datasheet's columns this chip lives by. */
public enum TimingChoice {
    TYPICAL,
    WORST,
    /** Each operation anywhere between typical and maximum, as the dice fall; the datasheet gives no minimum. */
    SPREAD
}
