package io.sectorzero.sim.board;

import io.sectorzero.sim.stm32f412.CellOverlay;
import io.sectorzero.sim.world.Dice;

/**
 * An array whose references lack the analogue supply: what is read changes from one read to the next, in the array as
 * in the factory's own words. Reported with VDDA open; how many bits it hits is ours [I].
 */
final class UnsteadyArray implements CellOverlay {

    /** One byte in so many is read wrongly. */
    private static final double ONE_IN = 1.0 / 32;

    private final CellOverlay below;
    private final Dice dice;

    UnsteadyArray(CellOverlay below, Dice dice) {
        this.below = below;
        this.dice = dice;
    }

    @Override public int read(int offset, int sensed) {
        return unsteady(below.read(offset, sensed));
    }

    @Override public int readInformation(int offset, int sensed) {
        return unsteady(sensed);
    }

    private int unsteady(int value) {
        return dice.chance(ONE_IN) ? value ^ 1 << dice.below(Byte.SIZE) : value;
    }

    @Override public long programNanos(int offset, long healthyNanos) {
        return below.programNanos(offset, healthyNanos);
    }

    @Override public long eraseNanos(int sector, long healthyNanos) {
        return below.eraseNanos(sector, healthyNanos);
    }

    @Override public boolean losesStart() {
        return below.losesStart();
    }
}
