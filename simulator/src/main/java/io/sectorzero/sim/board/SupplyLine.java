package io.sectorzero.sim.board;

import io.sectorzero.sim.fault.PowerCondition;
import io.sectorzero.sim.world.World;
import java.util.function.DoubleConsumer;

/** The supply and what lies between it and the chip's VDD pin: a resistance, and a capacitor that carries short loads. */
final class SupplyLine {

    // The array's charge pump loads the rail a moment after an operation begins; how soon exactly nobody states, and it
    // does not matter beside the milliseconds an erase takes.
    private static final long LOAD_RISES_NANOS = 1_000;
    private static final double MILLI = 1e-3;
    // Ohm times microfarad is microseconds.
    private static final double NANOS_PER_OHM_UF = 1e3;
    // The curve of a capacitor is followed in steps of this share of its time constant, until it is as good as there.
    private static final double STEP = 1.0 / 16;
    private static final double AS_GOOD_AS_THERE_VOLTS = 0.005;

    private final World world;
    private final PowerCondition condition;
    private final DoubleConsumer pin;
    private double resting;
    private double drop;
    private double dropWanted;
    private boolean following;
    private double sagTo = Double.MAX_VALUE;
    private boolean on;
    private boolean fed;

    SupplyLine(World world, PowerCondition condition, DoubleConsumer pin) {
        this.world = world;
        this.condition = condition;
        this.pin = pin;
        resting = condition.vdd();
        fed = !condition.byProbe();
    }

    /** A probe is connected, or taken off; some boards have no other supply. */
    void probe(boolean connected) {
        if (condition.byProbe()) {
            fed = connected;
            apply();
        }
    }

    boolean isOn() {
        return on;
    }

    double restingVolts() {
        return resting;
    }

    /** What a meter at the chip's VDD pin reads now. */
    double volts() {
        return on && fed ? Math.max(0, Math.min(resting - drop, sagTo)) : 0;
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
    void draws(int milliAmps) {
        if (condition.sourceOhm() > 0) {
            world.in(LOAD_RISES_NANOS, () -> {
                dropWanted = milliAmps * MILLI * condition.sourceOhm();
                follow();
            });
        }
    }

    private void follow() {
        if (condition.bulkUf() == 0) {
            drop = dropWanted;
            apply();
        } else if (!following) {
            following = true;
            bookStep();
        }
    }

    private void bookStep() {
        double constantNanos = condition.sourceOhm() * condition.bulkUf() * NANOS_PER_OHM_UF;
        world.in((long) (STEP * constantNanos), this::step);
    }

    private void step() {
        drop += (dropWanted - drop) * (1 - Math.exp(-STEP));
        if (Math.abs(dropWanted - drop) <= AS_GOOD_AS_THERE_VOLTS) {
            drop = dropWanted;
            following = false;
        } else {
            bookStep();
        }
        apply();
    }

    private void apply() {
        pin.accept(!condition.startsCore() ? 0 : volts());
    }
}
