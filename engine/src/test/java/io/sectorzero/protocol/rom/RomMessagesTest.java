package io.sectorzero.protocol.rom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.LinkLost;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.link.ByteLink;
import io.sectorzero.link.LineSettings;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.replay.ReplayByteLink;
import io.sectorzero.replay.Transcript;
import io.sectorzero.time.Deadline;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person reads when the bootloader does not do what it is told. */
class RomMessagesTest {

    private static final RomCommand<?> WRITE =
            new WriteMemory(new Address(0x0800_0000), Bytes.of(0xDE, 0xAD, 0xBE, 0xEF), Duration.ofMillis(26));

    private static String story(Class<? extends SectorZeroException> type, RomCommand<?> command, String... lines) {
        var link = new ReplayByteLink(Transcript.parse("test", Arrays.asList(lines)));
        var session = new RomSession(link, link.time());
        session.configure(LineSettings.even(115200));
        return catchThrowableOfType(type, () -> session.run(command)).diagnosis().render();
    }

    @Test
    void a_refused_command_says_which_byte_refused_it() {
        assertThat(story(TargetRefused.class, WRITE, ">  31 CE", "<  1F")).isEqualTo("""
                The bootloader refused Write Memory of 4 bytes at 0x08000000
                  evidence  sent 31 CE (command), answered 1F, a NACK
                  board     UNTOUCHED: nothing was changed""");
    }

    @Test
    void a_refused_address_tells_what_was_acknowledged_before() {
        assertThat(story(TargetRefused.class, WRITE, ">  31 CE", "<  79", ">  08 00 00 00 08", "<  1F")).isEqualTo("""
                The bootloader refused Write Memory of 4 bytes at 0x08000000
                  evidence  sent 31 CE (command), answered 79, an ACK
                  evidence  sent 08 00 00 00 08 (address), answered 1F, a NACK
                  board     UNTOUCHED: nothing was changed""");
    }

    @Test
    void silence_after_data_says_how_long_was_waited_and_that_nobody_knows() {
        assertThat(story(TargetSilent.class, WRITE, ">  31 CE", "<  79", ">  08 00 00 00 08", "<  79", ">  03 DE AD BE EF 21")).isEqualTo("""
                The bootloader did not answer Write Memory of 4 bytes at 0x08000000
                  evidence  sent 31 CE (command), answered 79, an ACK
                  evidence  sent 08 00 00 00 08 (address), answered 79, an ACK
                  evidence  sent 03 DE AD BE EF 21 (data), nothing came back within 527 ms
                  board     UNKNOWN: the last command may or may not have been carried out""");
    }

    @Test
    void a_byte_that_does_not_belong_is_shown() {
        assertThat(story(TargetRefused.class, ExtendedErase.ofSectors(List.of(0, 5), Duration.ofSeconds(5)), ">  44 BB", "<  79",
                ">  00 01 00 00 00 05 04", "<  F9")).isEqualTo("""
                The bootloader's answer to Extended Erase of sectors [0, 5] makes no sense
                  evidence  sent 44 BB (command), answered 79, an ACK
                  evidence  sent 00 01 00 00 00 05 04 (sectors), answered F9 where 79 (ACK) or 1F (NACK) belongs
                  board     UNKNOWN: the last command may or may not have been carried out""");
    }

    @Test
    void a_second_answer_that_does_not_come_is_told_as_such() {
        assertThat(story(TargetSilent.class, new ReadoutUnprotect(Duration.ofSeconds(32)), ">  92 6D", "<  79")).isEqualTo("""
                The bootloader did not answer Readout Unprotect
                  evidence  sent 92 6D (command), answered 79, an ACK
                  evidence  waited for the second answer (completion), nothing came back within 32501 ms
                  board     UNKNOWN: the last command may or may not have been carried out""");
    }

    @Test
    void an_answer_cut_short_shows_what_there_is_of_it() {
        assertThat(story(TargetSilent.class, new Get(), ">  00 FF", "<  79 0B 31 00 01")).isEqualTo("""
                The bootloader's answer to Get is cut short
                  evidence  sent 00 FF (command), answered 79, an ACK
                  evidence  then 4 bytes of at least 13 came within 502 ms: 0B 31 00 01
                  board     UNTOUCHED: nothing was changed""");
    }

    @Test
    void an_answer_that_contradicts_the_document_says_in_which_point() {
        assertThat(story(TargetRefused.class, new GetId(), ">  02 FD", "<  79 02 04 41 00 79")).isEqualTo("""
                The bootloader's answer to Get ID makes no sense
                  evidence  sent 02 FD (command), answered 79, an ACK
                  evidence  then came 02
                  evidence  a product id has two bytes, so the count must be 01
                  board     UNTOUCHED: nothing was changed""");
    }

    @Test
    void a_line_that_is_lost_says_during_what() {
        var paper = new ReplayByteLink(Transcript.parse("test", List.of(">  31 CE", "<  79", ">  08 00 00 00 08", "<  79")));
        var session = new RomSession(new PulledOut(paper, 8), paper.time());

        var lost = catchThrowableOfType(LinkLost.class, () -> session.run(WRITE));

        assertThat(lost.diagnosis().render()).isEqualTo("""
                The port is gone
                  evidence  it was lost during Write Memory of 4 bytes at 0x08000000, at the data
                  board     UNKNOWN: the last command may or may not have been carried out""");
        assertThat(session.lastFailure()).isEmpty();
    }

    /** A line whose plug is pulled when it is asked to send more than so many bytes. */
    private static final class PulledOut implements ByteLink {

        private final ByteLink link;
        private int left;

        PulledOut(ByteLink link, int left) {
            this.link = link;
            this.left = left;
        }

        @Override public void send(Bytes bytes) {
            left -= bytes.length();
            if (left < 0) {
                throw new LinkLost(Diagnosis.of("The port is gone"));
            }
            link.send(bytes);
        }

        @Override public String name() {
            return link.name();
        }

        @Override public void configure(LineSettings settings) {
            link.configure(settings);
        }

        @Override public int receive(byte[] into, Deadline deadline) {
            return link.receive(into, deadline);
        }

        @Override public void discard() {
            link.discard();
        }

        @Override public void close() {
            link.close();
        }
    }
}
