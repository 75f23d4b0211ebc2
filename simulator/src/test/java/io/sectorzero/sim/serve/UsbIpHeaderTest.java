package io.sectorzero.sim.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Bytes;
import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers of USB/IP, byte for byte as the kernel's description of the protocol has them, and any bytes at all. */
class UsbIpHeaderTest {

    private static final int LIMIT = 16 << 20;

    @Property
    void no_header_makes_the_server_read_more_than_the_limit(@ForAll @IntRange(max = 4) int command, @ForAll int endpoint,
                                                             @ForAll int length, @ForAll @IntRange(min = -2, max = 2) int packets) {
        UsbIpHeader header = UsbIpHeader.of(ByteBuffer.allocate(48).putInt(command).putInt(7).putInt(0).putInt(0).putInt(endpoint)
                .putInt(0).putInt(length).putInt(0).putInt(packets).array());

        boolean transfers = command == 1 && endpoint >= 0 && endpoint < 16 && length >= 0 && length <= LIMIT && (packets == 0 || packets == -1);
        assertThat(header.makesSense()).isEqualTo(transfers || command == 2);
        assertThat(header.makesSense() ? header.dataBytes() : 0).isEqualTo(transfers ? length : 0);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, true", "15, 16777216, true", "15, 16777217, false", "16, 0, false", "-1, 0, false", "0, -1, false"})
    void what_a_client_may_ask_for_has_its_borders(int endpoint, int length, boolean sense) {
        byte[] bytes = ByteBuffer.allocate(48).putInt(1).putInt(7).putInt(0).putInt(0).putInt(endpoint).putInt(0).putInt(length).array();

        assertThat(UsbIpHeader.of(bytes).makesSense()).isEqualTo(sense);
    }

    @Property
    void what_a_client_writes_is_what_is_read(@ForAll int number, @ForAll @IntRange(max = 15) int endpoint, @ForAll boolean in,
                                              @ForAll @IntRange(max = 1 << 20) int length, @ForAll @Size(8) byte[] setup) {
        byte[] bytes = ByteBuffer.allocate(48).putInt(1).putInt(number).putInt(0x10002).putInt(in ? 1 : 0).putInt(endpoint)
                .putInt(0x200).putInt(length).putInt(0).putInt(-1).putInt(0).put(setup).array();

        UsbIpHeader header = UsbIpHeader.of(bytes);
        assertThat(header).isEqualTo(new UsbIpHeader(1, number, in, endpoint, 0x200, length, -1, Bytes.copyOf(setup)));
        assertThat(header.makesSense()).isTrue();
        assertThat(header.dataBytes()).isEqualTo(in ? 0 : length);
    }

    @Test
    void answers_are_laid_out_as_the_protocol_says() {
        assertThat(Bytes.copyOf(UsbIpHeader.submitted(7, -32, 0, Bytes.NONE)).slice(0, 24).hex())
                .isEqualTo("00 00 00 03 00 00 00 07 00 00 00 00 00 00 00 00 00 00 00 00 FF FF FF E0");
        Bytes brought = Bytes.copyOf(UsbIpHeader.submitted(8, 0, 3, Bytes.of(1, 2, 3)));
        assertThat(brought.length()).isEqualTo(51);
        assertThat(brought.slice(24, 28).hex()).isEqualTo("00 00 00 03");
        assertThat(brought.slice(48, 51)).isEqualTo(Bytes.of(1, 2, 3));
        assertThat(UsbIpHeader.unlinked(9, -104)).hasSize(48);
    }
}
