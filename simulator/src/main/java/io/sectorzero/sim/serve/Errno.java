package io.sectorzero.sim.serve;

import io.sectorzero.sim.usb.Transfer;

/** The numbers by which Linux says how a USB transfer ended, and why a call failed. Linux, asm-generic/errno.h. */
final class Errno {

    static final int EAGAIN = 11;
    static final int ENOMEM = 12;
    static final int EBUSY = 16;
    static final int ENODEV = 19;
    static final int EINVAL = 22;
    static final int ENOTTY = 25;
    static final int EPIPE = 32;
    static final int ENODATA = 61;
    static final int ENOENT = 2;
    static final int ECONNRESET = 104;

    private static final int EPROTO = 71;
    private static final int EOVERFLOW = 75;
    private static final int ESHUTDOWN = 108;

    private Errno() {
    }

    /** The status of a transfer: 0, or a negative number. {@code cancelled}: what a transfer that was called back says. */
    static int status(Transfer.Ending ending, int cancelled) {
        return switch (ending) {
            case DONE -> 0;
            case STALLED -> -EPIPE;
            case OVERFLOW -> -EOVERFLOW;
            case NO_ANSWER -> -EPROTO;
            case CANCELLED -> -cancelled;
            case GONE -> -ESHUTDOWN;
        };
    }
}
