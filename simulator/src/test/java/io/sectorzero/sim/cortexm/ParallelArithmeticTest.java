package io.sectorzero.sim.cortexm;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Arithmetic in lanes against plain integers, every pair of bytes. */
class ParallelArithmeticTest {

    private final Desk desk = new Desk();

    /** Executes a row's instruction with Rd = R0, Rn = R1, Rm = R2, Ra = R3. */
    private int result(String syntax, int n, int m) {
        Row row = InstructionSet.rows().stream().filter(r -> r.syntax().startsWith(syntax + " ")).findFirst().orElseThrow();
        Instruction instruction = new Instruction(row, row.pattern().value() | 1 << 16 | 2);
        desk.set(1, n).set(2, m);
        instruction.operation.execute(desk.core, instruction);
        return desk.r(0);
    }

    @Test
    void every_pair_of_bytes_saturates_halves_and_flags_as_whole_numbers_do() {
        for (int x = 0; x < 256; x++) {
            for (int y = 0; y < 256; y++) {
                int signedSum = (byte) x + (byte) y;
                int signedDifference = (byte) x - (byte) y;
                // The same bytes in the lowest and the highest lane; zeros between them must stay zeros.
                int n = x << 24 | x;
                int m = y << 24 | y;
                both("QADD8", n, m, Math.max(-128, Math.min(127, signedSum)));
                both("QSUB8", n, m, Math.max(-128, Math.min(127, signedDifference)));
                both("SHADD8", n, m, Math.floorDiv(signedSum, 2));
                both("SHSUB8", n, m, Math.floorDiv(signedDifference, 2));
                both("UQADD8", n, m, Math.min(255, x + y));
                both("UQSUB8", n, m, Math.max(0, x - y));
                both("UHADD8", n, m, (x + y) / 2);
                both("UHSUB8", n, m, Math.floorDiv(x - y, 2));
                flagged("SADD8", n, m, signedSum, signedSum >= 0, true);
                flagged("SSUB8", n, m, signedDifference, signedDifference >= 0, true);
                flagged("UADD8", n, m, x + y, x + y > 255, false);
                flagged("USUB8", n, m, x - y, x >= y, true);
            }
        }
    }

    private void both(String syntax, int n, int m, int lane) {
        int expected = (lane & 0xFF) << 24 | lane & 0xFF;
        if (result(syntax, n, m) != expected) {
            throw new AssertionError("%s %08X, %08X is %08X, not %08X".formatted(syntax, n, m, desk.r(0), expected));
        }
    }

    private void flagged(String syntax, int n, int m, int lane, boolean flag, boolean zerosFlag) {
        both(syntax, n, m, lane);
        int expected = (flag ? 0b1001 : 0) | (zerosFlag ? 0b0110 : 0);
        if (desk.core.greaterOrEqual != expected) {
            throw new AssertionError("%s %08X, %08X: GE=%X".formatted(syntax, n, m, desk.core.greaterOrEqual));
        }
    }

    @Property(tries = 500)
    void the_halves_of_the_second_operand_change_places(@ForAll int n, @ForAll int m) {
        int nAbove = n >>> 16;
        int nBelow = n & 0xFFFF;
        int mAbove = m >>> 16;
        int mBelow = m & 0xFFFF;

        assertThat(result("UASX", n, m)).isEqualTo(nAbove + mBelow << 16 | nBelow - mAbove & 0xFFFF);
        assertThat(desk.core.greaterOrEqual).isEqualTo((nAbove + mBelow > 0xFFFF ? 12 : 0) | (nBelow >= mAbove ? 3 : 0));
        assertThat(result("USAX", n, m)).isEqualTo(nAbove - mBelow << 16 | nBelow + mAbove & 0xFFFF);
        assertThat(desk.core.greaterOrEqual).isEqualTo((nAbove >= mBelow ? 12 : 0) | (nBelow + mAbove > 0xFFFF ? 3 : 0));
    }

    @Property(tries = 500)
    void a_selection_takes_every_byte_from_where_its_flag_says(@ForAll int n, @ForAll int m) {
        for (int flags = 0; flags < 16; flags++) {
            desk.core.greaterOrEqual = flags;
            int selected = result("SEL", n, m);
            for (int lane = 0; lane < 4; lane++) {
                int from = (flags >>> lane & 1) != 0 ? n : m;
                assertThat(selected >>> 8 * lane & 0xFF).isEqualTo(from >>> 8 * lane & 0xFF);
            }
        }
    }
}
