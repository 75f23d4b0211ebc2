package io.sectorzero.link;

import io.sectorzero.memory.Bytes;
import io.sectorzero.time.Deadline;

/**
 * One opened USB device, its interfaces claimed: packets on endpoints. Every method throws
 * {@link io.sectorzero.failure.LinkLost} when the device has left the bus; after that the link is of no more use, even
 * if the same device comes back.
 */
public interface UsbLink extends Link {

    UsbIdentity identity();

    /** One control transfer; {@code out} is its data stage when the setup packet says that one goes to the device. */
    UsbTransfer control(SetupPacket setup, Bytes out, Deadline deadline);

    /** @param endpoint its number, without the direction bit */
    UsbTransfer bulkOut(int endpoint, Bytes bytes, Deadline deadline);

    /**
     * Takes what the device sends, until it has sent {@code atMost} bytes or a short packet.
     *
     * @param endpoint its number, without the direction bit
     */
    UsbTransfer bulkIn(int endpoint, int atMost, Deadline deadline);

    /** Chooses an alternate setting of an interface. @return false when the device refuses it */
    boolean selectAlternate(int interfaceNumber, int alternate);

    /** Makes a stalled endpoint usable again. @param endpoint with 0x80 for one that leads from the device */
    void clearHalt(int endpoint);
}
