package io.sectorzero.sim.cortexm;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Saturating instructions against the nearest number that fits. */
class SaturationTest {

    @Property
    void the_nearest_number_of_so_many_bits_is_taken(@ForAll int x) {
        for (int bits = 1; bits <= 32; bits++) {
            long least = -1L << bits - 1;
            long most = (1L << bits - 1) - 1;
            assertThat(Saturation.signed(x, bits)).isEqualTo((int) Math.max(least, Math.min(most, x)));
        }
        for (int bits = 0; bits < 32; bits++) {
            long most = (1L << bits) - 1;
            assertThat(Saturation.unsigned(x, bits)).isEqualTo((int) Math.max(0, Math.min(most, x)));
        }
    }

    @Test
    void doubling_may_saturate_where_the_sum_does_not() {
        var desk = new Desk();
        desk.set(1, 0x4000_0000).set(2, -1);

        // QDADD R0, R2, R1
        desk.execute(0xFA81, 0xF092);

        assertThat(desk.r(0)).isEqualTo(0x7FFF_FFFE);
        assertThat(desk.core.saturated).isOne();
    }
}
