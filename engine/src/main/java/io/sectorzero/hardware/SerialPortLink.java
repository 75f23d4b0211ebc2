package io.sectorzero.hardware;

import com.fazecast.jSerialComm.SerialPort;
import io.sectorzero.failure.BoardState;
import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.failure.Confidence;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.LinkLost;
import io.sectorzero.failure.Suspect;
import io.sectorzero.link.ByteLink;
import io.sectorzero.link.LineSettings;
import io.sectorzero.memory.Bytes;
import io.sectorzero.time.Deadline;
import io.sectorzero.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A serial port of this computer, through jSerialComm.
 *
 * <p>Waiting for bytes: the operating system's own read timeout has steps of 100 ms, so a long wait is spent in reads
 * of 100 ms that return with the first byte, and the last 100 ms before the deadline in short looks.
 *
 * <p>Writing: a port that takes no more bytes (a stopped program behind a pseudo-terminal, a hung adapter) blocks the
 * writer for ever, and nothing can interrupt it. While the other end answers, every system has room for a few thousand
 * bytes and writing is safe. Bytes beyond that are written by a thread of the link's own, and who sends waits for
 * it no longer than the line needs, plus a patience.
 *
 * <p>Parity: a pseudo-terminal cannot carry it. Asked for parity, Linux clears the flag, and the C library calls that an
 * error when nothing else changed. So a pseudo-terminal is never asked, and whoever serves it knows what it stands for.
 */
final class SerialPortLink implements ByteLink {

    private static final Duration READ_STEP = Duration.ofMillis(100);
    private static final Duration LOOK_STEP = Duration.ofNanos(300_000);
    private static final Duration STALLED_AFTER = Duration.ofSeconds(3);
    // The smallest buffer between a program and a line is the 4096 bytes of Linux's serial drivers.
    private static final int SURELY_TAKEN_BYTES = 2048;
    private static final Suspect CABLE = new Suspect("H7", "USB cable, hub or port", Confidence.LIKELY);

    private final String name;
    private final OpenPort opened;
    private final SerialPort port;
    private final TimeSource time;
    private final ExecutorService writer;
    private LineSettings settings;
    private int unanswered;
    private boolean closed;

    private SerialPortLink(String name, OpenPort opened, LineSettings settings, TimeSource time) {
        this.name = name;
        this.opened = opened;
        this.port = opened.port();
        this.settings = settings;
        this.time = time;
        this.writer = Executors.newSingleThreadExecutor(work -> {
            var thread = new Thread(work, "writes to " + name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Opens a port for nobody else. @throws io.sectorzero.failure.LinkUnavailable with the reason why not */
    static SerialPortLink open(String name, LineSettings settings, ModemState modem, TimeSource time) {
        OpenPort opened = OpenPort.open(name, settings, modem, READ_STEP, time);
        return new SerialPortLink(name, opened, settings, time);
    }

    boolean isClosed() {
        return closed;
    }

    /** Asserts or releases a modem line. @throws CapabilityMissing when this port has none */
    void drive(ModemLine.Output output, boolean asserted) {
        refuseWhenClosed();
        boolean done = switch (output) {
            case RTS -> asserted ? port.setRTS() : port.clearRTS();
            case DTR -> asserted ? port.setDTR() : port.clearDTR();
        };
        if (!done) {
            throw new CapabilityMissing(Diagnosis.of("%s has no line %s that could be driven", name, output)
                    .because("error %d of the operating system", port.getLastErrorCode())
                    .remedy("pseudo-terminals have no modem lines; drive the board through a control door"));
        }
    }

    @Override public String name() {
        return name;
    }

    @Override public void configure(LineSettings wanted) {
        refuseWhenClosed();
        if (wanted.equals(settings)) {
            return;
        }
        if (!opened.configure(wanted)) {
            throw new CapabilityMissing(Diagnosis.of("%s cannot be set to %s", name, wanted)
                    .because("error %d of the operating system", port.getLastErrorCode())
                    .suspect(new Suspect("U7", "Adapter cannot do parity, rate or level", Confidence.LIKELY))
                    .remedy("choose another rate or another adapter"));
        }
        settings = wanted;
    }

    @Override public void send(Bytes bytes) {
        refuseWhenClosed();
        byte[] content = bytes.toArray();
        unanswered = Math.min(unanswered + content.length, Integer.MAX_VALUE / 2);
        int written = unanswered <= SURELY_TAKEN_BYTES
                ? port.writeBytes(content, content.length)
                : awaitWritten(writer.submit(() -> port.writeBytes(content, content.length)), content.length);
        if (written != content.length) {
            throw lost("%d of %d bytes were taken, then error %d of the operating system"
                    .formatted(Math.max(0, written), content.length, port.getLastErrorCode()));
        }
    }

    private int awaitWritten(Future<Integer> writing, int length) {
        Duration onTheLine = Duration.ofNanos(length * (long) settings.bitsPerByte() * 1_000_000_000L / settings.baud());
        Deadline deadline = Deadline.in(onTheLine.plus(STALLED_AFTER), time);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return writing.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    // Half a command on the line helps nobody: it is finished, and the interrupt kept for who asks.
                    interrupted = true;
                }
            }
        } catch (TimeoutException e) {
            throw lost("the port takes no bytes; waited %d ms".formatted(onTheLine.plus(STALLED_AFTER).toMillis()));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override public int receive(byte[] into, Deadline deadline) {
        refuseWhenClosed();
        while (true) {
            boolean oneMoreStepFits = deadline.remaining().compareTo(READ_STEP) > 0;
            int waiting = port.bytesAvailable();
            if (waiting > 0 || oneMoreStepFits) {
                int count = port.readBytes(into, into.length);
                if (count > 0) {
                    unanswered = 0;
                    return count;
                } else if (count < 0) {
                    return vanished();
                }
            } else if (waiting < 0) {
                return vanished();
            } else if (deadline.passed()) {
                return 0;
            } else {
                Duration left = deadline.remaining();
                time.pass(left.compareTo(LOOK_STEP) < 0 ? left : LOOK_STEP);
            }
        }
    }

    private int vanished() {
        throw lost("reading ends with error %d of the operating system".formatted(port.getLastErrorCode()));
    }

    /** Takes what has arrived and drops it. Flushing in the driver would drop bytes that are still to be sent, too. */
    @Override public void discard() {
        refuseWhenClosed();
        byte[] dropped = new byte[4096];
        for (int waiting = port.bytesAvailable(); waiting != 0; waiting = port.bytesAvailable()) {
            if (waiting < 0 || port.readBytes(dropped, Math.min(waiting, dropped.length)) < 0) {
                vanished();
            }
        }
    }

    @Override public void close() {
        if (!closed) {
            closed = true;
            writer.shutdownNow();
            opened.close();
        }
    }

    private LinkLost lost(String evidence) {
        boolean there = opened.stillThere();
        close();
        return new LinkLost(Diagnosis.of("The port %s was lost", name)
                .because("%s", evidence)
                .because(there ? "its name is still there" : "its name is gone from the system")
                .suspect(CABLE)
                .leaves(BoardState.UNKNOWN)
                .remedy("check cable, hub and adapter; then start again, and let the board be examined first"));
    }

    private void refuseWhenClosed() {
        if (closed) {
            throw new LinkLost(Diagnosis.of("The port %s is closed", name)
                    .because("it was lost or closed before").leaves(BoardState.UNKNOWN)
                    .remedy("open the bench again"));
        }
    }
}
