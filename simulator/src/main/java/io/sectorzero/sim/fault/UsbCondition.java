package io.sectorzero.sim.fault;

import java.util.List;
import java.util.OptionalLong;

/**
 * What hangs on the chip's USB pins, and on the computer's.
 *
 * @param dpHigh         whether D+ (PA12) is high, which the loader takes for a cable
 * @param hseHz          the crystal USB needs; 0: none is fitted
 * @param dropAfterBytes after how many bytes from the board the adapter leaves the bus
 */
public record UsbCondition(boolean dpHigh, long hseHz, OptionalLong dropAfterBytes) implements Condition {

    public static final UsbCondition HEALTHY = new UsbCondition(false, 8_000_000, OptionalLong.empty());

    @Override public List<Trouble> troubles() {
        return new TroubleList()
                .when(dpHigh, "U3", "D+ (PA12) is held high, as by a USB cable")
                .when(hseHz == 0, "D1", "no crystal is fitted")
                .when(dropAfterBytes.isPresent(), "H7", "the adapter leaves the bus after %d bytes", dropAfterBytes.orElse(0))
                .list();
    }
}
