package io.sectorzero.sim.stm32f412;

/** A peripheral's request to the interrupt controller: a level, high for as long as there is a reason. */
@FunctionalInterface
interface InterruptLine {

    void level(boolean high);
}
