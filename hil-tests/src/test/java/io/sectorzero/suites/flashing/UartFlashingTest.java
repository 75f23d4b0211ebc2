package io.sectorzero.suites.flashing;

import static io.sectorzero.bench.Capability.FAULTS;
import static io.sectorzero.bench.Capability.UART;
import static io.sectorzero.hil.HilAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.flash.EraseRequest;
import io.sectorzero.flash.FlashReport;
import io.sectorzero.flash.Phase;
import io.sectorzero.flash.Policy;
import io.sectorzero.flash.Route;
import io.sectorzero.flash.Stated;
import io.sectorzero.hil.Boards;
import io.sectorzero.hil.Fixture;
import io.sectorzero.hil.HilTest;
import io.sectorzero.hil.Needs;
import io.sectorzero.hil.StartingPoint;
import io.sectorzero.hil.StartsFrom;
import io.sectorzero.hil.Target;
import io.sectorzero.image.Image;
import io.sectorzero.memory.AddressRange;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@HilTest
@Needs(UART)
class UartFlashingTest {

    private static final int KILO = 1024;

    @Test
    void an_image_written_over_uart_reads_back_byte_for_byte(Target target, @Fixture("blinky.hex") Image blinky) {
        FlashReport report = target.flash(blinky);

        assertThat(report).verified().erasedSectors(0);
        assertThat(target).holds(blinky);
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 255, 256, 257, 16 * KILO, 16 * KILO + 4})
    void any_length_is_written_whole(int bytes, Target target) {
        Image image = Images.ofSize(bytes);

        assertThat(target.flash(image)).verified();
        assertThat(target).holds(image);
    }

    @Test
    void an_image_in_the_middle_of_the_chip_leaves_the_sectors_around_it_alone(Target target, @Fixture("blinky.hex") Image blinky) {
        target.flash(blinky);

        FlashReport report = target.over(Route.UART).flash(Images.at(Images.FLASH + 0x8000, 100), Policy.careful());

        assertThat(report).verified().erasedSectors(2);
        assertThat(target).holds(blinky);
    }

    @Test
    @StartsFrom(StartingPoint.FIRMWARE)
    void what_a_shared_sector_holds_besides_the_image_is_kept_when_asked(Target target, @Fixture("blinky.hex") Image blinky) {
        Image more = Images.at(Images.FLASH + 0x1000, 300);

        FlashReport report = target.over(Route.UART).flash(more, Policy.careful().withKeep(true));

        assertThat(report).verified().erasedSectors(0);
        assertThat(target).holds(more).holds(blinky);
    }

    @Test
    @StartsFrom(StartingPoint.FIRMWARE)
    void what_is_there_already_is_left_alone_when_asked(Target target, @Fixture("blinky.hex") Image blinky) {
        FlashReport report = target.over(Route.UART).flash(blinky, Policy.careful().withDiff(true));

        assertThat(report).erasedSectors();
        assertThat(report.programmedBytes()).isZero();
        assertThat(target).holds(blinky);
    }

    @Test
    @StartsFrom(StartingPoint.FIRMWARE)
    void an_erased_sector_reads_blank(Target target) {
        FlashReport report = target.over(Route.UART).erase(EraseRequest.sectors(Set.of(0, 3)));

        assertThat(report).erasedSectors(0, 3);
        assertThat(target.read(AddressRange.of(Images.FLASH, 512)).isAll(0xFF)).isTrue();
    }

    @Test
    @StartsFrom(StartingPoint.FIRMWARE)
    void a_plan_tells_what_would_be_done_and_changes_nothing(Target target, @Fixture("blinky.hex") Image blinky) {
        var plan = target.over(Route.UART).plan(Images.ofSize(20 * KILO), Policy.careful());

        assertThat(plan.render()).isNotBlank();
        assertThat(target).holds(blinky);
    }

    @Test
    @Needs(FAULTS)
    void a_plan_predicts_the_time_the_board_takes(Boards boards) {
        Image image = Images.ofSize(100 * KILO);
        var planned = new double[1];

        var outcome = boards.healthy().attempt(workshop -> {
            planned[0] = workshop.plan(image, Policy.careful()).forecast().total().typical().toNanos();
            return workshop.flash(image, Policy.careful());
        });

        assertThat(outcome).succeeded();
        double took = outcome.report().orElseThrow().total().toNanos();
        assertThat(planned[0] / took).as("predicted against taken").isBetween(0.9, 1.1);
    }

    @Test
    @Needs(FAULTS)
    void a_stated_supply_makes_the_chip_erase_and_write_in_words(Boards boards) {
        Image image = Images.ofSize(128 * KILO);

        var wide = boards.healthy().flash(image);
        var narrow = boards.healthy().attempt(Stated.nothing().withSupply(1.9),
                workshop -> workshop.flash(image, Policy.careful()));

        assertThat(wide).succeeded();
        assertThat(narrow).succeeded();
        assertThat(wide.report().orElseThrow().durations().get(Phase.ERASE))
                .isLessThan(narrow.report().orElseThrow().durations().get(Phase.ERASE).multipliedBy(7).dividedBy(10));
    }
}
