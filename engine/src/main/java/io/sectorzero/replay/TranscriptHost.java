package io.sectorzero.replay;

import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.RecordingDiffers;
import io.sectorzero.link.ByteLink;
import io.sectorzero.memory.Bytes;
import io.sectorzero.time.Deadline;
import io.sectorzero.time.TimeSource;
import java.time.Duration;

/** Plays the host's side of a transcript against whatever is at the other end of a line, and requires each answer. */
public final class TranscriptHost {

    private final ByteLink link;
    private final TimeSource time;
    private final Duration patience;

    /** @param patience how long one line of answer may take, and how long silence must last to count */
    public TranscriptHost(ByteLink link, TimeSource time, Duration patience) {
        this.link = link;
        this.time = time;
        this.patience = patience;
    }

    /** @throws RecordingDiffers at the first byte that is missing, different, or too many */
    public void play(Transcript transcript) {
        for (Turn turn : transcript.turns()) {
            if (turn.byHost()) {
                link.send(turn.bytes());
            } else if (turn.bytes().isEmpty()) {
                requireSilence(transcript.name() + ":" + turn.line());
            } else {
                require(transcript.name() + ":" + turn.line(), turn.bytes());
            }
        }
        requireSilence(transcript.name() + ": after the end");
    }

    private void require(String where, Bytes expected) {
        byte[] into = new byte[expected.length()];
        int count = link.fill(into, Deadline.in(patience, time));
        Bytes seen = Bytes.copyOf(into, 0, count);
        seen.firstDifference(expected).ifPresent(at -> {
            throw differs(where, "byte %d of this line is %s; written is %02X".formatted(
                    at, at < seen.length() ? "%02X".formatted(seen.at(at)) : "missing", expected.at(at)),
                    "the chip says %s".formatted(seen.isEmpty() ? "nothing" : seen));
        });
    }

    private void requireSilence(String where) {
        byte[] into = new byte[16];
        int count = link.receive(into, Deadline.in(patience, time));
        if (count > 0) {
            throw differs(where, "nothing should come here", "the chip says " + Bytes.copyOf(into, 0, count));
        }
    }

    private static RecordingDiffers differs(String where, String difference, String seen) {
        return new RecordingDiffers(Diagnosis.of("%s: the chip leaves the transcript", where)
                .because("%s", difference)
                .because("%s", seen)
                .remedy("one of the two is wrong: compare both with the document the transcript cites"));
    }
}
