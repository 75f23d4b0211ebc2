package io.sectorzero.suites.flashing;

import static io.sectorzero.bench.Capability.FAULTS;
import static io.sectorzero.bench.Capability.UART;
import static io.sectorzero.hil.HilAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.flash.Phase;
import io.sectorzero.flash.Policy;
import io.sectorzero.flash.Route;
import io.sectorzero.flash.Stated;
import io.sectorzero.hil.Boards;
import io.sectorzero.hil.HilTest;
import io.sectorzero.hil.Needs;
import io.sectorzero.image.Image;
import org.junit.jupiter.api.Test;

/** {@link FlashingSuite} over the serial line, and what only a line with a rate makes of it. */
@HilTest
@Needs(UART)
class UartFlashingTest extends FlashingSuite {

    private static final int KILO = 1024;

    UartFlashingTest() {
        super(Route.UART);
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
