package io.sectorzero.sim.cortexm;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import org.junit.jupiter.api.Test;

/** Held against the machine's own arithmetic for the nearest number, and against exact decimal numbers for everything else. */
class FloatArithmeticTest {

    private static final int[] EDGES = {0, 1, 0x007F_FFFF, 0x0080_0000, 0x0080_0001, 0x3380_0000, 0x3F7F_FFFF, 0x3F80_0000,
        0x3F80_0001, 0x7F7F_FFFE, 0x7F7F_FFFF};

    private final FloatStatus status = new FloatStatus();
    private final FloatArithmetic arithmetic = new FloatArithmetic(status, new FloatRounding(status));

    @Provide
    Arbitrary<Integer> anything() {
        Arbitrary<Integer> near = Arbitraries.of(0, 1, 0x0080_0000, 0x3F80_0000, 0x7F7F_FFFF, 0x7F80_0000, 0x7FC0_0000)
                .flatMap(edge -> Arbitraries.integers().between(-3, 3).map(off -> edge + off));
        Arbitrary<Integer> moderate = Arbitraries.integers().between(0x3E00_0000, 0x4100_0000);
        Arbitrary<Integer> wild = Arbitraries.integers().withDistribution(RandomDistribution.uniform());
        return Arbitraries.oneOf(near, moderate, wild)
                .flatMap(x -> Arbitraries.of(0, 1 << 31).map(sign -> x ^ sign));
    }

    @Property(tries = 20_000, edgeCases = EdgeCasesMode.NONE)
    void to_the_nearest_it_is_what_this_machine_calculates(@ForAll("anything") int x, @ForAll("anything") int y,
            @ForAll("anything") int z) {
        float a = Float.intBitsToFloat(x);
        float b = Float.intBitsToFloat(y);
        float c = Float.intBitsToFloat(z);

        same(arithmetic.add(x, y), a + b);
        same(arithmetic.sub(x, y), a - b);
        same(arithmetic.mul(x, y), a * b);
        same(arithmetic.div(x, y), a / b);
        same(arithmetic.sqrt(x), (float) Math.sqrt(a));
        same(arithmetic.mulAdd(z, x, y), Math.fma(a, b, c));
    }

