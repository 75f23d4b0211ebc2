package io.sectorzero.suites.contact;

import static io.sectorzero.bench.Capability.PROBE;

import io.sectorzero.flash.Route;
import io.sectorzero.hil.HilTest;
import io.sectorzero.hil.Needs;
import io.sectorzero.hil.StartingPoint;
import io.sectorzero.hil.StartsFrom;

/** {@link ContactSuite} through the debug port. */
@HilTest
@Needs(PROBE)
@StartsFrom(StartingPoint.ANY)
class SwdContactTest extends ContactSuite {

    SwdContactTest() {
        super(Route.SWD);
    }
}
