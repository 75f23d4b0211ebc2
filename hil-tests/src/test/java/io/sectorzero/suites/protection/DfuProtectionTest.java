package io.sectorzero.suites.protection;

import static io.sectorzero.bench.Capability.USB;

import io.sectorzero.flash.Route;
import io.sectorzero.hil.HilTest;
import io.sectorzero.hil.Needs;

@HilTest
@Needs(USB)
class DfuProtectionTest extends ProtectionSuite {

    DfuProtectionTest() {
        super(Route.DFU);
    }
}
