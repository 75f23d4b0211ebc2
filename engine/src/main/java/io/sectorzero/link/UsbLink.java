package io.sectorzero.link;

import io.sectorzero.memory.Bytes;
import io.sectorzero.time.Deadline;

/** One opened USB device: packets on endpoints. */
public interface UsbLink extends Link {

    UsbIdentity identity();

    /** One control transfer; returns what the device sent, empty for an OUT transfer. */
    Bytes control(SetupPacket setup, Bytes out, Deadline deadline);

    void bulkOut(int endpoint, Bytes bytes, Deadline deadline);

    Bytes bulkIn(int endpoint, int atMost, Deadline deadline);
}
