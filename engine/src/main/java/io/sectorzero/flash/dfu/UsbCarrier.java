package io.sectorzero.flash.dfu;

import io.sectorzero.flash.Carrier;
import io.sectorzero.flash.Route;
import java.time.Duration;

/**
 * Control transfers at full speed. A frame of one millisecond has room for nineteen packets of 64 bytes (USB 2.0 §5.8.4);
 * setup and status of a transfer take a frame between them. A write is a download and two requests for the status.
 *
 * @param blockBytes the device's transfer size
 */
record UsbCarrier(int blockBytes) implements Carrier {

    private static final int FRAME_BYTES = 19 * 64;
    private static final Duration FRAME = Duration.ofMillis(1);

    @Override public Route route() {
        return Route.DFU;
    }

    /** Whole blocks: a shorter one would cost setting the address anew, before it and after it. */
    @Override public int grainBytes() {
        return blockBytes;
    }

    @Override public Duration writing(int bytes) {
        return transfer(bytes).plus(transfer(0)).plus(transfer(0));
    }

    @Override public Duration reading(int bytes) {
        return transfer(bytes);
    }

    @Override public Duration erasing() {
        return transfer(0).multipliedBy(3);
    }

    private static Duration transfer(int bytes) {
        return FRAME.plus(FRAME.multipliedBy(bytes).dividedBy(FRAME_BYTES));
    }

    /** An erase loses the address pointer, and setting it anew costs a tenth of a second. */
    @Override public boolean turnsSlowly() {
        return true;
    }

    @Override public String toString() {
        return "USB DFU in blocks of %d".formatted(blockBytes);
    }
}
