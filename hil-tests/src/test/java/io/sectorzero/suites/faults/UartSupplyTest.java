package io.sectorzero.suites.faults;

import static io.sectorzero.bench.Capability.POWER;
import static io.sectorzero.bench.Capability.UART;

import io.sectorzero.flash.Route;
import io.sectorzero.hil.HilTest;
import io.sectorzero.hil.Needs;

/** {@link SupplySuite} over the serial line. */
@HilTest
@Needs({UART, POWER})
class UartSupplyTest extends SupplySuite {

    UartSupplyTest() {
        super(Route.UART);
    }
}
