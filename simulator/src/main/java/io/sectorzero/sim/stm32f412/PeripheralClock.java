package io.sectorzero.sim.stm32f412;

/** The clock of one peripheral, as the clock tree gives it. Whoever counts by it is told when it changes. */
interface PeripheralClock {

    /** Enabled in RCC. */
    boolean isOn();

    /** Ticks a second at this moment; 0 while it is off or stopped. */
    long hz();
}
