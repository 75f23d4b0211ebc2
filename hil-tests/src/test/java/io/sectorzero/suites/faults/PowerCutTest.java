package io.sectorzero.suites.faults;

import static io.sectorzero.bench.Capability.FAULTS;
import static io.sectorzero.hil.HilAssertions.assertThat;

import io.sectorzero.hil.Boards;
import io.sectorzero.hil.Fixture;
import io.sectorzero.hil.HilTest;
import io.sectorzero.hil.Needs;
import io.sectorzero.hil.Outcome;
import io.sectorzero.hil.Seed;
import io.sectorzero.image.Image;
import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.board.BoardMemory;
import io.sectorzero.sim.fault.PowerCut;
import io.sectorzero.sim.world.Dice;
import io.sectorzero.sim.world.World;
import io.sectorzero.suites.flashing.Images;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

@HilTest
@Needs(FAULTS)
class PowerCutTest {

    private static final int LARGE = 100 * 1024;
    private static final int SAMPLES = 100;
    private static final long SEED = 0xC07;

    private final Set<BoardMemory> repaired = new HashSet<>();

    /** Every happening on the board, from before the first 7F to the last byte read back. */
    @Test
    void power_lost_after_any_event_of_a_small_image_is_never_reported_as_success(Boards boards, @Fixture("blinky.hex") Image blinky) {
        Outcome undisturbed = boards.healthy().flash(blinky);
        assertThat(undisturbed).succeeded();

        for (long k = 0; k < undisturbed.events(); k++) {
            cutAfter(k, boards, blinky);
        }
    }

    @Test
    @Seed(SEED)
    void power_lost_at_random_in_a_large_image_is_never_reported_as_success(Boards boards) {
        Image image = Images.ofSize(LARGE);
        Outcome undisturbed = boards.healthy().flash(image);
        assertThat(undisturbed).succeeded();
        Dice dice = new World(SEED).dice("cuts");

        for (int i = 0; i < SAMPLES; i++) {
            cutAfter((long) (dice.fraction() * undisturbed.events()), boards, image);
        }
    }

    /** A bench that can switch the supply may bring the board back by itself; then success has to be the truth. */
    private void cutAfter(long event, Boards boards, Image image) {
        var board = boards.with(new PowerCut(event));
        Bytes before = board.board().flashContent();

        Outcome outcome = board.flash(image);

        assertThat(outcome).as("cut after event %d", event).tellsTheTruthAbout(image, before);
        if (!outcome.succeeded()) {
            assertThat(outcome).as("cut after event %d", event).failedHonestly();
        }
        // Without power a board remembers its cells and nothing else, so one repair answers for every cut that left the same.
        if (repaired.add(outcome.board().board().memory())) {
            assertThat(outcome.board().repaired()).as("board cut after event %d, powered again", event).flashes(image);
        }
    }
}
