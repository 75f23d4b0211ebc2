package io.sectorzero.sim.cortexm;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.function.IntSupplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Conversions between numbers of all kinds against exact decimal arithmetic and this machine's own. */
class FloatConversionTest {

    private static final RoundingMode[] DIRECTIONS =
            {RoundingMode.HALF_EVEN, RoundingMode.CEILING, RoundingMode.FLOOR, RoundingMode.DOWN};

    private final FloatStatus status = new FloatStatus();
    private final FloatRounding rounding = new FloatRounding(status);
    private final FloatConversion conversion =
            new FloatConversion(status, rounding, new FloatArithmetic(status, rounding));

    @Test
    void every_half_becomes_its_own_value_and_comes_back() {
        for (int half = 0; half < 0x10000; half++) {
            status.bits(0);
            int single = conversion.halfToSingle(half);
            int biased = half >>> 10 & 31;
            int fraction = half & 0x3FF;
            if (biased == 31 && fraction != 0) {
                assertThat(single).isEqualTo((half & 0x8000) << 16 | 0x7FC0_0000 | fraction << 13);
                assertThat(status.bits()).isEqualTo((fraction & 0x200) == 0 ? FloatStatus.INVALID : 0);
                continue;
            }
            double value = biased == 0 ? fraction * 0x1p-24
                    : biased == 31 ? Double.POSITIVE_INFINITY : (fraction + 1024) * Math.pow(2, biased - 25);
            float expected = (float) ((half & 0x8000) != 0 ? -value : value);
            assertThat(single).isEqualTo(Float.floatToRawIntBits(expected));
            assertThat(conversion.singleToHalf(single)).isEqualTo(half);
            assertThat(status.bits()).isZero();
        }
    }

    @Test
    void every_alternative_half_has_a_value() {
        status.bits(FloatStatus.ALTERNATIVE_HALF);
        for (int half = 0; half < 0x10000; half++) {
            int single = conversion.halfToSingle(half);
            assertThat(Float.isFinite(Float.intBitsToFloat(single))).isTrue();
            assertThat(conversion.singleToHalf(single)).isEqualTo(half);
        }
        assertThat(status.bits()).isEqualTo(FloatStatus.ALTERNATIVE_HALF);
    }

    @Test
    void between_two_halves_the_nearer_one_is_taken() {
        for (int half = 0; half < 0x7BFF; half++) {
            int below = conversion.halfToSingle(half);
            int above = conversion.halfToSingle(half + 1);
            float middle = (Float.intBitsToFloat(below) + Float.intBitsToFloat(above)) / 2;
            int bits = Float.floatToRawIntBits(middle);
            status.bits(0);
            assertThat(conversion.singleToHalf(bits)).isEqualTo((half & 1) == 0 ? half : half + 1);
            assertThat(status.bits()).isEqualTo(FloatStatus.INEXACT | (half < 0x400 ? FloatStatus.UNDERFLOW : 0));
            assertThat(conversion.singleToHalf(bits - 1)).isEqualTo(half);
            assertThat(conversion.singleToHalf(bits + 1)).isEqualTo(half + 1);
        }
    }

    @Property(tries = 10_000)
    void to_whole_and_fixed_point_numbers_the_decimal_value_is_rounded_once(@ForAll int random,
            @ForAll @IntRange(max = 32) int fractionBits, @ForAll @IntRange(max = 3) int direction,
            @ForAll boolean near) {
        // Uniform exponents would nearly always be out of range or below one.
        int x = near ? random & 0x80FF_FFFF | 0x3F00_0000 + (random >>> 5 & 0x0F80_0000) : random;
        float value = Float.intBitsToFloat(x);
        if (!Float.isFinite(value)) {
            return;
        }
        BigDecimal scaled = new BigDecimal(value).multiply(BigDecimal.valueOf(2).pow(fractionBits));
        BigInteger whole = scaled.setScale(0, DIRECTIONS[direction]).toBigInteger();
        boolean exact = scaled.compareTo(new BigDecimal(whole)) == 0;

        fits(whole, exact, -1L << 31, (1L << 31) - 1, () -> conversion.toSigned(x, fractionBits, 32, direction));
        fits(whole, exact, 0, (1L << 32) - 1, () -> conversion.toUnsigned(x, fractionBits, 32, direction));
        fits(whole, exact, -1L << 15, (1L << 15) - 1, () -> conversion.toSigned(x, fractionBits, 16, direction));
        fits(whole, exact, 0, (1L << 16) - 1, () -> conversion.toUnsigned(x, fractionBits, 16, direction));
    }

    private void fits(BigInteger whole, boolean exact, long least, long most, IntSupplier conversion) {
        status.bits(0);
        int result = conversion.getAsInt();
        BigInteger inside = whole.max(BigInteger.valueOf(least)).min(BigInteger.valueOf(most));
        assertThat(result).isEqualTo(inside.intValue());
        assertThat(status.bits()).isEqualTo(!inside.equals(whole) ? FloatStatus.INVALID : exact ? 0 : FloatStatus.INEXACT);
    }

    @Property(tries = 10_000)
    void from_whole_and_fixed_point_numbers_the_nearest_is_what_this_machine_calculates(@ForAll int x,
            @ForAll @IntRange(max = 32) int fractionBits) {
        float scale = Math.scalb(1f, -fractionBits);

        assertThat(conversion.fromSigned(x, fractionBits, FloatStatus.TO_NEAREST))
                .isEqualTo(Float.floatToRawIntBits((float) x * scale));
        assertThat(conversion.fromUnsigned(x, fractionBits, FloatStatus.TO_NEAREST))
                .isEqualTo(Float.floatToRawIntBits((float) Integer.toUnsignedLong(x) * scale));
    }

    @Test
    void a_nan_becomes_zero_and_is_invalid() {
        assertThat(conversion.toSigned(0x7FC0_0000, 0, 32, FloatStatus.TO_ZERO)).isZero();
        assertThat(status.bits()).isEqualTo(FloatStatus.INVALID);
    }

    @Test
    void what_has_no_alternative_half_is_invalid() {
        status.bits(FloatStatus.ALTERNATIVE_HALF);

        assertThat(conversion.singleToHalf(0xFF80_0000)).isEqualTo(0xFFFF);
        assertThat(conversion.singleToHalf(0x7FC0_0000)).isZero();
        assertThat(status.bits()).isEqualTo(FloatStatus.ALTERNATIVE_HALF | FloatStatus.INVALID);
    }
}
