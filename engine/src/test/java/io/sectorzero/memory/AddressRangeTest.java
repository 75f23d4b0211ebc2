package io.sectorzero.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ranges against counting addresses one by one, every pair within eight addresses. */
class AddressRangeTest {

    private static final int SPACE = 8;

    /** Every pair of ranges within eight addresses, held against membership address by address. */
    @Test
    void overlap_containment_and_intersection_agree_with_counting_addresses() {
        for (AddressRange a : allRanges()) {
            for (AddressRange b : allRanges()) {
                long shared = 0;
                for (int i = 0; i < SPACE; i++) {
                    shared += a.contains(Address.of(i)) && b.contains(Address.of(i)) ? 1 : 0;
                }

                assertThat(a.overlaps(b)).as("%s overlaps %s", a, b).isEqualTo(shared > 0);
                assertThat(a.contains(b)).as("%s contains %s", a, b).isEqualTo(shared == b.length());
                assertThat(a.intersection(b).map(AddressRange::length).orElse(0L)).isEqualTo(shared);
            }
        }
    }

    @Test
    void a_range_may_end_where_the_address_space_ends() {
        var top = AddressRange.of(0xFFFF_0000L, 0x1_0000);

        assertThat(top).hasToString("0xFFFF0000..0xFFFFFFFF");
        assertThat(top.end()).isEqualTo(1L << 32);
    }

    @Test
    void a_range_is_never_empty_and_never_wraps() {
        assertThatIllegalArgumentException().isThrownBy(() -> AddressRange.of(0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> AddressRange.of(0xFFFF_FFFFL, 2));
    }

    private static List<AddressRange> allRanges() {
        var ranges = new ArrayList<AddressRange>();
        for (int start = 0; start < SPACE; start++) {
            for (int length = 1; start + length <= SPACE; length++) {
                ranges.add(AddressRange.of(start, length));
            }
        }
        return ranges;
    }
}
