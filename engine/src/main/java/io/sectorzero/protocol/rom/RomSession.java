package io.sectorzero.protocol.rom;

import io.sectorzero.failure.LinkLost;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.link.ByteLink;
import io.sectorzero.link.LineSettings;
import io.sectorzero.memory.Bytes;
import io.sectorzero.protocol.rom.Synchronisation.Outcome;
import io.sectorzero.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A talk with the ROM bootloader over one serial line. The only place that knows ACK from NACK from silence. It never
 * retries: after a failure the caller looks at {@link #lastFailure()}, examines, and may {@link #resynchronise()}.
 *
 * <p>The board state in a failure speaks of the failed command alone: {@code UNTOUCHED} when the chip cannot have acted
 * on it, {@code UNKNOWN} when it may have. What earlier commands did is the caller's knowledge.
 */
public final class RomSession {

    static final int ACK = 0x79;
    static final int NACK = 0x1F;

    private static final Bytes SYNC = Bytes.of(0x7F);

    /**
     * What is sent, one byte at a time, to find the start of a command again. The first is 7F in case the chip was reset
     * and is measuring the line speed. Three properties matter: no byte is the complement of a command; the fifth is
     * not the XOR of the four before it, so they are no address; and no run of them has an XOR below 0x10, so they
     * complete no list of sector numbers, which all lie below 0x10. Six are more than the longest short frame, five
     * bytes of address. A list or data of which more is missing stays open; only a reset ends that.
     */
    private static final List<Bytes> NUDGES = List.of(Bytes.of(0x7F), Bytes.of(0x6F), Bytes.of(0x3F), Bytes.of(0x1F),
            Bytes.of(0x7F), Bytes.of(0x1F));

    /** Enough to see what kind of noise it is; a line that babbles must not fill the memory. */
    private static final int MOST_BYTES_KEPT = 16;

    private final ByteLink link;
    private final TimeSource time;
    private final Duration allowance;
    private final Inbox inbox;
    private Patience patience;
    private Optional<RomFailure> lastFailure = Optional.empty();

    public RomSession(ByteLink link, TimeSource time) {
        this(link, time, Patience.USUAL_ALLOWANCE);
    }

    /** @param allowance how long anything may take beyond what the line and the chip need; more for a line over a network */
    public RomSession(ByteLink link, TimeSource time, Duration allowance) {
        this.link = link;
        this.time = time;
        this.allowance = allowance;
        this.inbox = new Inbox(link);
        this.patience = new Patience(Patience.SLOWEST, allowance);
    }

    /** Sets the line, and from now on waits as long as this line speed makes necessary. */
    public void configure(LineSettings line) {
        link.configure(line);
        patience = new Patience(line, allowance);
    }

    /** Sets the line and synchronises. */
    public Synchronisation synchronise(LineSettings line) {
        configure(line);
        return synchronise();
    }

    /**
     * Sends 7F once and waits for what comes back. Zeros before the answer are dropped. AN3155 Rev 20 §1 "USART
     * bootloader code sequence". A board that was in step before takes the 7F for half a command and is
     * {@code SILENT}; asked again it answers {@code NACKED}.
     */
    public Synchronisation synchronise() {
        inbox.discard();
        link.send(SYNC);
        var deadline = patience.after(1, Duration.ZERO, 1, time);
        Bytes seen = Bytes.NONE;
        int value = inbox.next(deadline);
        while (value == 0 && seen.length() < MOST_BYTES_KEPT) {
            seen = seen.then(value);
            value = inbox.next(deadline);
        }
        return value == Inbox.SILENCE
                ? new Synchronisation(seen.isEmpty() ? Outcome.SILENT : Outcome.GARBLED, seen)
                : new Synchronisation(outcomeOf(value), seen.then(value));
    }

    private static Outcome outcomeOf(int value) {
        return value == ACK ? Outcome.ACKED : value == NACK ? Outcome.NACKED : Outcome.GARBLED;
    }

    /**
     * Finds the start of a command again after one that stopped half way: sends a few bytes that can complete nothing,
     * one at a time, until one is refused. {@code NACKED} means the next command is understood again. An ACK on the way
     * belongs to what was under way, or to a chip that was reset and now hears its first 7F; neither ends the search.
     * Whatever the stopped command was doing stays unknown.
     */
    public Synchronisation resynchronise() {
        inbox.discard();
        Bytes seen = Bytes.NONE;
        for (Bytes nudge : NUDGES) {
            link.send(nudge);
            var deadline = patience.after(1, Duration.ZERO, 1, time);
            for (int value = inbox.next(deadline); value != Inbox.SILENCE; value = inbox.next(deadline)) {
                seen = seen.length() < MOST_BYTES_KEPT ? seen.then(value) : seen;
                if (value == NACK) {
                    return new Synchronisation(Outcome.NACKED, seen);
                }
            }
        }
        return new Synchronisation(seen.isEmpty() ? Outcome.SILENT : Outcome.GARBLED, seen);
    }

    /**
     * Runs one command. Whatever arrived before it and was not read is stale and dropped.
     *
     * @throws io.sectorzero.failure.TargetRefused a NACK, or a byte that does not belong there
     * @throws io.sectorzero.failure.TargetSilent  no answer, or half of one
     * @throws LinkLost                            the line is gone
     */
    public <A> A run(RomCommand<A> command) {
        lastFailure = Optional.empty();
        var conversation = new Conversation(command);
        try {
            return converse(command, conversation);
        } catch (LinkLost lost) {
            throw conversation.lost(lost);
        } catch (SectorZeroException failed) {
            lastFailure = conversation.failure();
            throw failed;
        }
    }

    private <A> A converse(RomCommand<A> command, Conversation conversation) {
        inbox.discard();
        exchange(conversation, command.opening(), Duration.ZERO);
        List<Stage> stages = conversation.stages();
        for (int i = 0; i < stages.size(); i++) {
            conversation.reaches(i);
            exchange(conversation, stages.get(i).bytes(), stages.get(i).work());
        }
        conversation.answers();
        return command.answer(new RomAnswer(inbox, patience, time, conversation));
    }

    private void exchange(Conversation conversation, Bytes bytes, Duration work) {
        if (!bytes.isEmpty()) {
            link.send(bytes);
        }
        int value = inbox.next(patience.after(bytes.length(), work, 1, time));
        if (value == NACK) {
            throw conversation.refused();
        }
        if (value == Inbox.SILENCE) {
            throw conversation.silent(patience.of(bytes.length(), work, 1));
        }
        if (value != ACK) {
            throw conversation.unexpected(value);
        }
    }

    /** How the last {@link #run} failed; empty when it succeeded, or when the line itself was lost. */
    public Optional<RomFailure> lastFailure() {
        return lastFailure;
    }
}
