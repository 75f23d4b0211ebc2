package io.sectorzero.suites.contact;

import static io.sectorzero.bench.Capability.FAULTS;
import static io.sectorzero.bench.Capability.RESET;
import static io.sectorzero.bench.Capability.UART;
import static io.sectorzero.hil.HilAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.flash.ChipIdentity;
import io.sectorzero.flash.Policy;
import io.sectorzero.flash.Route;
import io.sectorzero.flash.Stated;
import io.sectorzero.hil.Boards;
import io.sectorzero.hil.Fixture;
import io.sectorzero.hil.HilTest;
import io.sectorzero.hil.Needs;
import io.sectorzero.hil.StartingPoint;
import io.sectorzero.hil.StartsFrom;
import io.sectorzero.hil.Target;
import io.sectorzero.image.Image;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@HilTest
@Needs(UART)
@StartsFrom(StartingPoint.ANY)
class UartContactTest {

    @Test
    void the_board_says_who_it_is(Target target) {
        ChipIdentity chip = target.over(Route.UART).identify();

        assertThat(chip.device().name()).isEqualTo("STM32F412xG");
        assertThat(chip.flashKilobytes()).hasValue(1024);
        assertThat(chip.uniqueId().length()).isEqualTo(12);
    }

    @Test
    @Needs(RESET)
    void the_board_can_be_asked_again_and_again(Target target) {
        ChipIdentity first = target.over(Route.UART).identify();

        for (int i = 0; i < 5; i++) {
            assertThat(target.over(Route.UART).identify()).isEqualTo(first);
        }
    }

    @ParameterizedTest
    @Needs(FAULTS)
    @ValueSource(ints = {1200, 9600, 19200, 57600, 115200})
    void every_validated_rate_works(int baud, Boards boards, @Fixture("blinky.hex") Image blinky) {
        var outcome = boards.healthy().attempt(Stated.nothing().withBaud(baud), workshop -> workshop.flash(blinky, Policy.careful()));

        assertThat(outcome).succeeded();
        assertThat(outcome.board()).holds(blinky).touchedNothingUnmodelled();
    }
}
