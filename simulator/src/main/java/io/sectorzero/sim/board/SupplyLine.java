package io.sectorzero.sim.board;

import io.sectorzero.sim.fault.PowerCondition;
import io.sectorzero.sim.world.World;
import java.util.function.DoubleConsumer;

/** The supply and what lies between it and the chip's VDD pin. */
final class SupplyLine {

    // The charge pump of an erase loads the rail a moment after STRT; how soon exactly nobody states, and it does not
    // matter beside erase times of hundreds of milliseconds.
    private static final long LOAD_RISES_NANOS = 1_000;
    private static final double MILLI = 1e-3;

    private final World world;
    private final PowerCondition condition;
    private final DoubleConsumer pin;
    private double resting;
    private double drop;
    private double sagTo = Double.MAX_VALUE;
    private boolean on;
    private int load;

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
        drop = 0;
        load++;
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

    /** An erase begins that will draw its current for so long. */
    void erasing(long nanos, int psize) {
        if (condition.sourceOhm() == 0) {
            return;
        }
        int widths = condition.eraseMa().size();
        double volts = condition.eraseMa().get(Math.min(psize, widths - 1)) * MILLI * condition.sourceOhm();
        int mine = ++load;
        world.in(LOAD_RISES_NANOS, () -> draw(mine, volts));
        if (nanos != Long.MAX_VALUE) {
            world.in(nanos, () -> draw(mine, 0));
        }
    }

    /** The chip has stopped: it draws no erase current any more. */
    void chipStopped() {
        if (drop != 0) {
            int mine = ++load;
            world.in(LOAD_RISES_NANOS, () -> draw(mine, 0));
        }
    }

    private void draw(int erase, double volts) {
        if (erase == load) {
            drop = volts;
            apply();
        }
    }

    private void apply() {
        pin.accept(volts());
    }
}
