package io.sectorzero.suites.faults;

import static io.sectorzero.bench.Capability.FAULTS;
import static io.sectorzero.hil.HilAssertions.assertThat;

import io.sectorzero.flash.Policy;
import io.sectorzero.flash.Route;
import io.sectorzero.flash.Stated;
import io.sectorzero.hil.Boards;
import io.sectorzero.hil.Fixture;
import io.sectorzero.hil.HilTest;
import io.sectorzero.hil.Needs;
import io.sectorzero.hil.Outcome;
import io.sectorzero.hil.SimulatedBoard;
import io.sectorzero.image.Image;
import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.fault.PowerCut;
import org.junit.jupiter.api.Test;

/** The device is gone at any moment, over USB. */
@HilTest
@Needs(FAULTS)
class DfuPowerCutTest {

    private static Outcome flash(SimulatedBoard board, Image image) {
        return board.attempt(Route.DFU, Stated.nothing(), workshop -> workshop.flash(image, Policy.careful()));
    }

    @Test
    void power_lost_after_any_event_of_a_small_image_is_never_reported_as_success(Boards boards, @Fixture("blinky.hex") Image blinky) {
        Outcome undisturbed = flash(boards.healthy(), blinky);
        assertThat(undisturbed).succeeded();

        for (long k = 0; k < undisturbed.events(); k++) {
            var board = boards.with(new PowerCut(k));
            Bytes before = board.board().flashContent();

            Outcome outcome = flash(board, blinky);

            assertThat(outcome).as("cut after event %d", k).tellsTheTruthAbout(blinky, before);
            if (!outcome.succeeded()) {
                assertThat(outcome).as("cut after event %d", k).failedHonestly();
            }
            assertThat(outcome.board().repaired()).as("board cut after event %d, powered again", k).flashes(blinky);
        }
    }
}
