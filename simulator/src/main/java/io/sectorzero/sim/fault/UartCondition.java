package io.sectorzero.sim.fault;

import java.util.List;
import java.util.Optional;

/**
 * The serial line between the host's adapter and the chip.
 *
 * @param wiring            where the adapter's wires end
 * @param parity            the parity of the frames on the line, whatever the adapter is told; empty: what it is told
 * @param noParity          whether the adapter has no parity to offer, whatever it is told
 * @param maxBaud           the fastest rate the adapter can do; it silently uses this one instead of a faster
 * @param baudErrorPct      how far off the loader's measured rate always is, in percent of the bit time
 * @param autobaudJitterPct how far below that it may fall, anew at every reset; AN2606 Rev 70 §4.5 states up to 6 for F4
 * @param preNoise          bytes that somebody else sends before the host does
 * @param preNoiseAfter     after which resets they come
 * @param leadingZero       whether a 00 arrives at the host before the first acknowledge
 */
public record UartCondition(Wiring wiring, Optional<Parity> parity, boolean noParity, int maxBaud,
                            double baudErrorPct, double autobaudJitterPct, List<Integer> preNoise, BootCondition.NoiseAfter preNoiseAfter,
                            boolean leadingZero) implements Condition {

    /** Where the adapter's two wires end. */
    public enum Wiring { USART1, USART2, USART3, CROSSED }

    /** What an adapter adds to eight data bits. */
    public enum Parity { NONE, EVEN, ODD }

    /** No adapter on this line is faster. */
    public static final int ANY_BAUD = 12_000_000;

    // A few tenths of a percent is what a loop that polls a pin at 60 MHz costs at 115200; far from the 4.7 % a frame of
    // eleven bits survives.
    private static final double USUAL_JITTER_PCT = 0.3;
    private static final double WORTH_A_WORD_PCT = 1;

    public static final UartCondition HEALTHY = new UartCondition(Wiring.USART1, Optional.empty(), false, ANY_BAUD, 0,
            USUAL_JITTER_PCT, List.of(), BootCondition.NoiseAfter.ANY_RESET, false);

    public UartCondition {
        Limits.require(maxBaud >= 1, "no baud rate: %s", maxBaud);
        Limits.require(Math.abs(baudErrorPct) <= 50, "no rate error: %s %%", baudErrorPct);
        Limits.require(autobaudJitterPct >= 0 && autobaudJitterPct <= 50, "no jitter: %s %%", autobaudJitterPct);
        preNoise = List.copyOf(preNoise);
    }

    @Override public List<Trouble> troubles() {
        return new TroubleList()
                .when(wiring == Wiring.CROSSED, "U8", "RX and TX are crossed")
                .when(parity.isPresent(), "U5", "the frames on the line carry parity %s", parity.orElse(Parity.EVEN))
                .when(noParity, "U7", "the adapter has no parity")
                .when(maxBaud != ANY_BAUD, "U7", "the adapter is no faster than %d baud", maxBaud)
                .when(Math.abs(baudErrorPct) > WORTH_A_WORD_PCT, "U6", "the measured rate is off by %s %%", baudErrorPct)
                .when(autobaudJitterPct > WORTH_A_WORD_PCT, "U6", "the measured rate is off by up to %s %%", autobaudJitterPct)
                .when(!preNoise.isEmpty(), preNoiseAfter == BootCondition.NoiseAfter.ANY_RESET ? "H11" : "U4",
                        "%d stray bytes come before the host's first", preNoise.size())
                .when(leadingZero, "U9", "a 00 comes before the first acknowledge")
                .list();
    }
}
