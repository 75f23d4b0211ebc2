package io.sectorzero.suites.faults;

import static io.sectorzero.hil.HilAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sectorzero.failure.BoardState;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.flash.Phase;
import io.sectorzero.flash.Policy;
import io.sectorzero.flash.Route;
import io.sectorzero.hil.Target;
import io.sectorzero.image.Image;
import io.sectorzero.sim.world.World;
import io.sectorzero.suites.flashing.Images;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The board loses its supply in the midst of the work, on any bench that can switch it; once for each route. */
abstract class SupplySuite {

    private static final int BYTES = 40 * 1024;

    private final Route route;

    SupplySuite(Route route) {
        this.route = route;
    }

    @BeforeEach
    void by_this_route(Target target) {
        target.by(route);
    }

    @ParameterizedTest(name = "chance {0}")
    @ValueSource(ints = {1, 2, 3})
    void a_board_that_loses_its_supply_is_never_said_to_be_well_and_takes_the_next_attempt(int chance, Target target) {
        Image image = Images.ofSize(BYTES);
        long moment = new World(chance).dice("moment").below(BYTES);
        target.workshop().recovering(false).tell((phase, done, total) -> {
            if (phase == Phase.WRITE && done >= moment) {
                target.bench().controls().power(false);
            }
        });

        var failure = catchThrowableOfType(SectorZeroException.class, () -> target.workshop().flash(image, Policy.careful()));

        assertThat(failure).as("power was lost after %d of %d bytes", moment, BYTES).isNotNull();
        assertThat(failure.diagnosis().board()).isNotEqualTo(BoardState.UNTOUCHED);

        target.bench().controls().power(true);
        target.workshop().recovering(true).tell((phase, done, total) -> { });
        assertThat(target.flash(image)).verified();
        assertThat(target).holds(image);
    }
}
