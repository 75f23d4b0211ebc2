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
import io.sectorzero.hil.SimulatedBoard;
import io.sectorzero.image.Image;
import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.fault.CableUnplugged;
import org.junit.jupiter.api.Test;

/** The USB cable is pulled before any of the computer's requests. */
@HilTest
@Needs(FAULTS)
class DfuCableTest {

    /** Of a small image; more than it takes. */
    private static final int MOST_REQUESTS = 2_000;

    @Test
    void a_cable_pulled_before_any_request_is_never_reported_as_success(Boards boards, @Fixture("blinky.hex") Image blinky) {
        int told = 0;
        boolean struck = true;
        for (int n = 1; struck && n < MOST_REQUESTS; n++) {
            var board = boards.with(new CableUnplugged(n));
            Bytes before = board.board().flashContent();

            Outcome outcome = flash(board, blinky);

            struck = !outcome.succeeded();
            assertThat(outcome).as("pulled at request %d", n).tellsTheTruthAbout(blinky, before);
            if (struck) {
                assertThat(outcome).as("pulled at request %d", n).failedHonestly();
                told++;
            }
            assertThat(outcome.board().repaired()).as("plugged in again after request %d", n).flashes(blinky);
        }
        assertThat(struck).as("still cut short after %d requests", MOST_REQUESTS).isFalse();
        assertThat(told).as("requests of a small image").isGreaterThan(20);
    }

    private static Outcome flash(SimulatedBoard board, Image image) {
        return board.attempt(Route.DFU, Stated.nothing(), workshop -> workshop.recovering(false).flash(image, Policy.careful()));
    }
}
