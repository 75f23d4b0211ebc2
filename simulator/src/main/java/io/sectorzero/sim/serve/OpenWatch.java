package io.sectorzero.sim.serve;

import com.sun.jna.LastErrorException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** Tells when somebody opens a device. A master end alone cannot know that its other end was opened. */
final class OpenWatch {

    private static final int BUFFER_BYTES = 4096;
    private static final int LENGTH_OF_NAME = 12;
    private static final int EVENT_BYTES = 16;

    private final int notifier = Linux.inotify_init1(Linux.O_NONBLOCK | Linux.O_CLOEXEC);

    int descriptor() {
        return notifier;
    }

    /** Returns the number under which {@link #opened()} reports this device. It ends with the device. */
    int add(String device) {
        return Linux.inotify_add_watch(notifier, (device + "\0").getBytes(StandardCharsets.US_ASCII), Linux.IN_OPEN);
    }

    /** Which devices were opened since this was last asked. */
    Set<Integer> opened() {
        var opened = new HashSet<Integer>();
        byte[] events = new byte[BUFFER_BYTES];
        try {
            for (long count = Linux.read(notifier, events, events.length); count > 0;
                    count = Linux.read(notifier, events, events.length)) {
                collect(ByteBuffer.wrap(events, 0, (int) count).order(ByteOrder.nativeOrder()), opened);
            }
        } catch (LastErrorException e) {
            if (e.getErrorCode() != Linux.EAGAIN && e.getErrorCode() != Linux.EINTR) {
                throw e;
            }
        }
        return opened;
    }

    void close() {
        Linux.close(notifier);
    }

    // struct inotify_event: watch, mask, cookie, length of the name, then the name.
    private static void collect(ByteBuffer events, Set<Integer> opened) {
        while (events.remaining() >= EVENT_BYTES) {
            int at = events.position();
            if ((events.getInt(at + 4) & Linux.IN_OPEN) != 0) {
                opened.add(events.getInt(at));
            }
            events.position(at + EVENT_BYTES + events.getInt(at + LENGTH_OF_NAME));
        }
    }
}
