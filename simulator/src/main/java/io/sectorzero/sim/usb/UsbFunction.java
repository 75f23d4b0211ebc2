package io.sectorzero.sim.usb;

import io.sectorzero.memory.Bytes;

/** What a device does, beyond what every device does. Called by {@link UsbDevice}, never twice at the same time. */
public interface UsbFunction {

    /**
     * A class or vendor request. It is answered now or later; until then the device does not acknowledge, and the host
     * waits. What a device does not know it stalls.
     */
    void request(ControlRequest request);

    /** The host has given up a request that was not answered yet. An answer is no longer possible. */
    default void abandoned(ControlRequest request) {
    }

    /** The bus was reset: whatever the device had in mind with the host is over. */
    default void reset() {
    }

    /** An interface was set to an alternate setting that the description has. */
    default void alternateChosen(int interfaceNumber, int alternate) {
    }

    /** Whether an OUT endpoint has room. If not, the host waits until {@link UsbDevice#ready}. */
    default boolean accepts(int endpoint) {
        return true;
    }

    /** One packet from the host. */
    default void received(int endpoint, Bytes packet) {
    }
}
