package io.sectorzero.protocol.stlink;

import io.sectorzero.failure.BoardState;
import io.sectorzero.failure.Confidence;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.LinkLost;
import io.sectorzero.failure.Suspect;
import io.sectorzero.link.UsbLink;
import io.sectorzero.link.UsbTransfer;
import io.sectorzero.link.UsbTransfer.Ending;
import io.sectorzero.memory.Bytes;
import io.sectorzero.time.Deadline;
import io.sectorzero.time.TimeSource;
import java.time.Duration;

/**
 * Commands and replies on the probe's endpoints. A command that was sent is waited for whatever the caller's deadline, because
 * its reply would be taken for the next one's. A reply that is missing, or of another length, ends the conversation: the pipe
 * is emptied, and nothing more is believed until {@link #inStep} has heard what it expects.
 */
final class StLinkWire {

    // st-flash waits 3 s for a transfer, OpenOCD 6 s, pyOCD 1 s; the probe answers within milliseconds or hangs.
    private static final String BEGIN_ANEW = "unplug the probe, plug it in again, and start anew";
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** A probe that still has something to say says it within a few frames. */
    private static final Duration SILENCE = Duration.ofMillis(20);

    /** One that never stops talking is given up: this empties more than the largest reply. */
    private static final int MOST_LEFTOVERS = 128;

    private static final Suspect HANGS = new Suspect("H6", "the probe hangs after an earlier failure", Confidence.LIKELY);
    private static final Suspect CABLE = new Suspect("H7", "USB cable, hub or port", Confidence.POSSIBLE);
    private static final Suspect COPY = new Suspect("H5", "the probe is a copy with missing abilities", Confidence.POSSIBLE);

    private final UsbLink link;
    private final StLinkModel model;
    private final TimeSource time;
    /** What an earlier program left in the pipe is nobody's answer. */
    private boolean outOfStep = true;

    StLinkWire(UsbLink link, StLinkModel model, TimeSource time) {
        this.link = link;
        this.model = model;
        this.time = time;
    }

    UsbLink link() {
        return link;
    }

    TimeSource time() {
        return time;
    }

    /** The reply, of exactly the length it has. @throws LinkLost when the probe gives none */
    Bytes exchange(StLinkCommand command) {
        if (outOfStep) {
            throw new LinkLost(Diagnosis.of("The probe is not listened to any more").because("an earlier answer was missing or wrong")
                    .suspect(HANGS).leaves(BoardState.UNKNOWN).remedy(BEGIN_ANEW));
        }
        var deadline = Deadline.in(PATIENCE, time);
        sent(command, command.bytes(), deadline);
        if (!command.data().isEmpty()) {
            sent(command, command.data(), deadline);
        }
        return command.replyBytes() == 0 ? Bytes.NONE : reply(command, deadline);
    }

    /**
     * Asks for the version, and empties the pipe first where something may be left in it: when the answer is the version,
     * question and answer belong together again.
     *
     * @return the six bytes
     */
    Bytes inStep() {
        if (outOfStep) {
            drain();
        }
        outOfStep = false;
        return exchange(StLinkCommand.version());
    }

    private void sent(StLinkCommand command, Bytes bytes, Deadline deadline) {
        UsbTransfer transfer = link.bulkOut(model.commandEndpoint(), bytes, deadline);
        if (!transfer.isDone()) {
            throw lost(command, transfer.ending() == Ending.STALLED ? "it refused to take %d bytes".formatted(bytes.length())
                    : "it did not take %d bytes within %d ms".formatted(bytes.length(), PATIENCE.toMillis()), model.commandEndpoint(), transfer);
        }
    }

    private Bytes reply(StLinkCommand command, Deadline deadline) {
        UsbTransfer transfer = link.bulkIn(model.replyEndpoint(), room(command.replyBytes()), deadline);
        Bytes reply = transfer.data();
        if (!transfer.isDone()) {
            throw lost(command, transfer.ending() == Ending.STALLED ? "it refused the command"
                    : "no reply came within %d ms".formatted(PATIENCE.toMillis()), model.replyEndpoint() | 0x80, transfer);
        }
        if (reply.length() != command.replyBytes()) {
            throw lost(command, "the reply has %d bytes instead of %d: %s".formatted(reply.length(), command.replyBytes(), reply),
                    model.replyEndpoint() | 0x80, transfer);
        }
        return reply;
    }

    /**
     * A short packet ends a reply, and a reply of whole packets ends without one. So there is room for a whole packet where the
     * reply does not fill it, and a reply that is too long is seen.
     */
    private int room(int replyBytes) {
        int packet = model.packetBytes();
        return (replyBytes + packet - 1) / packet * packet;
    }

    private LinkLost lost(StLinkCommand command, String how, int endpoint, UsbTransfer transfer) {
        if (transfer.ending() == Ending.STALLED) {
            link.clearHalt(endpoint);
        }
        outOfStep = true;
        drain();
        boolean nonsense = transfer.isDone();
        return new LinkLost(Diagnosis.of(nonsense ? "The probe's answer makes no sense" : "The probe does not answer")
                .because("%s: %s", command.title(), how)
                .because("%s", link.identity())
                .suspect(nonsense ? COPY : HANGS).suspect(nonsense ? new Suspect(HANGS.cause(), HANGS.title(), Confidence.POSSIBLE) : CABLE)
                .leaves(BoardState.UNKNOWN)
                .remedy(BEGIN_ANEW));
    }

    private void drain() {
        for (int i = 0; i < MOST_LEFTOVERS; i++) {
            UsbTransfer left = link.bulkIn(model.replyEndpoint(), model.packetBytes(), Deadline.in(SILENCE, time));
            if (left.ending() == Ending.STALLED) {
                link.clearHalt(model.replyEndpoint() | 0x80);
            }
            if (!left.isDone()) {
                return;
            }
        }
    }
}
