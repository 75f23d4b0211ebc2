package io.sectorzero.suites.faults;

import static io.sectorzero.bench.Capability.FAULTS;

import io.sectorzero.flash.Route;
import io.sectorzero.hil.Boards;
import io.sectorzero.hil.HilTest;
import io.sectorzero.hil.Needs;
import io.sectorzero.hil.Seed;
import io.sectorzero.image.Image;
import io.sectorzero.sim.world.Dice;
import io.sectorzero.sim.world.World;
import io.sectorzero.suites.flashing.Images;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** After every event of a small image, over the serial line, and at random in a large one. */
@HilTest
@Needs(FAULTS)
class UartPowerCutTest extends PowerCutSuite {

    private static final int LARGE = 100 * 1024;
    private static final int SAMPLES = 100;
    private static final long SEED = 0xC07;

    UartPowerCutTest() {
        super(Route.UART);
    }

    @Override LongStream cuts(long events) {
        return LongStream.range(0, events);
    }

    @Test
    @Seed(SEED)
    void power_lost_at_random_in_a_large_image_is_never_reported_as_success(Boards boards) {
        Image image = Images.ofSize(LARGE);
        long events = undisturbed(boards, image);
        Dice dice = new World(SEED).dice("cuts");

        for (int i = 0; i < SAMPLES; i++) {
            cutAfter((long) (dice.fraction() * events), boards, image);
        }
    }
}
