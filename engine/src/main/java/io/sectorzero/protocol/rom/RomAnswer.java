package io.sectorzero.protocol.rom;

import io.sectorzero.failure.TargetRefused;
import io.sectorzero.memory.Bytes;
import io.sectorzero.time.Deadline;
import io.sectorzero.time.TimeSource;
import java.time.Duration;

/** What follows the last acknowledgement, read piece by piece. Each piece is waited for as long as the line needs for it. */
public final class RomAnswer {

    private final Inbox inbox;
    private final Patience patience;
    private final TimeSource time;
    private final Conversation conversation;
    private Bytes seen = Bytes.NONE;

    RomAnswer(Inbox inbox, Patience patience, TimeSource time, Conversation conversation) {
        this.inbox = inbox;
        this.patience = patience;
        this.time = time;
        this.conversation = conversation;
    }

    /** One byte. @throws io.sectorzero.failure.TargetSilent when it does not come */
    public int value() {
        return take(1).at(0);
    }

    /** So many bytes, which the caller has bounded. @throws io.sectorzero.failure.TargetSilent when one does not come */
    public Bytes take(int count) {
        var waited = patience.of(0, Duration.ZERO, count);
        Bytes piece = inbox.take(count, Deadline.in(waited, time));
        int before = seen.length();
        seen = before == 0 ? piece : seen.then(piece);
        if (piece.length() < count) {
            throw conversation.cutShort(seen, before + count, waited);
        }
        return piece;
    }

    /** The acknowledgement that closes some answers. */
    public void acknowledged() {
        int value = value();
        require(value == RomSession.ACK, value, "the last byte closes the answer and must be 79, an ACK");
    }

    /** @throws TargetRefused with {@code why} unless the answer is as the document says */
    public void require(boolean holds, int offending, String why) {
        if (!holds) {
            throw conversation.malformed(seen, offending, why);
        }
    }
}
