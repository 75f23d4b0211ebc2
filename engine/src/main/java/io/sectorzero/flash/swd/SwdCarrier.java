package io.sectorzero.flash.swd;

import io.sectorzero.flash.Carrier;
import io.sectorzero.flash.Route;
import io.sectorzero.link.DebugProbe;
import io.sectorzero.protocol.stlink.StLinkModel;
import io.sectorzero.protocol.stlink.StLinkProbe;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The debug port behind a probe. A command and its answer cost the probe's bus so much, and each word on the wire 46 clocks:
 * 8 of request, 4 of turn and acknowledge, 34 of data, parity and turn. Arm IHI 0031 "Serial Wire Debug".
 *
 * @param probe     what a person calls it
 * @param kilohertz the clock of the wire
 * @param exchange  one command and its answer
 * @param bytesPerMilli what the probe's bus carries
 * @param loaderBlock most data a loader in the chip's RAM takes at once; 0 where there is none
 */
record SwdCarrier(String probe, int kilohertz, Duration exchange, int bytesPerMilli, int loaderBlock) implements Carrier {

    /** A block is one command for any probe; it divides every sector. */
    static final int BLOCK_BYTES = 4096;

    private static final int CLOCKS_PER_WORD = 46;
    private static final int USUAL_KILOHERTZ = 4000;

    // Full speed: frames of 1 ms with nineteen packets of 64 bytes. High speed: 125 us with thirteen of 512. USB 2.0 §5.8.4.
    private static final Duration FRAME = Duration.ofMillis(1);
    private static final int FULL_SPEED = 19 * 64;
    private static final Duration MICROFRAME = Duration.ofNanos(125_000);
    private static final int HIGH_SPEED = 13 * 512 * 8;

    /** Before a probe is open, the usual one is assumed. */
    static SwdCarrier of(Optional<DebugProbe> probe, OptionalInt kilohertz, int loaderBlock) {
        boolean fast = probe.filter(open -> open instanceof StLinkProbe link && link.model() == StLinkModel.V3).isPresent();
        return new SwdCarrier(probe.map(SwdCarrier::kind).orElse("a probe"), kilohertz.orElse(USUAL_KILOHERTZ),
                (fast ? MICROFRAME : FRAME).multipliedBy(2), fast ? HIGH_SPEED : FULL_SPEED, loaderBlock);
    }

    private static String kind(DebugProbe probe) {
        return probe instanceof StLinkProbe link ? link.model().toString() : probe.name();
    }

    @Override public Route route() {
        return Route.SWD;
    }

    @Override public int blockBytes() {
        return BLOCK_BYTES;
    }

    @Override public int grainBytes() {
        return 16;
    }

    @Override public Duration writing(int bytes) {
        return carrying(bytes).plus(exchange.multipliedBy(4));
    }

    @Override public Optional<Carrier> withLoader() {
        return loaderBlock == 0 ? Optional.empty() : Optional.of(new LoaderCarrier(this, loaderBlock));
    }

    @Override public Duration reading(int bytes) {
        return carrying(bytes).plus(exchange.multipliedBy(2));
    }

    @Override public Duration erasing() {
        return exchange.multipliedBy(8);
    }

    /** What so many bytes take on the probe's bus and on the wire, one after the other. */
    Duration carrying(int bytes) {
        long words = (bytes + 3) / 4;
        return Duration.ofNanos(words * CLOCKS_PER_WORD * 1_000_000 / kilohertz).plus(Duration.ofNanos(bytes * 1_000_000L / bytesPerMilli));
    }

    @Override public String toString() {
        return "SWD at %d kHz through %s, written by the host".formatted(kilohertz, probe);
    }
}
