package io.sectorzero.sim.usb;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;

/** An endpoint with the transfers that wait at it, oldest first. */
abstract class Pipe {

    private final UsbEndpoint endpoint;
    private final Deque<Transfer> waiting = new ArrayDeque<>();
    private boolean halted;
    private boolean pumping;

    Pipe(UsbEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    UsbEndpoint endpoint() {
        return endpoint;
    }

    boolean isHalted() {
        return halted;
    }

    final void submit(Transfer transfer) {
        waiting.addLast(transfer);
        pump();
    }

    final void cancel(Transfer transfer) {
        if (transfer == waiting.peekFirst()) {
            dropFirst();
        }
        if (waiting.remove(transfer)) {
            transfer.end(Transfer.Ending.CANCELLED);
        }
    }

    /**
     * Goes on with what waits, as far as that is possible now. Whoever is told on the way that a transfer has ended may
     * submit the next, halt the endpoint or reset the device; the loop here, and not a second one inside it, sees to that.
     */
    final void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        boolean goesOn = true;
        while (goesOn && !waiting.isEmpty()) {
            if (halted) {
                endFirst(Transfer.Ending.STALLED);
            } else {
                goesOn = proceed(waiting.peekFirst());
            }
        }
        pumping = false;
    }

    final void halt(boolean on) {
        halted = on;
        dropFirst();
        pump();
    }

    /** Reset or unplugged: nothing is left of it. */
    final void clear(Transfer.Ending why) {
        halted = false;
        dropFirst();
        forget();
        var left = new ArrayList<>(waiting);
        waiting.clear();
        left.forEach(transfer -> transfer.end(why));
    }

    final void endFirst(Transfer.Ending how) {
        waiting.removeFirst().end(how);
    }

    /** Carries what can be carried of the first transfer. @return false when it must wait */
    abstract boolean proceed(Transfer first);

    /** What has been carried of the first transfer counts no longer. */
    abstract void dropFirst();

    abstract void forget();
}
