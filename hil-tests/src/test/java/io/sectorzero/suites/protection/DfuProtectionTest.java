package io.sectorzero.suites.protection;

import static io.sectorzero.bench.Capability.FAULTS;
import static io.sectorzero.bench.Capability.USB;
import static io.sectorzero.hil.HilAssertions.assertThat;

import io.sectorzero.flash.Consent;
import io.sectorzero.flash.Policy;
import io.sectorzero.flash.Route;
import io.sectorzero.flash.Stated;
import io.sectorzero.hil.Boards;
import io.sectorzero.hil.Fixture;
import io.sectorzero.hil.HilTest;
import io.sectorzero.hil.Needs;
import io.sectorzero.hil.Outcome;
import io.sectorzero.image.Image;
import org.junit.jupiter.api.Test;

/** {@link ProtectionSuite} over USB, and code protection, which leaves in one step. */
@HilTest
@Needs(USB)
class DfuProtectionTest extends ProtectionSuite {

    DfuProtectionTest() {
        super(Route.DFU);
    }

    @Test
    @Needs(FAULTS)
    void code_protection_leaves_in_one_guided_step_with_consent(Boards boards, @Fixture("blinky.hex") Image blinky) {
        Outcome refused = flash(boards, blinky, Policy.careful());
        Outcome agreed = flash(boards, blinky, Policy.careful().with(Consent.DATA_LOSS));

        assertThat(refused).failedHonestly().namesFirst("C4");
        assertThat(agreed).succeeded();
        assertThat(agreed.board()).holds(blinky).touchedNothingUnmodelled();
    }

    private static Outcome flash(Boards boards, Image image, Policy policy) {
        return boards.named("c04-proprietary-code-protection.toml").attempt(Route.DFU, Stated.nothing(), workshop -> workshop.flash(image, policy));
    }
}
