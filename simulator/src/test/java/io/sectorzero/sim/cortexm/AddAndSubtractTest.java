package io.sectorzero.sim.cortexm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddAndSubtractTest {

    private static final int CODE = 0x2000_0000;

    private final PlainMemory memory = new PlainMemory().ram(CODE, 0x2000);
    private final Core core = new Core(memory);

    private void execute(int... halfWords) {
        memory.code(CODE, halfWords);
        core.memoryWritten(CODE, 2 * halfWords.length);
        core.pc(CODE);
        while (core.pc() - CODE < 2 * halfWords.length) {
            core.run(1);
        }
    }

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
        core.set(1, Integer.parseUnsignedInt(x, 16));
        core.set(2, Integer.parseUnsignedInt(y, 16));

        execute(0x1888);

        assertThat(core.r(0)).isEqualTo(Integer.parseUnsignedInt(sum, 16));
        assertThat(core.apsr() >>> 28).isEqualTo(flags);
    }

    @ParameterizedTest
    @CsvSource({
        "00000000, 00000000, 6",
        "00000000, 00000001, 8",
        "80000000, 00000001, 3",
        "7FFFFFFF, FFFFFFFF, 9",
        "00000005, 00000003, 2"})
    void carry_after_a_subtraction_means_no_borrow(String x, String y, int flags) {
        core.set(1, Integer.parseUnsignedInt(x, 16));
        core.set(2, Integer.parseUnsignedInt(y, 16));

        execute(0x1A88);

        assertThat(core.r(0)).isEqualTo(Integer.parseUnsignedInt(x, 16) - Integer.parseUnsignedInt(y, 16));
        assertThat(core.apsr() >>> 28).isEqualTo(flags);
    }

    @Test
    void code_written_again_is_decoded_again() {
        execute(0x3001);
        execute(0x3801);

        assertThat(core.r(0)).isZero();
    }
}
