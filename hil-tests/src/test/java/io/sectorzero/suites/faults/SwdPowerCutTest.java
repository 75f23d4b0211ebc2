package io.sectorzero.suites.faults;

import static io.sectorzero.bench.Capability.FAULTS;
import static io.sectorzero.hil.HilAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.flash.Policy;
import io.sectorzero.flash.Route;
import io.sectorzero.flash.Stated;
import io.sectorzero.hil.Boards;
import io.sectorzero.hil.Fixture;
import io.sectorzero.hil.HilTest;
import io.sectorzero.hil.Needs;
import io.sectorzero.hil.Outcome;
import io.sectorzero.hil.Seed;
import io.sectorzero.hil.SimulatedBoard;
import io.sectorzero.image.Image;
import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.fault.PowerCut;
import io.sectorzero.sim.world.World;
import org.junit.jupiter.api.Test;

/** The supply is gone at any moment, over the debug port. */
@HilTest
@Needs(FAULTS)
class SwdPowerCutTest {

    /** All of them would take a minute; the seed says which are taken. */
    private static final int STRIDE = 25;
    private static final long SEED = 0x5EC7;

    private static Outcome flash(SimulatedBoard board, Image image) {
        return board.attempt(Route.SWD, Stated.nothing(), workshop -> workshop.flash(image, Policy.careful()));
    }

    @Test
    @Seed(SEED)
    void power_lost_after_any_of_many_events_of_a_small_image_is_never_reported_as_success(Boards boards, @Fixture("blinky.hex") Image blinky) {
        var chance = new World(SEED).dice("power cut");
        Outcome undisturbed = flash(boards.healthy(), blinky);
        assertThat(undisturbed).succeeded();

        for (long k = chance.below(STRIDE); k < undisturbed.events(); k += 1 + chance.below(STRIDE)) {
            var board = boards.with(new PowerCut(k));
            Bytes before = board.board().flashContent();

            Outcome outcome = flash(board, blinky);

            assertThat(outcome).as("cut after event %d", k).tellsTheTruthAbout(blinky, before);
            if (!outcome.succeeded()) {
                assertThat(outcome).as("cut after event %d", k).failedHonestly();
            }
            SimulatedBoard repaired = outcome.board().repaired();
            assertThat(flash(repaired, blinky)).as("board cut after event %d, powered again", k).succeeded();
            assertThat(repaired.holds(blinky)).as("board cut after event %d, flashed again", k).isTrue();
        }
    }
}
