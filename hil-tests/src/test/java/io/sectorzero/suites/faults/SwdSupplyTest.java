package io.sectorzero.suites.faults;

import static io.sectorzero.bench.Capability.POWER;
import static io.sectorzero.bench.Capability.PROBE;

import io.sectorzero.flash.Route;
import io.sectorzero.hil.HilTest;
import io.sectorzero.hil.Needs;

/** {@link SupplySuite} through the debug port. */
@HilTest
@Needs({PROBE, POWER})
class SwdSupplyTest extends SupplySuite {

    SwdSupplyTest() {
        super(Route.SWD);
    }
}
