package io.sectorzero.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Addresses are unsigned, print as eight digits and end at 32 bits. */
class AddressTest {

    private static final long LAST = 0xFFFF_FFFFL;

    @Test
    void an_address_prints_as_eight_hexadecimal_digits() {
        assertThat(Address.of(0x0800_0000L)).hasToString("0x08000000");
        assertThat(Address.of(LAST)).hasToString("0xFFFFFFFF");
    }

    @Property
    void addresses_order_as_unsigned_numbers(@ForAll @LongRange(min = 0, max = LAST) long a,
                                             @ForAll @LongRange(min = 0, max = LAST) long b) {
        assertThat(Integer.signum(Address.of(a).compareTo(Address.of(b)))).isEqualTo(Long.signum(a - b));
        assertThat(Address.of(a).minus(Address.of(b))).isEqualTo(a - b);
    }

    @Test
    void an_address_beyond_32_bits_does_not_exist() {
        assertThatIllegalArgumentException().isThrownBy(() -> Address.of(1L << 32));
        assertThatIllegalArgumentException().isThrownBy(() -> Address.of(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> Address.of(LAST).plus(1));
    }

    @Property
    void the_big_endian_bytes_spell_the_printed_address(@ForAll int raw) {
        var address = new Address(raw);

        assertThat("0x" + address.bigEndian().hex().replace(" ", "")).isEqualTo(address.toString());
    }
}
