package io.sectorzero.suites.contact;

import static io.sectorzero.bench.Capability.USB;

import io.sectorzero.flash.Route;
import io.sectorzero.hil.HilTest;
import io.sectorzero.hil.Needs;
import io.sectorzero.hil.StartingPoint;
import io.sectorzero.hil.StartsFrom;

/** {@link ContactSuite} over USB. */
@HilTest
@Needs(USB)
@StartsFrom(StartingPoint.ANY)
class DfuContactTest extends ContactSuite {

    DfuContactTest() {
        super(Route.DFU);
    }
}
