package io.sectorzero.replay;

import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.RecordingDiffers;
import io.sectorzero.link.ByteLink;
import io.sectorzero.link.LineSettings;
import io.sectorzero.memory.Bytes;
import io.sectorzero.time.Deadline;
import io.sectorzero.time.TimeSource;
import java.util.List;

/**
 * A serial line with a chip at its end that only knows one story. It answers as written when it is asked as written and
 * fails at the first byte that differs; from then on every call fails with that same difference, so that no recovery
 * can talk its way past it. Settings of the line are not part of the story.
 */
public final class ReplayByteLink implements ByteLink {

    private final Transcript transcript;
    private final List<Turn> turns;
    private final RecordedTime time = new RecordedTime();
    private final Place host;
    private final Place chip;
    private long sentInCommon;
    private long dropped;
    private RecordingDiffers difference;

    public ReplayByteLink(Transcript transcript) {
        this.transcript = transcript;
        this.turns = transcript.turns();
        this.host = new Place(turns, true);
        this.chip = new Place(turns, false);
    }

    /** The clock of the recording. Where the file carries no times, only waiting moves it. */
    public TimeSource time() {
        return time;
    }

    @Override public String name() {
        return "replay of " + transcript.name();
    }

    @Override public void configure(LineSettings settings) {
        goOn();
    }

    @Override public void send(Bytes bytes) {
        goOn();
        for (int i = 0; i < bytes.length(); i++) {
            if (host.ended()) {
                throw differs(Diagnosis.of("%s: the recording ends, and the host goes on", transcript.name())
                        .because("after %d bytes the host sends %s", sentInCommon, bytes.slice(i, bytes.length())));
            }
            if (host.value() != bytes.at(i)) {
                throw differs(Diagnosis.of("%s:%d: the host leaves the recording", transcript.name(), host.turn().line())
                        .because("byte %d of what the host sends is %02X; recorded is %02X", sentInCommon, bytes.at(i), host.value())
                        .because("the host sends %s; recorded is %s", bytes.slice(i, bytes.length()), host.rest()));
            }
            host.turn().atNanos().ifPresent(time::reach);
            host.advance();
            sentInCommon++;
        }
    }

    @Override public int receive(byte[] into, Deadline deadline) {
        goOn();
        if (!chipSpeaks() || dueNanos() > deadline.atNanos()) {
            time.reach(deadline.atNanos());
            return 0;
        }
        time.reach(dueNanos());
        int count = 0;
        while (count < into.length && hasArrived()) {
            into[count++] = (byte) chip.value();
            chip.advance();
        }
        return count;
    }

    @Override public void discard() {
        goOn();
        while (hasArrived()) {
            chip.advance();
            dropped++;
        }
    }

    @Override public void close() {
        // Paper needs no closing.
    }

    /**
     * That the story was told to its end and nothing of it was overheard.
     *
     * @throws RecordingDiffers when the host stopped early, or left bytes of the chip unread
     */
    public void requireFinished() {
        goOn();
        if (!host.ended()) {
            throw differs(Diagnosis.of("%s:%d: the host stops before the recording does", transcript.name(), host.turn().line())
                    .because("after %d bytes, recorded is %s", sentInCommon, host.rest()));
        }
        if (!chip.ended()) {
            throw differs(Diagnosis.of("%s:%d: the host did not read the answer to its end", transcript.name(), chip.turn().line())
                    .because("unread is %s", chip.rest()));
        }
        if (dropped > 0) {
            throw differs(Diagnosis.of("%s: the host threw away what the chip said", transcript.name())
                    .because("%d bytes were discarded unread", dropped));
        }
    }

    /** The chip speaks once the host has said everything that is written above. */
    private boolean chipSpeaks() {
        return !chip.ended() && host.index() > chip.index();
    }

    private boolean hasArrived() {
        return chipSpeaks() && dueNanos() <= time.nanos();
    }

    private long dueNanos() {
        return chip.turn().atNanos().orElse(time.nanos());
    }

    private void goOn() {
        if (difference != null) {
            throw difference;
        }
    }

    private RecordingDiffers differs(Diagnosis diagnosis) {
        difference = new RecordingDiffers(diagnosis
                .remedy("if the new behaviour is meant, write it down anew; otherwise this is the first sign of the fault"));
        return difference;
    }
}
