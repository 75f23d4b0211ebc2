package io.sectorzero.suites.protection;

import static io.sectorzero.bench.Capability.PROBE;

import io.sectorzero.flash.Route;
import io.sectorzero.hil.HilTest;
import io.sectorzero.hil.Needs;

/** {@link ProtectionSuite} through the debug port. */
@HilTest
@Needs(PROBE)
class SwdProtectionTest extends ProtectionSuite {

    SwdProtectionTest() {
        super(Route.SWD);
    }
}
