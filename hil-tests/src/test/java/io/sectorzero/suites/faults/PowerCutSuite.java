package io.sectorzero.suites.faults;

import static io.sectorzero.hil.HilAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.flash.Policy;
import io.sectorzero.flash.Route;
import io.sectorzero.flash.Stated;
import io.sectorzero.hil.Boards;
import io.sectorzero.hil.Fixture;
import io.sectorzero.hil.Outcome;
import io.sectorzero.hil.SimulatedBoard;
import io.sectorzero.image.Image;
import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.board.BoardMemory;
import io.sectorzero.sim.fault.PowerCut;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The supply is gone after any happening on the board, from before the first word to the last byte read back; once for each route.
 * The oracle is the true content of the flash, looked at from behind, and the next attempt on the board.
 */
abstract class PowerCutSuite {

    private final Route route;
    private final Set<BoardMemory> repaired = new HashSet<>();
    private int felt;

    PowerCutSuite(Route route) {
        this.route = route;
    }

    /** Of so many events of an undisturbed flashing, after which to cut. */
    abstract LongStream cuts(long events);

    @Test
    void power_lost_while_a_small_image_is_flashed_is_never_reported_as_success(Boards boards, @Fixture("blinky.hex") Image blinky) {
        cuts(undisturbed(boards, blinky)).forEach(event -> cutAfter(event, boards, blinky));

        assertThat(felt).as("cuts that were felt").isPositive();
    }

    /** How many events a flashing has to which nothing happens. */
    final long undisturbed(Boards boards, Image image) {
        Outcome undisturbed = flash(boards.healthy(), image);
        assertThat(undisturbed).succeeded();
        return undisturbed.events();
    }

    /** A bench that can switch the supply may bring the board back by itself; then success has to be the truth. */
    final void cutAfter(long event, Boards boards, Image image) {
        var board = boards.with(new PowerCut(event));
        Bytes before = board.board().flashContent();

        Outcome outcome = flash(board, image);

        assertThat(outcome).as("cut after event %d", event).tellsTheTruthAbout(image, before);
        if (!outcome.succeeded()) {
            felt++;
            assertThat(outcome).as("cut after event %d", event).failedHonestly();
        }
        // Without power a board remembers its cells and nothing else, so one repair answers for every cut that left the same.
        if (repaired.add(outcome.board().board().memory())) {
            SimulatedBoard again = outcome.board().repaired();
            assertThat(flash(again, image)).as("board cut after event %d, powered again", event).succeeded();
            assertThat(again).as("board cut after event %d, flashed again", event).holds(image);
        }
    }

    private Outcome flash(SimulatedBoard board, Image image) {
        return board.attempt(route, Stated.nothing(), workshop -> workshop.flash(image, Policy.careful()));
    }
}
