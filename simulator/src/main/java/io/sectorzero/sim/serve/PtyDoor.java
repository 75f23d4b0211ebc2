package io.sectorzero.sim.serve;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.LinkUnavailable;
import io.sectorzero.link.LineSettings;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * A pseudo-terminal that other programs open by a path. One thread sleeps in poll until a client opens the path, sends
 * or hangs up, or the board has something to say.
 *
 * <p>After each hang-up the path leads to a new pseudo-terminal, so that no client inherits what the last one left: its
 * settings (see {@link Pty} for why that matters), its exclusive lock, or answers it did not read. A client that opened
 * the old one in the last moment keeps it; whoever comes later finds the new one and is heard when the other has gone.
 */
final class PtyDoor implements SerialDoor, AutoCloseable {

    private static final int CHUNK = 1024;
    private static final int OUTGOING_BYTES = 64 * 1024;

    private final PtyLink link;
    private final LineClient line;
    private final OpenWatch watch = new OpenWatch();
    private final Thread thread;

    private final ByteRing outgoing = new ByteRing(OUTGOING_BYTES);
    private final Poll poll = new Poll();
    private volatile LineSettings.Parity parity = LineSettings.Parity.EVEN;
    private int credit = CREDIT_BYTES;
    private long lost;
    private boolean clientHere;
    private boolean closing;

    // Owned by the door's thread.
    private final Set<Integer> opened = new HashSet<>();
    private Watched current;
    private Watched next;
    private int baud = Pty.USUAL_BAUD;

    /** A pseudo-terminal and the number under which its openings are reported. */
    private record Watched(Pty pty, int number) {
    }

    private PtyDoor(PtyLink link, LineClient line, Thread.UncaughtExceptionHandler broken) {
        this.link = link;
        this.line = line;
        this.thread = new Thread(this::serve, "door uart");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler(broken);
    }

    /**
     * Opens the door.
     *
     * @throws io.sectorzero.failure.OutputFailed when the path cannot be made to lead here
     * @throws LinkUnavailable                    when the system has no pseudo-terminal to give
     */
    static PtyDoor open(PtyLink link, LineClient line, Thread.UncaughtExceptionHandler broken) {
        try {
            var door = new PtyDoor(link, line, broken);
            boolean leads = false;
            try {
                door.current = door.lead();
                leads = true;
            } finally {
                if (!leads) {
                    link.remove();
                    door.release();
                }
            }
            door.thread.start();
            return door;
        } catch (LastErrorException e) {
            throw new LinkUnavailable(Diagnosis.of("This computer gives no pseudo-terminal")
                    .because("error %d of the operating system", e.getErrorCode())
                    .remedy("close programs that hold terminals, or use the door uart-tcp"), e);
        }
    }

    @Override public synchronized void deliver(byte[] bytes, int count) {
        if (clientHere && !closing) {
            lost += count - outgoing.put(bytes, count);
            poll.wake();
        }
    }

    @Override public synchronized void crossed(int count) {
        boolean wasOut = credit == 0;
        credit += count;
        if (wasOut && !closing) {
            poll.wake();
        }
    }

    /** What the line is taken for, because a pseudo-terminal cannot say it. Even, as the ROM bootloader wants it, until told. */
    void parity(LineSettings.Parity taken) {
        parity = taken;
    }

    @Override public synchronized String status() {
        return (clientHere ? "uart: open" : "uart: closed") + (lost == 0 ? "" : ", %d bytes lost".formatted(lost));
    }

    /** Hangs up on whoever is there and takes the link away. */
    @Override public void close() {
        unplug();
        Threads.join(thread);
    }

    @Override public synchronized void unplug() {
        if (!closing) {
            closing = true;
            clientHere = false;
            poll.wake();
        }
    }

    private void serve() {
        try {
            while (!isClosing()) {
                poll.await(current.pty().master(), masterEvents(), watch.descriptor());
                if (poll.otherReady()) {
                    noticeOpenings();
                }
                if (poll.has(Linux.POLLOUT)) {
                    write();
                }
                if (poll.has(Linux.POLLIN)) {
                    read();
                } else if (poll.has(Linux.POLLHUP)) {
                    replace();
                }
            }
        } finally {
            synchronized (this) {
                closing = true;
            }
            link.remove();
            release();
        }
    }

    private synchronized boolean isClosing() {
        return closing;
    }

    // A hang-up is reported whether asked for or not. While nothing more may be read it must wait behind what is still
    // unread, so the master is left out of the poll altogether.
    private synchronized short masterEvents() {
        return (short) (credit == 0 ? Poll.LEAVE_OUT : Linux.POLLIN | (outgoing.isEmpty() ? 0 : Linux.POLLOUT));
    }

    private void noticeOpenings() {
        opened.addAll(watch.opened());
        if (opened.contains(current.number())) {
            clientIs(true);
        }
    }

    private void read() {
        byte[] chunk = new byte[Math.min(CHUNK, creditLeft())];
        try {
            int count = (int) Linux.read(current.pty().master(), chunk, chunk.length);
            if (count > 0) {
                clientIs(true);
                spend(count);
                line.heard(this, Arrays.copyOf(chunk, count), settings());
            }
        } catch (LastErrorException e) {
            if (e.getErrorCode() == Linux.EIO) {
                replace();
            } else if (e.getErrorCode() != Linux.EAGAIN && e.getErrorCode() != Linux.EINTR) {
                throw e;
            }
        }
    }

    // Rate 0 is how a terminal says "hang up the telephone"; no UART runs at it.
    private LineSettings settings() {
        int set = current.pty().baud();
        baud = set > 0 ? set : baud;
        return new LineSettings(baud, parity);
    }

    private synchronized int creditLeft() {
        return credit;
    }

    private synchronized void spend(int count) {
        credit -= count;
    }

    private synchronized void write() {
        byte[] piece = outgoing.peek();
        try {
            outgoing.drop((int) Linux.write(current.pty().master(), piece, piece.length));
        } catch (LastErrorException e) {
            if (e.getErrorCode() == Linux.EIO) {
                outgoing.clear();
            } else if (e.getErrorCode() != Linux.EAGAIN && e.getErrorCode() != Linux.EINTR) {
                throw e;
            }
        }
    }

    // Comes twice for each hang-up. The first time the path is made to lead to a new pseudo-terminal; after that nobody
    // new can find the old one, and what a quick client may have said on it meanwhile is read before it is closed.
    private void replace() {
        clientIs(false);
        if (next == null) {
            line.hungUp(this);
            next = lead();
        } else {
            current.pty().close();
            opened.remove(current.number());
            current = next;
            next = null;
            noticeOpenings();
        }
    }

    private synchronized void clientIs(boolean here) {
        if (here != clientHere) {
            outgoing.clear();
        }
        clientHere = here;
    }

    private Watched lead() {
        Pty pty = Pty.create();
        try {
            var watched = new Watched(pty, watch.add(pty.device()));
            link.leadTo(pty.device());
            return watched;
        } catch (RuntimeException e) {
            pty.close();
            throw e;
        }
    }

    private void release() {
        if (current != null) {
            current.pty().close();
        }
        if (next != null) {
            next.pty().close();
        }
        watch.close();
        poll.close();
    }
}
