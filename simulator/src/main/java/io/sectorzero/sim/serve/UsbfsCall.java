package io.sectorzero.sim.serve;

/** The ioctls of a Linux USB device node that libusb makes, by their request numbers on a 64-bit machine. Linux, usbdevice_fs.h. */
enum UsbfsCall {
    GET_CAPABILITIES(0x8004551A), SUBMIT(0x8038550A), REAP(0x4008550C), REAP_NO_WAIT(0x4008550D), DISCARD(0x0000550B),
    CLAIM(0x8004550F), RELEASE(0x80045510), DISCONNECT_CLAIM(0x8108551B), SET_INTERFACE(0x80085504),
    SET_CONFIGURATION(0x80045505), CLEAR_HALT(0x80045515), RESET(0x00005514), GET_SPEED(0x0000551F),
    GET_DRIVER(0x41045508), OTHER(0);

    private final int request;

    UsbfsCall(int request) {
        this.request = request;
    }

    static UsbfsCall of(int request) {
        for (UsbfsCall call : values()) {
            if (call.request == request) {
                return call;
            }
        }
        return OTHER;
    }
}
