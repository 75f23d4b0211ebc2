package io.sectorzero.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.memory.Bytes;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The eight bytes of a setup packet, USB Rev 2.0 §9.3 and its example in §9.4.3. */
class SetupPacketTest {

    @Test
    void the_bytes_are_those_of_the_standard_get_descriptor_example() {
        // USB Rev 2.0 §9.4.3: GET_DESCRIPTOR of the device, 18 bytes.
        assertThat(new SetupPacket(0x80, 6, 0x0100, 0, 18).bytes()).isEqualTo(Bytes.parseHex("80 06 00 01 00 00 12 00"));
    }

    @Property
    void every_field_stands_where_it_belongs(@ForAll @IntRange(max = 0xFF) int type, @ForAll @IntRange(max = 0xFF) int request,
                                             @ForAll @IntRange(max = 0xFFFF) int value, @ForAll @IntRange(max = 0xFFFF) int index,
                                             @ForAll @IntRange(max = 0xFFFF) int length) {
        Bytes bytes = new SetupPacket(type, request, value, index, length).bytes();

        assertThat(bytes.length()).isEqualTo(8);
        assertThat(new int[] {bytes.at(0), bytes.at(1), bytes.u16(2), bytes.u16(4), bytes.u16(6)})
                .containsExactly(type, request, value, index, length);
    }

    @Test
    void a_field_too_large_for_its_place_is_refused_by_name() {
        assertThatThrownBy(() -> new SetupPacket(0x21, 1, 0x1_0000, 0, 0)).hasMessageContaining("value");
        assertThatThrownBy(() -> new SetupPacket(0x21, 1, 0, 0, -1)).hasMessageContaining("length");
    }
}
