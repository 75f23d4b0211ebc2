package io.sectorzero.sim.usb;

import io.sectorzero.memory.Bytes;

/** A request on endpoint 0 as the device sees it. Answered once; what is said after the host gave up is lost. */
public final class ControlRequest {

    private final Transfer transfer;

    ControlRequest(Transfer transfer) {
        this.transfer = transfer;
    }

    public Setup setup() {
        return transfer.setup();
    }

    /** The data stage to the device; empty when there is none. */
    public Bytes data() {
        return transfer.out();
    }

    /** Sends this, or as much of it as the host asked for. */
    public void answer(Bytes data) {
        if (isOpen()) {
            transfer.add(data.slice(0, Math.min(data.length(), transfer.length())));
            transfer.end(Transfer.Ending.DONE);
        }
    }

    /** Done, with nothing to send. */
    public void accept() {
        answer(Bytes.NONE);
    }

    public void stall() {
        if (isOpen()) {
            transfer.end(Transfer.Ending.STALLED);
        }
    }

    /** Whether the host still waits. */
    public boolean isOpen() {
        return transfer.ending().isEmpty();
    }

    boolean isFor(Transfer which) {
        return transfer == which;
    }
}
