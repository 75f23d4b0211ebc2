package io.sectorzero.suites.faults;

import static io.sectorzero.bench.Capability.FAULTS;

import io.sectorzero.flash.Route;
import io.sectorzero.hil.HilTest;
import io.sectorzero.hil.Needs;
import io.sectorzero.hil.Seed;
import io.sectorzero.sim.world.World;
import java.util.stream.LongStream;

/** After one of 13 events on an average, through the debug port: all of them would take a minute. The seed says which are taken. */
@HilTest
@Needs(FAULTS)
@Seed(SwdPowerCutTest.SEED)
class SwdPowerCutTest extends PowerCutSuite {

    static final long SEED = 0x5EC7;

    private static final int STRIDE = 25;

    SwdPowerCutTest() {
        super(Route.SWD);
    }

    @Override LongStream cuts(long events) {
        var chance = new World(SEED).dice("power cut");
        return LongStream.iterate(chance.below(STRIDE), k -> k < events, k -> k + 1 + chance.below(STRIDE));
    }
}
