package io.sectorzero.flash;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.image.Segment;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Code as GNU as 2.40 assembles it for a Cortex-M4; the instruction is written beside the bytes. */
class OptionKeysTest {

    private static final long START = 0x0800_0000L;

    private static boolean found(long start, String code) {
        return OptionKeys.in(List.of(new Segment(Address.of(start), Bytes.parseHex(code)))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        // .word 0x08192A3B; .word 0x4C5D6E7F
        "0, 3B2A1908 7F6E5D4C, true",
        "4, 3B2A1908 7F6E5D4C, true",
        // No LDR reads a word that lies across two.
        "2, 3B2A1908 7F6E5D4C, false",
        "0, 3B2A1908 80 6E5D4C, false",
        "0, 3B2A1908, false",
        "0, 7F6E5D4C, false"})
    void words_count_on_word_boundaries_and_only_both(long at, String code, boolean both) {
        assertThat(found(START + at, code)).isEqualTo(both);
    }

    @ParameterizedTest
    @CsvSource({
        // movw r1,#0x2A3B; movt r1,#0x0819; movw r2,#0x6E7F; movt r2,#0x4C5D
        "42F63B21 C0F61901 46F67F62 C4F65D42, true",
        // movw r1; movw r2; movt r1; movt r2
        "42F63B21 46F67F62 C0F61901 C4F65D42, true",
        // The second key's upper half goes to another register.
        "42F63B21 C0F61901 46F67F62 C4F65D43, false",
        // movw r2 twice instead of movt
        "42F63B21 C0F61901 46F67F62 44F65D42, false"})
    void a_pair_of_instructions_counts_where_both_load_one_register(String code, boolean both) {
        assertThat(found(START, code)).isEqualTo(both);
    }

    @ParameterizedTest
    @CsvSource({
        // ldr r1,[pc,#4]; nop; add.w r1,r1,#0x44444444; .word KEY_1
        "0, 014900BF 01F14431 3B2A1908, true",
        // The same where the load does not stand on a word boundary.
        "2, 0149 01F14431 3B2A1908, true",
        // ldr.w r8,[pc,#4]; add.w r8,r8,#0x44444444; .word KEY_1
        "0, DFF80480 08F14438 3B2A1908, true",
        // movw r1; movt r1; add.w r2,r1,#0x44444444
        "0, 42F63B21 C0F61901 01F14432, true",
        // The addition is to another register.
        "0, 014900BF 02F14431 3B2A1908, false",
        // add.w r1,r1,#0x00440044
        "0, 014900BF 01F14411 3B2A1908, false",
        // Nobody loads the key: it merely lies there.
        "0, 00BF00BF 01F14431 3B2A1908, false"})
    void the_second_key_may_be_made_from_the_first_by_an_addition(long at, String code, boolean both) {
        assertThat(found(START + at, code)).isEqualTo(both);
    }

    @Test
    void they_may_lie_in_different_segments_and_their_places_are_told() {
        var keys = OptionKeys.in(List.of(new Segment(Address.of(START), Bytes.parseHex("00000000 3B2A1908")),
                new Segment(Address.of(START + 0x4000), Bytes.parseHex("7F6E5D4C"))));

        assertThat(keys).contains(new OptionKeys(Address.of(START + 4), Address.of(START + 0x4000)));
        assertThat(keys.orElseThrow()).hasToString("both keys to the option bytes (at 0x08000004 and 0x08004000)");
    }

    /** Compilers may put other instructions between the halves; more than fourteen of them are somebody else's business. */
    @Property
    void halves_belong_together_when_they_stand_near_each_other(@ForAll @IntRange(max = 24) int nops) {
        String code = "42F63B21" + "00BF".repeat(nops) + "C0F61901" + "46F67F62 C4F65D42";

        assertThat(found(START, code)).isEqualTo(nops * 2 + 4 <= 32);
    }

    @Property
    void where_a_pair_stands_makes_no_difference(@ForAll @IntRange(max = 7) int place) {
        assertThat(found(START, "00BF".repeat(place) + "42F63B21 C0F61901 46F67F62 C4F65D42" + "FF".repeat(place))).isTrue();
    }
}
