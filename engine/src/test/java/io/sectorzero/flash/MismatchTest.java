package io.sectorzero.flash;

import static io.sectorzero.failure.Confidence.LIKELY;
import static io.sectorzero.failure.Confidence.POSSIBLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.examination.CauseCatalogue;
import io.sectorzero.failure.BoardState;
import io.sectorzero.failure.Confidence;
import io.sectorzero.failure.Suspect;
import io.sectorzero.image.Segment;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.util.Optional;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** How what was read back differs from what was written, and what that is called. */
class MismatchTest {

    private static final Address AT = Address.of(0x0800_4000L);

    @Property
    void equal_content_is_no_mismatch(@ForAll @Size(min = 1, max = 64) byte[] content) {
        assertThat(compare(Bytes.copyOf(content), Bytes.copyOf(content), Optional.empty()).isEmpty()).isTrue();
    }

    @Property
    void writing_over_old_content_is_recognised_by_its_missing_ones(@ForAll @Size(64) byte[] old, @ForAll @Size(64) byte[] wanted) {
        byte[] both = new byte[64];
        int missing = 0;
        for (int i = 0; i < both.length; i++) {
            both[i] = (byte) (old[i] & wanted[i]);
            missing += Integer.bitCount((wanted[i] ^ both[i]) & 0xFF);
        }
        Assume.that(missing > 16);

        assertThat(kind(Bytes.copyOf(wanted), Bytes.copyOf(both), Optional.empty())).isEqualTo("old-and-new");
    }

    @Test
    void content_as_it_was_before_the_erase_is_unchanged() {
        Bytes old = Bytes.repeat(0x3C, 64);

        assertThat(kind(Bytes.repeat(0xC3, 64), old, Optional.of(new Segment(AT.plus(16), old.slice(16, 32))))).isEqualTo("unchanged");
    }

    @Test
    void blank_content_before_says_nothing_about_the_erase() {
        Bytes blank = Bytes.repeat(0xFF, 64);

        assertThat(kind(Bytes.repeat(0, 64), blank, Optional.of(new Segment(AT, blank.slice(0, 16))))).isEqualTo("blank");
    }

    @Test
    void a_few_wrong_bits_are_told_from_wrong_content() {
        Bytes wanted = Bytes.repeat(0x55, 64);

        assertThat(kind(wanted, Bytes.of(0x54).then(wanted.slice(1, 64)), Optional.empty())).isEqualTo("stuck-bits");
        assertThat(kind(wanted, Bytes.repeat(0xAA, 64), Optional.empty())).isEqualTo("garbage");
    }

    @Test
    void the_message_counts_what_differs_and_shows_the_first() {
        Bytes wanted = Bytes.repeat(0x5A, 64);
        var mismatch = compare(wanted, wanted.slice(0, 10).then(0x5B).then(wanted.slice(11, 64)), Optional.empty());

        assertThat(mismatch.failure(BoardState.PARTLY_WRITTEN).diagnosis().render()).isEqualTo("""
                Sector 1 does not hold what was written
                  evidence  first difference at 0x0800400A: 5A is wanted, 5B is read
                  evidence  1 of 64 bytes differ: 0 bits read 0 that were to be 1, 1 read 1 that were to be 0
                  evidence  only 1 bits are wrong, all others of 64 bytes are right
                  suspect   %s
                  suspect   %s
                  board     PARTLY_WRITTEN: some of the new content is in place, some is missing""".formatted(suspect("C14", LIKELY), suspect("E4", POSSIBLE)));
    }

    private static String kind(Bytes wanted, Bytes read, Optional<Segment> before) {
        return compare(wanted, read, before).difference().value();
    }

    private static Mismatch compare(Bytes wanted, Bytes read, Optional<Segment> before) {
        var mismatch = new Mismatch("sector 1", before);
        mismatch.compare(AT, wanted, read);
        return mismatch;
    }

    /** As the catalogue calls it; the words are not ours to test. */
    private static Suspect suspect(String id, Confidence confidence) {
        return CauseCatalogue.load().suspect(id, confidence);
    }
}
