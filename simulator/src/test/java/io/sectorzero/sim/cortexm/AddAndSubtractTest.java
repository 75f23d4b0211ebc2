package io.sectorzero.sim.cortexm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums, differences and their flags, row by row, as worked out by hand. */
class AddAndSubtractTest {

    private final Desk desk = new Desk();

    @ParameterizedTest
    @CsvSource({
        // x, y, sum, NZCV
        "00000000, 00000000, 00000000, 4",
        "7FFFFFFF, 00000001, 80000000, 9",
        "FFFFFFFF, 00000001, 00000000, 6",
        "80000000, 80000000, 00000000, 7",
        "80000000, FFFFFFFF, 7FFFFFFF, 3",
        "00000001, 00000002, 00000003, 0"})
    void an_addition_sets_all_four_flags(String x, String y, String sum, int flags) {
        desk.set(1, Integer.parseUnsignedInt(x, 16));
        desk.set(2, Integer.parseUnsignedInt(y, 16));

        desk.execute(0x1888);

        assertThat(desk.r(0)).isEqualTo(Integer.parseUnsignedInt(sum, 16));
        assertThat(desk.flags()).isEqualTo(flags);
    }

    @ParameterizedTest
    @CsvSource({
        "00000000, 00000000, 6",
        "00000000, 00000001, 8",
        "80000000, 00000001, 3",
        "7FFFFFFF, FFFFFFFF, 9",
        "00000005, 00000003, 2"})
    void carry_after_a_subtraction_means_no_borrow(String x, String y, int flags) {
        desk.set(1, Integer.parseUnsignedInt(x, 16));
        desk.set(2, Integer.parseUnsignedInt(y, 16));

        desk.execute(0x1A88);

        assertThat(desk.r(0)).isEqualTo(Integer.parseUnsignedInt(x, 16) - Integer.parseUnsignedInt(y, 16));
        assertThat(desk.flags()).isEqualTo(flags);
    }

    @Test
    void code_written_again_is_decoded_again() {
        desk.execute(0x3001);
        desk.execute(0x3801);

        assertThat(desk.r(0)).isZero();
    }
}
