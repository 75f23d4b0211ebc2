package io.sectorzero.suites.flashing;

import static io.sectorzero.hil.HilAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.flash.EraseRequest;
import io.sectorzero.flash.FlashReport;
import io.sectorzero.flash.Policy;
import io.sectorzero.flash.Route;
import io.sectorzero.hil.Fixture;
import io.sectorzero.hil.StartingPoint;
import io.sectorzero.hil.StartsFrom;
import io.sectorzero.hil.Target;
import io.sectorzero.image.Image;
import io.sectorzero.memory.AddressRange;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds whichever way the bytes take; once for each route. */
abstract class FlashingSuite {

    private static final int KILO = 1024;

    private final Route route;

    FlashingSuite(Route route) {
        this.route = route;
    }

    @BeforeEach
    void by_this_route(Target target) {
        target.by(route);
    }

    @Test
    void an_image_that_was_written_reads_back_byte_for_byte(Target target, @Fixture("blinky.hex") Image blinky) {
        FlashReport report = target.flash(blinky);

        assertThat(report).verified().erasedSectors(0);
        assertThat(target).holds(blinky);
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 255, 256, 257, 2047, 2048, 2049, 16 * KILO, 16 * KILO + 4})
    void any_length_is_written_whole(int bytes, Target target) {
        Image image = Images.ofSize(bytes);

        assertThat(target.flash(image)).verified();
        assertThat(target).holds(image);
    }

    @Test
    void an_image_in_the_middle_of_the_chip_leaves_the_sectors_around_it_alone(Target target, @Fixture("blinky.hex") Image blinky) {
        target.flash(blinky);

        FlashReport report = target.workshop().flash(Images.at(Images.FLASH + 0x8000, 100), Policy.careful());

        assertThat(report).verified().erasedSectors(2);
        assertThat(target).holds(blinky);
    }

    @Test
    @StartsFrom(StartingPoint.FIRMWARE)
    void what_a_shared_sector_holds_besides_the_image_is_kept_when_asked(Target target, @Fixture("blinky.hex") Image blinky) {
        Image more = Images.at(Images.FLASH + 0x1000, 300);

        FlashReport report = target.workshop().flash(more, Policy.careful().withKeep(true));

        assertThat(report).verified().erasedSectors(0);
        assertThat(target).holds(more).holds(blinky);
    }

    @Test
    @StartsFrom(StartingPoint.FIRMWARE)
    void what_is_there_already_is_left_alone_when_asked(Target target, @Fixture("blinky.hex") Image blinky) {
        FlashReport report = target.workshop().flash(blinky, Policy.careful().withDiff(true));

        assertThat(report).erasedSectors();
        assertThat(report.programmedBytes()).isZero();
        assertThat(target).holds(blinky);
    }

    @Test
    @StartsFrom(StartingPoint.FIRMWARE)
    void an_erased_sector_reads_blank(Target target) {
        FlashReport report = target.workshop().erase(EraseRequest.sectors(Set.of(0, 3)));

        assertThat(report).erasedSectors(0, 3);
        assertThat(target.read(AddressRange.of(Images.FLASH, 512)).isAll(0xFF)).isTrue();
    }

    @Test
    @StartsFrom(StartingPoint.FIRMWARE)
    void a_plan_tells_what_would_be_done_and_changes_nothing(Target target, @Fixture("blinky.hex") Image blinky) {
        var plan = target.workshop().plan(Images.ofSize(20 * KILO), Policy.careful());

        assertThat(plan.render()).isNotBlank();
        assertThat(target).holds(blinky);
    }
}
