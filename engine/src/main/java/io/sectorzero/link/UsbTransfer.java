package io.sectorzero.link;

import io.sectorzero.memory.Bytes;

/**
 * How a USB transfer ended, and what the device sent in it. A stall is an answer like any other and means what the
 * protocol above says it means, so it is a value here and no failure; so is a deadline that passed.
 *
 * @param data what came from the device; empty for a transfer to the device, and for one that did not end well
 */
public record UsbTransfer(Ending ending, Bytes data) {

    /** How it ended. A device that left the bus is no ending but a {@link io.sectorzero.failure.LinkLost}. */
    public enum Ending {
        /** The device took or sent everything, or ended early with a short packet. */
        DONE,
        /** The device refused. A control endpoint is ready again at once, any other after {@link UsbLink#clearHalt}. */
        STALLED,
        /** The deadline passed and the transfer was called back. How much of it happened is unknown. */
        TIMED_OUT
    }

    public static UsbTransfer done(Bytes data) {
        return new UsbTransfer(Ending.DONE, data);
    }

    public static UsbTransfer stalled() {
        return new UsbTransfer(Ending.STALLED, Bytes.NONE);
    }

    public static UsbTransfer timedOut() {
        return new UsbTransfer(Ending.TIMED_OUT, Bytes.NONE);
    }

    public boolean isDone() {
        return ending == Ending.DONE;
    }
}
