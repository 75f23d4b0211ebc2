package io.sectorzero.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sectorzero.failure.RecordingDiffers;
import io.sectorzero.memory.Bytes;
import io.sectorzero.time.Deadline;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Paper that plays the chip: it answers what is written when it is asked what is written, and finds every byte that differs. */
class ReplayByteLinkTest {

    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private static ReplayByteLink link(String... lines) {
        return new ReplayByteLink(Transcript.parse("paper", Arrays.asList(lines)));
    }

    private static Bytes receive(ReplayByteLink link) {
        byte[] into = new byte[64];
        return Bytes.copyOf(into, 0, link.receive(into, Deadline.in(A_SECOND, link.time())));
    }

    private static String difference(Runnable act) {
        return catchThrowableOfType(RecordingDiffers.class, act::run).diagnosis().render();
    }

    @Test
    void it_answers_as_written_when_asked_as_written() {
        var link = link(">  31 CE", "<  79", ">  00", "<  1F 55");

        link.send(Bytes.of(0x31, 0xCE));
        assertThat(receive(link)).isEqualTo(Bytes.of(0x79));
        link.send(Bytes.of(0x00));
        assertThat(receive(link)).isEqualTo(Bytes.of(0x1F, 0x55));

        link.requireFinished();
    }

    @Property
    void grouping_of_bytes_does_not_matter(@ForAll @Size(min = 1, max = 30) List<@IntRange(min = 1, max = 4) Integer> pieces) {
        var story = Bytes.of(0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88);
        var link = link(">  11 22 33", ">  44", ">  55 66 77 88", "<  01", "<  02 03", "<  04 05 06");

        int sent = 0;
        for (int i = 0; sent < story.length(); i++) {
            int end = Math.min(story.length(), sent + pieces.get(i % pieces.size()));
            link.send(story.slice(sent, end));
            sent = end;
        }
        Bytes heard = Bytes.NONE;
        for (int i = 0; heard.length() < 6; i++) {
            byte[] into = new byte[pieces.get(i % pieces.size())];
            heard = heard.then(Bytes.copyOf(into, 0, link.receive(into, Deadline.in(A_SECOND, link.time()))));
        }

        assertThat(heard).isEqualTo(Bytes.of(1, 2, 3, 4, 5, 6));
        link.requireFinished();
    }

    @Property
    void every_changed_byte_is_found_where_it_is(@ForAll @IntRange(max = 6) int position, @ForAll @IntRange(min = 1, max = 255) int change) {
        byte[] story = Bytes.of(0x31, 0xCE, 0x08, 0x00, 0x00, 0x00, 0x08).toArray();
        story[position] ^= (byte) change;
        var link = link(">  31 CE", ">  08 00 00 00 08");

        assertThat(difference(() -> link.send(Bytes.copyOf(story))))
                .contains("evidence  byte %d of what the host sends is %02X".formatted(position, story[position]));
    }

    @Test
    void the_first_difference_names_line_byte_and_both_sides() {
        var link = link("# a comment", ">  31 CE", "<  79", ">  08 00 00 00 08");
        link.send(Bytes.of(0x31, 0xCE));

        assertThat(difference(() -> link.send(Bytes.of(0x08, 0x00, 0x40, 0x00, 0x48)))).isEqualTo("""
                paper:4: the host leaves the recording
                  evidence  byte 4 of what the host sends is 40; recorded is 00
                  evidence  the host sends 40 00 48; recorded is 00 00 08
                  board     UNTOUCHED: nothing was changed
                  remedy    if the new behaviour is meant, write it down anew; otherwise this is the first sign of the fault""");
    }

    @Test
    void once_it_differs_it_answers_nobody_any_more() {
        var link = link(">  31 CE", "<  79");
        var first = catchThrowableOfType(RecordingDiffers.class, () -> link.send(Bytes.of(0x32)));

        assertThatThrownBy(() -> link.send(Bytes.of(0x31, 0xCE))).isSameAs(first);
        assertThatThrownBy(() -> receive(link)).isSameAs(first);
        assertThatThrownBy(link::discard).isSameAs(first);
        assertThatThrownBy(link::requireFinished).isSameAs(first);
    }

    @Test
    void a_host_that_goes_on_beyond_the_end_differs() {
        var link = link(">  7F", "<  79");
        link.send(Bytes.of(0x7F));

        assertThat(difference(() -> link.send(Bytes.of(0x44, 0xBB)))).startsWith("""
                paper: the recording ends, and the host goes on
                  evidence  after 1 bytes the host sends 44 BB""");
    }

    @Test
    void a_host_that_stops_early_or_overhears_an_answer_has_not_finished() {
        var early = link(">  7F", "<  79", ">  00 FF");
        early.send(Bytes.of(0x7F));
        var deaf = link(">  7F", "<  79");
        deaf.send(Bytes.of(0x7F));
        var careless = link(">  7F", "<  79 55");
        careless.send(Bytes.of(0x7F));
        careless.discard();

        assertThat(difference(early::requireFinished)).startsWith("paper:3: the host stops before the recording does");
        assertThat(difference(deaf::requireFinished)).startsWith("paper:2: the host did not read the answer to its end");
        assertThat(difference(careless::requireFinished)).contains("2 bytes were discarded unread");
    }

    @Test
    void silence_lasts_until_the_deadline_and_costs_just_that_time() {
        var link = link(">  7F", "<", ">  7F", "<  1F");
        link.send(Bytes.of(0x7F));

        assertThat(receive(link)).isEqualTo(Bytes.NONE);

        assertThat(link.time().nanos()).isEqualTo(A_SECOND.toNanos());
    }

    @Test
    void the_clock_follows_the_times_of_a_recording() {
        var link = link("  0.000100  uart  >  7F", "  0.000300  board *  noise that is not ours", "  0.000350  uart  <  79",
                "  0.400000  uart  <  55", "  9.000000  uart  <  66");

        link.send(Bytes.of(0x7F));
        assertThat(link.time().nanos()).isEqualTo(100_000);
        assertThat(receive(link)).as("what comes later is not there yet").isEqualTo(Bytes.of(0x79));
        assertThat(link.time().nanos()).isEqualTo(350_000);
        assertThat(receive(link)).isEqualTo(Bytes.of(0x55));
        assertThat(link.time().nanos()).isEqualTo(400_000_000);

        assertThat(receive(link)).as("recorded beyond the deadline").isEqualTo(Bytes.NONE);
        assertThat(link.time().nanos()).isEqualTo(1_400_000_000);
    }
}
