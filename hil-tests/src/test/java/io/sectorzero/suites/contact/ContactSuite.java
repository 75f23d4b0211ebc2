package io.sectorzero.suites.contact;

import static io.sectorzero.bench.Capability.RESET;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.flash.ChipIdentity;
import io.sectorzero.flash.Route;
import io.sectorzero.hil.Needs;
import io.sectorzero.hil.Target;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether one can talk, once for each route. */
abstract class ContactSuite {

    private final Route route;

    ContactSuite(Route route) {
        this.route = route;
    }

    @BeforeEach
    void by_this_route(Target target) {
        target.by(route);
    }

    @Test
    void the_board_says_who_it_is(Target target) {
        ChipIdentity chip = target.workshop().identify();

        assertThat(chip.device().name()).isEqualTo("STM32F412xG");
        assertThat(chip.flashKilobytes().orElse(1024)).isEqualTo(1024);
    }

    @Test
    @Needs(RESET)
    void the_board_can_be_asked_again_and_again(Target target) {
        ChipIdentity first = target.workshop().identify();

        for (int i = 0; i < 5; i++) {
            assertThat(target.workshop().identify()).isEqualTo(first);
        }
    }
}
