package io.sectorzero.sim.fault;

import java.util.List;
import java.util.OptionalLong;

/**
 * What hangs on the chip's USB pins, and on the computer's.
 *
 * @param dpHigh            whether D+ (PA12) is high, which the loader takes for a cable
 * @param hseHz             the crystal USB needs; 0: none is fitted
 * @param dropAfterBytes    after how many bytes from the board the adapter leaves the bus
 * @param cable             whether a computer's cable is in from the start
 * @param lineLoaded        whether something else hangs on D+ and D-
 * @param hsiErrorPct       how far off the clock is that the crystal is measured with
 * @param crystalDropMillis how many ms into the loader's first USB session the crystal misses a beat
 */
public record UsbCondition(boolean dpHigh, long hseHz, OptionalLong dropAfterBytes, boolean cable, boolean lineLoaded,
                           double hsiErrorPct, OptionalLong crystalDropMillis) implements Condition {

    public static final UsbCondition HEALTHY = new UsbCondition(false, 8_000_000, OptionalLong.empty());

    private static final long MHZ = 1_000_000;
    private static final long LEAST_HZ = 4 * MHZ;
    private static final long MOST_HZ = 26 * MHZ;
    /** Beyond this the crystal may be taken for another one. AN2606 Rev 70 §4.1. */
    private static final double HSI_LIMIT_PCT = 1;

    /** Nothing else is out of the ordinary. */
    public UsbCondition(boolean dpHigh, long hseHz, OptionalLong dropAfterBytes) {
        this(dpHigh, hseHz, dropAfterBytes, false, false, 0, OptionalLong.empty());
    }

    @Override public List<Trouble> troubles() {
        boolean odd = hseHz % MHZ != 0 || hseHz < LEAST_HZ || hseHz > MOST_HZ;
        return new TroubleList()
                .when(dpHigh, "U3", "D+ (PA12) is held high, as by a USB cable")
                .when(hseHz == 0, "D1", "no crystal is fitted")
                .when(hseHz != 0 && odd, "D1", "a crystal of %d Hz is none the loader can use", hseHz)
                .when(Math.abs(hsiErrorPct) > HSI_LIMIT_PCT, "D1", "HSI is off by %.1f %%", hsiErrorPct)
                .when(lineLoaded, "D2", "something else hangs on D+ and D- (PA12, PA11)")
                .when(crystalDropMillis.isPresent(), "D4", "the crystal misses a beat %d ms into the session",
                        crystalDropMillis.orElse(0))
                .when(dropAfterBytes.isPresent(), "H7", "the adapter leaves the bus after %d bytes", dropAfterBytes.orElse(0))
                .list();
    }
}
