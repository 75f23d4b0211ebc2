package io.sectorzero.sim.fault;

import java.util.List;

/**
 * The two debug wires between a probe and the chip, and the ground between them.
 *
 * @param lines         where SWDIO and SWCLK end
 * @param maxReliableHz up to this clock no bit is lost; {@link #ANY_CLOCK} for short wires
 * @param ber           the chance that one bit arrives wrong at twice that clock; it grows with what the clock has too much
 * @param commonMode    the chance that one bit arrives wrong at every clock, as where the two grounds are not joined
 */
public record SwdWiring(Lines lines, long maxReliableHz, double ber, double commonMode) implements Condition {

    /** Where the two wires end. */
    public enum Lines {
        /** Each at its pin. */
        OK(true, true),
        /** Each at the other's pin. */
        SWAPPED(false, false),
        /** SWDIO ends nowhere: the probe reads its own pull-up. */
        SWDIO_OPEN(false, true),
        /** SWCLK ends nowhere: the chip never sees an edge. */
        SWCLK_OPEN(true, false),
        /** SWDIO is shorted to ground: the probe reads zeros. */
        SWDIO_SHORTED(false, true),
        /** SWCLK is shorted to ground: the chip never sees an edge. */
        SWCLK_SHORTED(true, false);

        private final boolean data;
        private final boolean clock;

        Lines(boolean data, boolean clock) {
            this.data = data;
            this.clock = clock;
        }

        /** Whether anything the probe sends reaches the debug port, and anything it says comes back. */
        public boolean carry() {
            return data && clock;
        }

        /** What the probe reads while nobody answers: ones from a pull-up, zeros from a short. */
        public boolean readsOnes() {
            return this != SWDIO_SHORTED;
        }
    }

    /** Wires that are no limit to any probe. */
    public static final long ANY_CLOCK = Long.MAX_VALUE;

    /** At twice the reliable clock about one transfer in ten is hit: forty-six bits, two thousandths each. */
    public static final double USUAL_BER = 0.002;

    public static final SwdWiring HEALTHY = new SwdWiring(Lines.OK, ANY_CLOCK, USUAL_BER, 0);

    private static final double COIN = 0.5;

    public SwdWiring {
        Limits.require(maxReliableHz > 0, "no clock: %s Hz", maxReliableHz);
        Limits.require(ber >= 0 && ber <= COIN, "no chance of a wrong bit: %s", ber);
        Limits.require(commonMode >= 0 && commonMode <= COIN, "no chance of a wrong bit: %s", commonMode);
    }

    /** The chance that one bit of a transfer at this clock arrives wrong; half is a coin that says nothing any more. */
    public double bitErrorRate(long clockHz) {
        double tooFast = Math.max(0, (double) clockHz / maxReliableHz - 1);
        return Math.min(COIN, commonMode + ber * tooFast);
    }

    @Override public List<Trouble> troubles() {
        return new TroubleList()
                .when(lines != Lines.OK, "E12", "the debug wires are %s", lines.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '))
                .when(maxReliableHz != ANY_CLOCK, "E11", "the debug wires lose bits above %d Hz", maxReliableHz)
                .when(commonMode > 0, "E13", "one in %.0f bits on the debug wires is wrong at every clock", 1 / commonMode)
                .list();
    }
}
