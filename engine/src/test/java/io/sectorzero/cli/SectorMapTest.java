package io.sectorzero.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.device.Sector;
import io.sectorzero.flash.SectorMark;
import io.sectorzero.flash.SectorMark.After;
import io.sectorzero.flash.SectorMark.Before;
import io.sectorzero.image.Image;
import io.sectorzero.image.Segment;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The picture of the sectors, drawn out here line by line. */
class SectorMapTest {

    private static final Sector FIRST = new Sector(0, AddressRange.of(0x0800_0000L, 16384));
    private static final Sector SECOND = new Sector(1, AddressRange.of(0x0800_4000L, 16384));
    private static final Image IMAGE = Image.of("app.bin", new Segment(new Address(0x0800_0000), Bytes.repeat(0, 1025)));

    private final Desk desk = new Desk();

    @Test
    void before_and_after_stand_beside_each_other_and_an_untouched_sector_claims_nothing() {
        SectorMap.of(List.of(new SectorMark(FIRST, Before.CONTENT, After.VERIFIED, 1025, 0),
                new SectorMark(SECOND, Before.UNREAD, After.UNTOUCHED, 0, 0)), IMAGE).say(desk.screen().out());

        assertThat(desk.out()).isEqualTo("""
                sector  address         size  before            after
                     0  0x08000000    16 KB  ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒  ██··············  1025 bytes, verified
                     1  0x08004000    16 KB                                      untouched
                        █ image  ▒ other content  · blank
                """);
    }

    @Test
    void content_that_was_kept_shows_behind_the_image() {
        SectorMap.of(List.of(new SectorMark(FIRST, Before.CONTENT, After.VERIFIED, 1025, 300)), IMAGE).say(desk.screen().out());

        assertThat(desk.out()).contains("██▒▒▒▒▒▒▒▒▒▒▒▒▒▒  1025 bytes, verified, 300 bytes kept\n");
    }

    @ParameterizedTest @EnumSource(After.class)
    void every_end_a_sector_can_come_to_is_named(After after) {
        SectorMap.of(List.of(new SectorMark(FIRST, Before.UNREAD, after, 1025, 0)), IMAGE).say(desk.screen().out());

        assertThat(desk.out()).contains(after.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    @Test
    void one_byte_of_content_fills_its_cell_and_no_other() {
        Bytes content = Bytes.repeat(0xFF, 16383).then(0x7F);

        new SectorMap(List.of(SectorMap.found(SECOND, content, "write-protected"))).say(desk.screen().out());

        assertThat(desk.out()).contains("size  content\n", "16 KB  ···············▒  write-protected\n").doesNotContain("after");
    }

    @Test
    void a_terminal_without_unicode_sees_the_same_picture_in_ascii() {
        Outlet plain = new Outlet(desk.screen().out().stream(), false, false, false, 0, Optional::empty);

        SectorMap.of(List.of(new SectorMark(FIRST, Before.BLANK, After.VERIFIED, 1025, 0)), IMAGE).say(plain);

        assertThat(desk.out()).contains("................  ##..............  1025 bytes, verified\n", "# image  . blank\n");
    }
}
