package io.sectorzero.suites.faults;

import static io.sectorzero.bench.Capability.POWER;
import static io.sectorzero.bench.Capability.USB;

import io.sectorzero.flash.Route;
import io.sectorzero.hil.HilTest;
import io.sectorzero.hil.Needs;

/** {@link SupplySuite} over USB. */
@HilTest
@Needs({USB, POWER})
class DfuSupplyTest extends SupplySuite {

    DfuSupplyTest() {
        super(Route.DFU);
    }
}
