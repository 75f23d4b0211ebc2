package io.sectorzero.flash.swd;

import io.sectorzero.flash.Carrier;
import io.sectorzero.flash.Route;
import java.time.Duration;

/**
 * The debug port with a loader in the chip's RAM: a block travels while the one before it is programmed, and what is checked
 * does not travel at all.
 *
 * @param plain      the same way without
 * @param blockBytes most data of one request
 */
record LoaderCarrier(SwdCarrier plain, int blockBytes) implements Carrier {

    // The program down and back, two registers with three accesses each, and a dozen accesses around them.
    private static final int STARTING_EXCHANGES = 24;
    // The request, and a look at its answer.
    private static final int REQUEST_EXCHANGES = 3;
    // Five cycles a word at 16 MHz, as the core runs after reset.
    private static final long NANOS_PER_CHECKED_WORD = 313;

    @Override public Route route() {
        return plain.route();
    }

    @Override public int grainBytes() {
        return plain.grainBytes();
    }

    @Override public Duration starting() {
        return plain.exchange().multipliedBy(STARTING_EXCHANGES);
    }

    @Override public boolean writesAhead() {
        return true;
    }

    @Override public Duration writing(int bytes) {
        return plain.carrying(bytes).plus(plain.exchange().multipliedBy(REQUEST_EXCHANGES));
    }

    @Override public Duration checking(long bytes) {
        return Duration.ofNanos(bytes / Integer.BYTES * NANOS_PER_CHECKED_WORD).plus(plain.exchange().multipliedBy(REQUEST_EXCHANGES));
    }

    @Override public Duration reading(int bytes) {
        return plain.reading(bytes);
    }

    @Override public Duration erasing() {
        return plain.erasing();
    }

    @Override public String toString() {
        return "SWD at %d kHz through %s, written by a loader in RAM".formatted(plain.kilohertz(), plain.probe());
    }
}
