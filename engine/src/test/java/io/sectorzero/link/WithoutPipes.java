package io.sectorzero.link;

import io.sectorzero.memory.Bytes;
import io.sectorzero.time.Deadline;

/** A device that is spoken to by control transfers alone, as DFU is; whoever tries another endpoint is told off. */
public interface WithoutPipes extends UsbLink {

    @Override default UsbTransfer bulkOut(int endpoint, Bytes bytes, Deadline deadline) {
        throw new AssertionError("this device has no bulk endpoints");
    }

    @Override default UsbTransfer bulkIn(int endpoint, int atMost, Deadline deadline) {
        throw new AssertionError("this device has no bulk endpoints");
    }

    @Override default void clearHalt(int endpoint) {
        throw new AssertionError("a control endpoint needs no clearing");
    }
}
