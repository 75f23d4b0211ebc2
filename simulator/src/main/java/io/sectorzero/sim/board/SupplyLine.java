package io.sectorzero.sim.board;

import io.sectorzero.sim.fault.PowerCondition;
import io.sectorzero.sim.stm32f412.Chip;
import io.sectorzero.sim.world.World;
import java.util.function.DoubleConsumer;

/** The supply and what lies between it and the chip's VDD pin. */
final class SupplyLine {

    // The array's charge pump loads the rail a moment after an operation begins; how soon exactly nobody states, and it
    // does not matter beside the milliseconds an erase takes.
    private static final long LOAD_RISES_NANOS = 1_000;
    private static final double MILLI = 1e-3;

    private final World world;
    private final PowerCondition condition;
    private final DoubleConsumer pin;
    private double resting;
    private double drop;
    private double sagTo = Double.MAX_VALUE;
    private boolean on;

    SupplyLine(World world, PowerCondition condition, DoubleConsumer pin) {
        this.world = world;
        this.condition = condition;
        this.pin = pin;
        resting = condition.vdd();
    }

    boolean isOn() {
        return on;
    }

    double restingVolts() {
        return resting;
    }

    /** What the chip sees now. */
    double volts() {
        return on ? Math.max(0, Math.min(resting - drop, sagTo)) : 0;
    }

    void power(boolean wanted) {
        on = wanted;
        apply();
    }

    void volts(double wanted) {
        resting = wanted;
        apply();
    }

    void sag(double toVolts, long nanos) {
        sagTo = toVolts;
        apply();
        world.in(nanos, () -> {
            sagTo = Double.MAX_VALUE;
            apply();
        });
    }

    /** Whatever the chip's array draws drops some of the supply before it reaches the chip. */
    void feed(Chip chip) {
        if (condition.sourceOhm() > 0) {
            chip.onFlashLoad(milliAmps -> world.in(LOAD_RISES_NANOS, () -> {
                drop = milliAmps * MILLI * condition.sourceOhm();
                apply();
            }));
        }
    }

    private void apply() {
        pin.accept(volts());
    }
}
