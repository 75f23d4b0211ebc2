package io.sectorzero.protocol.rom;

import io.sectorzero.link.ByteLink;
import io.sectorzero.memory.Bytes;
import io.sectorzero.time.Deadline;

/** What the link has handed over and nobody has read yet. A link gives what is there; a protocol wants byte by byte. */
final class Inbox {

    static final int SILENCE = -1;

    private final ByteLink link;
    private final byte[] arrived = new byte[512];
    private int next;
    private int end;

    Inbox(ByteLink link) {
        this.link = link;
    }

    /** The next byte, or {@link #SILENCE} when the deadline passed first. */
    int next(Deadline deadline) {
        if (next == end) {
            next = 0;
            end = link.receive(arrived, deadline);
        }
        return next < end ? arrived[next++] & 0xFF : SILENCE;
    }

    /** As many bytes as asked for, or fewer when the deadline passed first. */
    Bytes take(int count, Deadline deadline) {
        int here = Math.min(count, end - next);
        Bytes first = Bytes.copyOf(arrived, next, next + here);
        next += here;
        if (here == count) {
            return first;
        }
        byte[] rest = new byte[count - here];
        Bytes second = Bytes.copyOf(rest, 0, link.fill(rest, deadline));
        return here == 0 ? second : first.then(second);
    }

    /** Forgets everything that has arrived so far, here and in the link. */
    void discard() {
        next = 0;
        end = 0;
        link.discard();
    }
}
