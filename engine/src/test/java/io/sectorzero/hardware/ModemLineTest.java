package io.sectorzero.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which level of a modem line makes which level of a pin. */
class ModemLineTest {

    /** An asserted line is a low pin; a switch is active when the pin has its active level. */
    @ParameterizedTest
    @CsvSource({
        "low,  true,  true",
        "low,  false, false",
        "high, true,  false",
        "high, false, true"})
    void the_line_is_asserted_exactly_when_the_pin_must_be_low(String activeLevel, boolean active, boolean asserted) {
        assertThat(new ModemLine(ModemLine.Output.RTS, activeLevel.equals("high")).asserted(active)).isEqualTo(asserted);
    }

    @ParameterizedTest
    @CsvSource({"DTR, true", "DTR, false", "RTS, true", "RTS, false"})
    void setting_one_line_leaves_the_other_alone(ModemLine.Output output, boolean asserted) {
        ModemState state = ModemState.USUAL.with(output, asserted);

        assertThat(output == ModemLine.Output.DTR ? state.dtrAsserted() : state.rtsAsserted()).isEqualTo(asserted);
        assertThat(output == ModemLine.Output.DTR ? state.rtsAsserted() : state.dtrAsserted()).isTrue();
    }
}
