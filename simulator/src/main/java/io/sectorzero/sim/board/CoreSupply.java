package io.sectorzero.sim.board;

import io.sectorzero.sim.fault.PowerCondition;
import io.sectorzero.sim.world.Dice;
import java.util.function.Consumer;

/**
 * The 1.2 V that the chip makes for its own logic, held up by the capacitor on VCAP. With the wrong capacitor, or with
 * something else on the pin, it carries a chip at rest and gives way under load: boards read well, and the first erase
 * hangs or the first program that speeds up its clock is reset. Reported for VCAP open, and for 2.2 V and 2.7 V on it;
 * how likely it is, no document says, so the chance below is ours [I].
 */
final class CoreSupply {

    /** Up to here the core runs from the oscillator it started with, which the reports call light load. */
    private static final long LIGHT_LOAD_HZ = 16_000_000;
    private static final double LIGHT_LOAD_MILLI_AMPS = 12;
    // Half the capacitor and a word-wide erase are certain to fail, a byte-wide one is an even chance.
    private static final double CERTAIN = 2.4;

    private final double weakness;
    private final Dice dice;
    private final Consumer<String> log;
    private final Runnable hang;
    private final Runnable dip;

    /**
     * @param hang what the array does then never ends
     * @param dip  the logic is reset
     */
    CoreSupply(PowerCondition power, Dice dice, Consumer<String> log, Runnable hang, Runnable dip) {
        weakness = power.coreWeakness();
        this.dice = dice;
        this.log = log;
        this.hang = hang;
        this.dip = dip;
    }

    /** The array begins to draw, or stops. */
    void arrayDraws(int milliAmps) {
        if (milliAmps > 0 && givesWay(milliAmps / LIGHT_LOAD_MILLI_AMPS)) {
            log.accept("the core supply gives way, and what the flash does never ends");
            hang.run();
        }
    }

    /** The core goes on at this clock. */
    void coreRuns(long hz) {
        if (hz > LIGHT_LOAD_HZ && givesWay((double) hz / LIGHT_LOAD_HZ)) {
            log.accept("the core supply gives way at %d MHz".formatted(hz / 1_000_000));
            dip.run();
        }
    }

    private boolean givesWay(double load) {
        return weakness > 0 && dice.chance(Math.min(1, CERTAIN * weakness * load));
    }
}
