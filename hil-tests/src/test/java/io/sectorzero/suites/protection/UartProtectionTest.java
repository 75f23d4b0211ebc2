package io.sectorzero.suites.protection;

import static io.sectorzero.bench.Capability.FAULTS;
import static io.sectorzero.bench.Capability.UART;
import static io.sectorzero.hil.HilAssertions.assertThat;

import io.sectorzero.flash.Consent;
import io.sectorzero.flash.Policy;
import io.sectorzero.flash.Route;
import io.sectorzero.hil.Boards;
import io.sectorzero.hil.Fixture;
import io.sectorzero.hil.HilTest;
import io.sectorzero.hil.Needs;
import io.sectorzero.image.Image;
import org.junit.jupiter.api.Test;

/** {@link ProtectionSuite} over the serial line, and code protection, which leaves in one step. */
@HilTest
@Needs(UART)
class UartProtectionTest extends ProtectionSuite {

    UartProtectionTest() {
        super(Route.UART);
    }

    @Test
    @Needs(FAULTS)
    void code_protection_leaves_in_one_guided_step_with_consent(Boards boards, @Fixture("blinky.hex") Image blinky) {
        var refused = boards.named("c04-proprietary-code-protection.toml").flash(blinky);
        var agreed = boards.named("c04-proprietary-code-protection.toml").flash(blinky, Policy.careful().with(Consent.DATA_LOSS));

        assertThat(refused).failedHonestly().namesFirst("C4");
        assertThat(agreed).succeeded();
        assertThat(agreed.board()).holds(blinky);
    }

    @Test
    @Needs(FAULTS)
    void read_protection_is_lifted_on_the_way_with_consent(Boards boards, @Fixture("blinky.hex") Image blinky) {
        var outcome = boards.named("c01-rdp-level-1.toml").flash(blinky, Policy.careful().with(Consent.DATA_LOSS));

        assertThat(outcome).succeeded();
        assertThat(outcome.board()).holds(blinky).touchedNothingUnmodelled();
    }
}
