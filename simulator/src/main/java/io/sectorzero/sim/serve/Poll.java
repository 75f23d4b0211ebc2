package io.sectorzero.sim.serve;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;

/** Waits for a master end, one more descriptor, or to be woken. Only {@link #wake} may be called by other threads. */
final class Poll {

    /** Instead of events: do not look at the master this time. */
    static final short LEAVE_OUT = -1;

    private static final int ENTRY_BYTES = 8;
    private static final int ENTRIES = 3;
    private static final byte[] ONE = {1, 0, 0, 0, 0, 0, 0, 0};

    private final int wake = Linux.eventfd(0, Linux.O_NONBLOCK | Linux.O_CLOEXEC);
    private final Memory entries = new Memory((long) ENTRIES * ENTRY_BYTES);
    private final byte[] count = new byte[ONE.length];
    private boolean closed;

    /** Sleeps until something happens. An interrupted sleep ends with nothing to report. */
    void await(int master, short events, int other) {
        entry(0, events == LEAVE_OUT ? -1 : master, events);
        entry(1, other, Linux.POLLIN);
        entry(2, wake, Linux.POLLIN);
        pollForEver();
        if ((happened(2) & Linux.POLLIN) != 0) {
            Linux.read(wake, count, count.length);
        }
    }

    /** Whether this came true for the master in the last {@link #await}. */
    boolean has(short event) {
        return (happened(0) & event) != 0;
    }

    boolean otherReady() {
        return (happened(1) & Linux.POLLIN) != 0;
    }

    /** Ends the sleep, or the next one. */
    synchronized void wake() {
        if (!closed) {
            try {
                Linux.write(wake, ONE, ONE.length);
            } catch (LastErrorException e) {
                if (e.getErrorCode() != Linux.EAGAIN) {
                    throw e;
                }
            }
        }
    }

    synchronized void close() {
        closed = true;
        Linux.close(wake);
        entries.close();
    }

    private void pollForEver() {
        try {
            Linux.poll(entries, ENTRIES, -1);
        } catch (LastErrorException e) {
            if (e.getErrorCode() != Linux.EINTR) {
                throw e;
            }
            for (int i = 0; i < ENTRIES; i++) {
                entries.setShort((long) i * ENTRY_BYTES + 6, (short) 0);
            }
        }
    }

    private void entry(int index, int descriptor, short events) {
        long at = (long) index * ENTRY_BYTES;
        entries.setInt(at, descriptor);
        entries.setShort(at + 4, events);
        entries.setShort(at + 6, (short) 0);
    }

    private short happened(int index) {
        return entries.getShort((long) index * ENTRY_BYTES + 6);
    }
}
