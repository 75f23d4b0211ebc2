package io.sectorzero.suites.flashing;

import static io.sectorzero.bench.Capability.PROBE;

import io.sectorzero.flash.Route;
import io.sectorzero.hil.HilTest;
import io.sectorzero.hil.Needs;

/** {@link FlashingSuite} through the debug port. */
@HilTest
@Needs(PROBE)
class SwdFlashingTest extends FlashingSuite {

    SwdFlashingTest() {
        super(Route.SWD);
    }
}
