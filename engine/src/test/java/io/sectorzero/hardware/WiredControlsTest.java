package io.sectorzero.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.failure.CapabilityMissing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Reset, BOOT0 and supply reach what they are wired to: a modem line, a door, a person. */
class WiredControlsTest {

    private final List<String> heard = new ArrayList<>();

    @Test
    void each_switch_reaches_what_it_is_wired_to() {
        var controls = new WiredControls("desk", Map.of(
                Switch.POWER, active -> heard.add("power " + active),
                Switch.RESET, active -> heard.add("reset " + active),
                Switch.BOOT0, active -> heard.add("boot0 " + active)));

        controls.power(true);
        controls.reset(true);
        controls.boot0(true);
        controls.reset(false);

        assertThat(heard).containsExactly("power true", "reset true", "boot0 true", "reset false");
    }

    @Test
    void a_switch_that_is_not_wired_says_which_key_would_wire_it() {
        var controls = new WiredControls("desk-3", Map.of());

        assertThatThrownBy(() -> controls.boot0(true)).isInstanceOfSatisfying(CapabilityMissing.class, missing ->
                assertThat(missing.diagnosis().render()).isEqualTo("""
                        bench desk-3 cannot drive BOOT0
                          evidence  controls.boot0 is not in its description
                          board     UNTOUCHED: nothing was changed
                          remedy    wire it and describe the wire under [controls], or write boot0 = { manual = true }"""));
    }

    @Test
    void a_person_is_asked_once_for_each_change() {
        var reset = new ManualControls(Switch.RESET, Optional.of(request -> heard.add(request)));

        reset.set(true);
        reset.set(true);
        reset.set(false);

        assertThat(heard).containsExactly("Press the reset button and HOLD it (NRST low)", "RELEASE the reset button (NRST high)");
    }

    @Test
    void without_a_terminal_a_switch_by_hand_is_no_switch() {
        var nobody = new ManualControls(Switch.BOOT0, Optional.empty());
        var hungUp = new ManualControls(Switch.BOOT0, Optional.of(request -> false));

        assertThatThrownBy(() -> nobody.set(true)).isInstanceOf(CapabilityMissing.class)
                .hasMessage("BOOT0 is switched by hand, and nobody can be asked");
        assertThatThrownBy(() -> hungUp.set(true)).isInstanceOf(CapabilityMissing.class);
    }

    @Test
    void a_request_nobody_carried_out_is_asked_again() {
        var answers = new ArrayList<>(List.of(false, true));
        var power = new ManualControls(Switch.POWER, Optional.of(request -> answers.remove(0)));

        assertThatThrownBy(() -> power.set(false)).isInstanceOf(CapabilityMissing.class);
        power.set(false);

        assertThat(answers).isEmpty();
    }
}
