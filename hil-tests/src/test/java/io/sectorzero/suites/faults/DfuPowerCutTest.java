package io.sectorzero.suites.faults;

import static io.sectorzero.bench.Capability.FAULTS;

import io.sectorzero.flash.Route;
import io.sectorzero.hil.HilTest;
import io.sectorzero.hil.Needs;
import java.util.stream.LongStream;

/** After every event, over USB. */
@HilTest
@Needs(FAULTS)
class DfuPowerCutTest extends PowerCutSuite {

    DfuPowerCutTest() {
        super(Route.DFU);
    }

    @Override LongStream cuts(long events) {
        return LongStream.range(0, events);
    }
}
