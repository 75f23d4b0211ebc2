package io.sectorzero.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sectorzero.failure.RecordingDiffers;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Paper against paper: a chip that knows one story, and a host that requires another or the same. */
class TranscriptHostTest {

    private static void play(String[] chip, String... host) {
        var link = new ReplayByteLink(Transcript.parse("chip", Arrays.asList(chip)));
        new TranscriptHost(link, link.time(), Duration.ofSeconds(40)).play(Transcript.parse("host", Arrays.asList(host)));
        link.requireFinished();
    }

    private static String difference(String[] chip, String... host) {
        return catchThrowableOfType(RecordingDiffers.class, () -> play(chip, host)).diagnosis().render();
    }

    private static String[] story(String... lines) {
        return lines;
    }

    @Test
    void a_chip_that_keeps_to_the_story_passes() {
        play(story(">  7F", "<  79", ">  7F 7F", "<  1F"), ">  7F", "<  79", ">  7F", "<", ">  7F", "<  1F");
    }

    @Test
    void a_wrong_answer_is_shown_byte_for_byte() {
        assertThat(difference(story(">  02 FD", "<  79 01 04 13 79"), ">  02 FD", "<  79", "<  01 04 41", "<  79")).isEqualTo("""
                host:3: the chip leaves the transcript
                  evidence  byte 2 of this line is 13; written is 41
                  evidence  the chip says 01 04 13
                  board     UNTOUCHED: nothing was changed
                  remedy    one of the two is wrong: compare both with the document the transcript cites""");
    }

    @Test
    void a_missing_answer_and_a_missing_byte_are_told() {
        assertThat(difference(story(">  7F"), ">  7F", "<  79")).contains("byte 0 of this line is missing; written is 79", "the chip says nothing");
        assertThat(difference(story(">  01 FE", "<  79 31"), ">  01 FE", "<  79 31 00")).contains("byte 2 of this line is missing; written is 00");
    }

    @Test
    void an_answer_where_silence_is_written_is_one_too_many() {
        assertThat(difference(story(">  7F", "<  79"), ">  7F", "<")).contains("host:2: the chip leaves", "nothing should come here", "the chip says 79");
        assertThat(difference(story(">  7F", "<  79 79"), ">  7F", "<  79")).contains("host: after the end: the chip leaves", "the chip says 79");
    }
}
