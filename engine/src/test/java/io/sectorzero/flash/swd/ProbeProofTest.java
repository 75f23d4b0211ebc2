package io.sectorzero.flash.swd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.examination.Fact;
import io.sectorzero.examination.Observation;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.flash.Connect;
import io.sectorzero.flash.Probing;
import io.sectorzero.flash.Stated;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What tells a probe that is a copy (H5) from a cable without NRST (E10): its sense input, on a board whose power is taken away. */
class ProbeProofTest extends SwdOnPaper {

    private SwdProgrammer silent() {
        paper.mute = true;
        SwdProgrammer programmer = SwdProgrammer.open(paper, Stated.nothing());
        assertThatThrownBy(programmer::connect).isInstanceOf(TargetSilent.class);
        return programmer;
    }

    private static Optional<String> value(SwdProgrammer programmer, Fact fact) {
        return programmer.instruments().measure(fact).map(Observation::value);
    }

    @ParameterizedTest
    @CsvSource({"true, true, stays", "true, false, fed", "false, true, falls"})
    void the_sensed_supply_of_a_board_without_power_tells_whether_the_probe_senses_it(boolean invents, boolean dead, String found) {
        paper.canSwitchPower = true;
        paper.inventsVolts = invents;
        SwdProgrammer programmer = silent();
        assertThat(programmer.observed()).extracting(Observation::fact).containsExactly(Fact.RESET_WIRE);
        paper.mute = dead;

        assertThat(value(programmer, Fact.RESET_WIRE)).contains("untold");
        assertThat(value(programmer, Fact.SENSE_UNPOWERED)).contains(found);
        assertThat(paper.power).as("given back").isTrue();
    }

    @Test
    void nobody_takes_the_power_from_a_board_where_it_can_not_be_switched_or_nothing_is_sensed() {
        assertThat(value(silent(), Fact.RESET_WIRE)).isEmpty();
        assertThat(value(silent(), Fact.SENSE_UNPOWERED)).isEmpty();

        paper.canSwitchPower = true;
        paper.volts = 0.02;
        assertThat(silent().observed()).isEmpty();
        assertThat(value(silent(), Fact.SENSE_UNPOWERED)).isEmpty();
    }

    @Test
    void looking_for_what_is_wrong_with_the_flash_takes_no_power_and_asks_nothing_of_the_wire() {
        paper.canSwitchPower = true;
        paper.resetWired = false;
        paper.reset = false;
        SwdProgrammer programmer = connected(Probing.usual().withConnect(Connect.UNDER_RESET));

        assertThat(programmer.observed()).isEmpty();
        assertThat(value(programmer, Fact.RESET_WIRE)).isEmpty();
        assertThat(programmer.warnings()).anyMatch(line -> line.startsWith("E10")).anyMatch(line -> line.startsWith("H5"));
    }

    @Test
    void a_wire_that_works_says_nothing_against_the_probe() {
        SwdProgrammer programmer = connected(Probing.usual().withConnect(Connect.UNDER_RESET));

        assertThat(programmer.warnings()).noneMatch(line -> line.startsWith("H5"));
    }
}
