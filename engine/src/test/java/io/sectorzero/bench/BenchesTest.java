package io.sectorzero.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sectorzero.failure.BadDescription;
import io.sectorzero.failure.CapabilityMissing;
import org.junit.jupiter.api.Test;

/** Benches that cannot be opened, and why not. */
class BenchesTest {

    @Test
    void a_kind_that_nobody_brings_is_refused_with_the_kinds_there_are() {
        var description = BenchDescription.parse("my-desk.toml", "kind = \"telepathy\"");

        assertThatExceptionOfType(CapabilityMissing.class).isThrownBy(() -> Benches.open(description))
                .withMessage("my-desk.toml: no bench of kind \"telepathy\" can be opened here")
                .satisfies(e -> assertThat(e.diagnosis().evidence().get(0)).startsWith("kinds on the class path: "));
    }

    @Test
    void a_bench_without_a_name_is_called_by_its_kind() {
        assertThat(BenchDescription.parse("b.toml", "kind = \"replay\"").name()).isEqualTo("replay");
    }

    @Test
    void a_supply_that_no_such_chip_survives_is_refused() {
        assertThatExceptionOfType(BadDescription.class)
                .isThrownBy(() -> BenchDescription.parse("b.toml", "kind = \"hardware\"\nsupply = 5.0"))
                .withMessage("b.toml:2: supply: 5.0 is outside 1.0 to 4.0");
    }
}
