package io.sectorzero.sim.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.sim.fault.ProbeCondition.Answers;
import io.sectorzero.sim.fault.ResetWiring.Pull;
import io.sectorzero.sim.fault.SwdWiring.Lines;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Conditions of wires, reset and probe as values: what they say of themselves and what they do to a bit. */
class DebugConditionsTest {

    private static ProbeCondition probe(OptionalDouble vtref, boolean wired, Set<ProbeCondition.Clone> cloned) {
        return new ProbeCondition(Optional.empty(), vtref, wired, cloned, ProbeCondition.Disk.ON, Optional.empty(), OptionalLong.empty(),
                OptionalLong.empty(), Answers.NORMAL, 0, OptionalInt.empty(), Optional.empty(), false, ProbeCondition.Model.V2_1);
    }

    @Test
    void what_is_healthy_has_nothing_to_tell() {
        assertThat(SwdWiring.HEALTHY.troubles()).isEmpty();
        assertThat(ResetWiring.HEALTHY.troubles()).isEmpty();
        assertThat(ProbeCondition.HEALTHY.troubles()).isEmpty();
        assertThat(PowerCondition.HEALTHY.troubles()).isEmpty();
    }

    @Test
    void short_wires_carry_every_clock() {
        assertThat(SwdWiring.HEALTHY.bitErrorRate(24_000_000)).isZero();
        assertThat(SwdWiring.HEALTHY.lines().carry()).isTrue();
    }

    @Test
    void bits_are_lost_above_the_reliable_clock_and_the_more_the_faster() {
        var flyLeads = new SwdWiring(Lines.OK, 1_000_000, 0.002, 0);

        assertThat(flyLeads.bitErrorRate(1_000_000)).isZero();
        assertThat(flyLeads.bitErrorRate(2_000_000)).isEqualTo(0.002);
        assertThat(flyLeads.bitErrorRate(4_000_000)).isEqualTo(0.006, Offset.offset(1e-12));
        assertThat(flyLeads.bitErrorRate(1_000_000_000)).as("a coin says nothing").isEqualTo(0.5);
    }

    @Test
    void a_missing_ground_is_no_better_at_a_low_clock() {
        assertThat(new SwdWiring(Lines.OK, SwdWiring.ANY_CLOCK, 0, 0.01).bitErrorRate(5_000)).isEqualTo(0.01);
    }

    @Test
    void only_two_whole_wires_carry_anything() {
        assertThat(Lines.values()).filteredOn(Lines::carry).containsExactly(Lines.OK);
        assertThat(Lines.values()).filteredOn(lines -> !lines.readsOnes()).containsExactly(Lines.SWDIO_SHORTED);
    }

    @Test
    void a_capacitor_at_nrst_delays_its_rise() {
        assertThat(ResetWiring.HEALTHY.riseNanos()).isZero();
        assertThat(new ResetWiring(Pull.OK, true, 100).riseNanos()).isBetween(4_700_000L, 4_900_000L);
        assertThat(new ResetWiring(Pull.OK, true, 10_000).riseNanos()).isBetween(470_000_000L, 490_000_000L);
        assertThat(new ResetWiring(Pull.OK, true, 100).troubles()).isEmpty();
        assertThat(new ResetWiring(Pull.OK, true, 10_000).troubles()).extracting(Trouble::cause).containsExactly("E9");
    }

    @Test
    void the_sense_pin_shows_the_supply_unless_something_is_wrong_with_it() {
        assertThat(ProbeCondition.HEALTHY.sensedVolts(3.3)).isEqualTo(3.3);
        assertThat(ProbeCondition.HEALTHY.sensedVolts(0)).isZero();
        assertThat(probe(OptionalDouble.of(1.53), true, Set.of()).sensedVolts(3.3)).isEqualTo(1.53);
        assertThat(probe(OptionalDouble.of(1.53), false, Set.of()).sensedVolts(3.3)).isEqualTo(0.01);
        assertThat(probe(OptionalDouble.empty(), true, Set.of(ProbeCondition.Clone.FAKE_VTREF)).sensedVolts(0)).isEqualTo(3.25);
    }

    @Test
    void a_probe_can_be_told_to_misbehave_later() {
        ProbeCondition odd = ProbeCondition.HEALTHY.answering(Answers.SHORT, 7).wedgedAfter(9).droppedAfter(11).withFirmware("V2J25M14");

        assertThat(odd.answers()).isEqualTo(Answers.SHORT);
        assertThat(odd.answersAfter()).isEqualTo(7);
        assertThat(odd.wedgeAfter()).hasValue(9);
        assertThat(odd.dropAfter()).hasValue(11);
        assertThat(odd.troubles()).extracting(Trouble::cause).containsExactly("H4", "H6", "H6", "H7");
    }

    @Test
    void the_core_needs_its_capacitor_and_its_voltage() {
        assertThat(PowerCondition.HEALTHY.coreWeakness()).isZero();
        assertThat(power(OptionalDouble.empty(), 2.2, OptionalDouble.empty()).coreWeakness()).isEqualTo(0.5);
        assertThat(power(OptionalDouble.empty(), 0, OptionalDouble.empty()).coreWeakness()).isEqualTo(1);
        assertThat(power(OptionalDouble.empty(), 4.7, OptionalDouble.of(2.4)).coreWeakness()).isEqualTo(1);
        assertThat(power(OptionalDouble.empty(), 4.7, OptionalDouble.of(1.25)).coreWeakness()).isZero();
        assertThat(power(OptionalDouble.empty(), 4.7, OptionalDouble.of(0.01)).startsCore()).isFalse();
        assertThat(power(OptionalDouble.empty(), 0.1, OptionalDouble.empty()).troubles()).extracting(Trouble::cause).containsExactly("E6");
        assertThat(power(OptionalDouble.empty(), 4.7, OptionalDouble.of(2.4)).troubles()).extracting(Trouble::cause).containsExactly("E6");
        assertThat(power(OptionalDouble.of(0), 4.7, OptionalDouble.empty()).troubles()).extracting(Trouble::cause).containsExactly("E7");
    }

    @Test
    void numbers_that_mean_nothing_are_refused() {
        assertThatThrownBy(() -> new SwdWiring(Lines.OK, 0, 0, 0)).hasMessage("no clock: 0 Hz");
        assertThatThrownBy(() -> new SwdWiring(Lines.OK, 1, 0.6, 0)).hasMessageContaining("0.6");
        assertThatThrownBy(() -> new ResetWiring(Pull.OK, true, -1)).hasMessage("no capacitor: -1.0 nF");
        assertThatThrownBy(() -> probe(OptionalDouble.of(9), true, Set.of())).hasMessageContaining("9.0 V");
        assertThatThrownBy(() -> power(OptionalDouble.empty(), -1, OptionalDouble.empty())).hasMessage("no capacitor: -1.0 uF");
    }

    private static PowerCondition power(OptionalDouble vdda, double vcapUf, OptionalDouble vcapV) {
        return new PowerCondition(3.3, 0, 0, vdda, vcapUf, vcapV, true);
    }
}
