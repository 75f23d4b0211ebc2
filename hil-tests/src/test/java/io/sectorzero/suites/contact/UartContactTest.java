package io.sectorzero.suites.contact;

import static io.sectorzero.bench.Capability.FAULTS;
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

/** {@link ContactSuite} over the serial line, at every rate that is said to work. */
@HilTest
@Needs(UART)
@StartsFrom(StartingPoint.ANY)
class UartContactTest extends ContactSuite {

    UartContactTest() {
        super(Route.UART);
    }

    /** The serial loader reads all of the system memory; the USB one only what its description names. */
    @Test
    void its_size_and_its_unique_id_are_read(Target target) {
        ChipIdentity chip = target.workshop().identify();

        assertThat(chip.flashKilobytes()).hasValue(1024);
        assertThat(chip.uniqueId().length()).isEqualTo(12);
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