    @Property(tries = 2_500, edgeCases = EdgeCasesMode.NONE)
    void in_every_direction_it_is_the_next_number_on_that_side_of_the_exact_one(@ForAll("anything") int x,
            @ForAll("anything") int y, @ForAll("anything") int z) {
        if (!finite(x) || !finite(y) || !finite(z)) {
            return;
        }
        for (int direction = 0; direction < 4; direction++) {
            rounded(direction, exact(x).add(exact(y)), () -> arithmetic.add(x, y));
            rounded(direction, exact(x).subtract(exact(y)), () -> arithmetic.sub(x, y));
            rounded(direction, exact(x).multiply(exact(y)), () -> arithmetic.mul(x, y));
            rounded(direction, exact(x).multiply(exact(y)).add(exact(z)), () -> arithmetic.mulAdd(z, x, y));
        }
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void quotients_and_roots_lie_on_the_right_side_too(@ForAll("anything") int x, @ForAll("anything") int y) {
        if (!finite(x) || !finite(y) || FloatArithmetic.isZero(y)) {
            return;
        }
        // Far more digits than a single can tell apart; cut off, with one more digit that says that something was.
        var digits = new MathContext(300, RoundingMode.DOWN);
        BigDecimal quotient = sticky(exact(x).divide(exact(y), digits), exact(x), q -> q.multiply(exact(y)));
        BigDecimal magnitude = exact(x & ~FloatArithmetic.SIGN);
        BigDecimal root = sticky(magnitude.sqrt(digits), magnitude, q -> q.multiply(q));
        for (int direction = 0; direction < 4; direction++) {
            rounded(direction, quotient, () -> arithmetic.div(x, y));
            rounded(direction, root, () -> arithmetic.sqrt(x & ~FloatArithmetic.SIGN));
        }
    }

    private static BigDecimal sticky(BigDecimal cut, BigDecimal whole, UnaryOperator<BigDecimal> back) {
        if (back.apply(cut).compareTo(whole) == 0) {
            return cut;
        }
        BigDecimal little = new BigDecimal(BigInteger.ONE, cut.scale() + 1);
        return cut.signum() < 0 ? cut.subtract(little) : cut.add(little);
    }

    private void rounded(int direction, BigDecimal exact, IntSupplier calculation) {
        status.bits(direction << 22);
        int result = calculation.getAsInt();
        String what = "direction %d: %s is not %08X".formatted(direction, exact, result);
        if (exact.signum() != 0) {
            assertThat(result < 0).as(what).isEqualTo(exact.signum() < 0);
        }
        boolean tiny = exact.signum() != 0 && exact.abs().compareTo(new BigDecimal(Float.MIN_NORMAL)) < 0;
        int expected = expected(direction, exact);
        assertThat(result & ~FloatArithmetic.SIGN).as(what).isEqualTo(expected & ~FloatArithmetic.SIGN);
        boolean overflows = unbounded(direction, exact);
        boolean inexact = overflows || exact(result).compareTo(exact) != 0;
        assertThat(status.bits() & 0x9F).as(what).isEqualTo((overflows ? FloatStatus.OVERFLOW : 0)
                | (inexact ? FloatStatus.INEXACT : 0) | (tiny && inexact ? FloatStatus.UNDERFLOW : 0));
    }

    /** Found by looking at the neighbours of a guess, from below to above. */
    private static int expected(int direction, BigDecimal exact) {
        float guess = exact.floatValue();
        float above = Float.isInfinite(guess) && guess > 0 || !Float.isInfinite(guess) && exact(guess).compareTo(exact) >= 0
                ? guess : Math.nextUp(guess);
        float below = !Float.isInfinite(above) && exact(above).compareTo(exact) == 0 ? above : Math.nextDown(above);
        float result = switch (direction) {
            case FloatStatus.UP -> above;
            case FloatStatus.DOWN -> below;
            case FloatStatus.TO_ZERO -> exact.signum() < 0 ? above : below;
            default -> nearest(below, above, exact);
        };
        return Float.floatToRawIntBits(result);
    }

    private static float nearest(float below, float above, BigDecimal exact) {
        int side = exact.subtract(extended(below)).compareTo(extended(above).subtract(exact));
        boolean even = (Float.floatToRawIntBits(below) & 1) == 0;
        return side < 0 || side == 0 && even ? below : above;
    }

    /** Infinity stands where the next number would, if there were one. */
    private static BigDecimal extended(float x) {
        return Float.isInfinite(x) ? new BigDecimal(2).pow(128).multiply(new BigDecimal(x > 0 ? 1 : -1)) : exact(x);
    }

    /** Whether it would be 2^128 or more, rounded as if exponents had no end. */
    private static boolean unbounded(int direction, BigDecimal exact) {
        BigDecimal magnitude = exact.abs();
        BigDecimal largest = exact(Float.MAX_VALUE);
        boolean away = direction == (exact.signum() < 0 ? FloatStatus.DOWN : FloatStatus.UP);
        BigDecimal end = extended(Float.POSITIVE_INFINITY);
        return switch (direction) {
            case FloatStatus.TO_NEAREST -> magnitude.compareTo(largest.add(end).divide(new BigDecimal(2))) >= 0;
            default -> away ? magnitude.compareTo(largest) > 0 : magnitude.compareTo(end) >= 0;
        };
    }

    private static BigDecimal exact(int bits) {
        return exact(Float.intBitsToFloat(bits));
    }

    private static BigDecimal exact(float x) {
        return new BigDecimal(Float.isInfinite(x) ? Math.copySign(Float.MAX_VALUE, x) : x);
    }

    private static boolean finite(int x) {
        return Float.isFinite(Float.intBitsToFloat(x));
    }

    private static void same(int bits, float expected) {
        if (Float.isNaN(expected)) {
            assertThat(FloatArithmetic.isNan(bits)).isTrue();
        } else {
            assertThat(bits).isEqualTo(Float.floatToRawIntBits(expected));
        }
    }

    @Test
    void a_signalling_nan_goes_before_a_quiet_one_and_the_first_before_the_second() {
        assertThat(arithmetic.add(0x7FC0_0001, 0xFF80_0002)).isEqualTo(0xFFC0_0002);
        assertThat(arithmetic.add(0xFF80_0002, 0x7F80_0001)).isEqualTo(0xFFC0_0002);
        assertThat(arithmetic.mul(0x7FC0_0001, 0xFFC0_0002)).isEqualTo(0x7FC0_0001);
        assertThat(arithmetic.mulAdd(0x7FC0_0001, 0x3F80_0000, 0x7F80_0003)).isEqualTo(0x7FC0_0003);
        assertThat(status.bits()).isEqualTo(FloatStatus.INVALID);
    }

    @Test
    void a_quiet_nan_added_to_infinity_times_zero_is_forgotten() {
        assertThat(arithmetic.mulAdd(0x7FC1_2345, FloatArithmetic.INFINITY, 0)).isEqualTo(0x7FC0_0000);
        assertThat(status.bits()).isEqualTo(FloatStatus.INVALID);
    }

    @Test
    void default_nans_hide_where_they_came_from() {
        status.bits(FloatStatus.DEFAULT_NAN);

        assertThat(arithmetic.add(0xFFC1_2345, 0)).isEqualTo(0x7FC0_0000);
        assertThat(status.bits()).isEqualTo(FloatStatus.DEFAULT_NAN);
    }

    @Test
    void flushing_hides_subnormal_operands_and_results_each_with_its_own_flag() {
        status.bits(FloatStatus.FLUSH_TO_ZERO);
        assertThat(arithmetic.add(0x8000_0001, 0x0000_0001)).isZero();
        assertThat(status.bits() & 0x9F).isEqualTo(FloatStatus.INPUT_DENORMAL);

        status.bits(FloatStatus.FLUSH_TO_ZERO);
        assertThat(arithmetic.mul(0x8080_0000, 0x3F00_0000)).isEqualTo(0x8000_0000);
        assertThat(status.bits() & 0x9F).isEqualTo(FloatStatus.UNDERFLOW);
    }

    @Test
    void a_difference_of_equals_is_minus_zero_only_when_rounding_down() {
        for (int edge : EDGES) {
            for (int direction = 0; direction < 4; direction++) {
                status.bits(direction << 22);
                assertThat(arithmetic.sub(edge, edge)).isEqualTo(direction == FloatStatus.DOWN ? FloatArithmetic.SIGN : 0);
            }
        }
    }

    @Test
    void every_pair_of_edges_compares_as_its_numbers_do() {
        for (int x : EDGES) {
            for (int y : EDGES) {
                for (int signs = 0; signs < 4; signs++) {
                    int left = x | signs << 31;
                    int right = y | signs >> 1 << 31;
                    float a = Float.intBitsToFloat(left);
                    float b = Float.intBitsToFloat(right);
                    int expected = a == b ? 6 : a < b ? 8 : 2;
                    assertThat(arithmetic.compare(left, right, true) >>> 28).isEqualTo(expected);
                }
            }
        }
        assertThat(status.bits()).isZero();
        assertThat(arithmetic.compare(0x7FC0_0000, 0, false) >>> 28).isEqualTo(3);
        assertThat(status.bits()).isZero();
        arithmetic.compare(0x7FC0_0000, 0, true);
        assertThat(status.bits()).isEqualTo(FloatStatus.INVALID);
    }
}
