package io.sectorzero.sim.rom;

import io.sectorzero.sim.wire.EdgeSink;
import io.sectorzero.sim.wire.Framing;
import java.util.function.Consumer;

/**
 * Measures the rate of the first byte. With 0x7F the line falls for the start bit, rises for seven ones, falls for the
 * last data bit and rises for parity and stop: from the first fall to the second rise are nine bits, which is the
 * 78.125 us AN2606 Rev 70 Table 6 gives for this step at 115200. Any other byte has other edges and measures something else.
 */
final class AutoBaud implements EdgeSink {

    private static final int BITS_MEASURED = 9;
    private static final int RISES = 2;
    private static final long NOT_YET = -1;
    // The loader runs from HSI through the PLL. AN2606 Rev 70 "STM32F412xx devices". The divider counts sixteenths of a bit's
    // sixteenth, so one bit is a whole number of clocks, and never less than 16.
    private static final double CLOCK_PICOS = 1e12 / 60e6;
    private static final long LEAST_CLOCKS = 16;

    private final double scale;
    private final Consumer<Framing> found;
    private long startPicos = NOT_YET;
    private int rises;

    /** @param scale what the measured bit time is multiplied with: 1 for a perfect measurement */
    AutoBaud(double scale, Consumer<Framing> found) {
        this.scale = scale;
        this.found = found;
    }

    @Override public void edge(long picos, boolean rising) {
        if (startPicos == NOT_YET && !rising) {
            startPicos = picos;
        } else if (startPicos != NOT_YET && rising && ++rises == RISES) {
            double bitPicos = (picos - startPicos) * scale / BITS_MEASURED;
            long clocks = Math.max(LEAST_CLOCKS, Math.round(bitPicos / CLOCK_PICOS));
            found.accept(new Framing(Math.round(clocks * CLOCK_PICOS), Framing.Parity.EVEN));
        }
    }
}
