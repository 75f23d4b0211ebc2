package io.sectorzero.sim.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** RFC 854 between the data: what goes in comes out, whatever lies around it. */
class TelnetTest {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    @Property
    void data_comes_out_as_it_went_in(@ForAll byte[] data) {
        assertThat(heard(Telnet.escape(data, data.length)).data.toByteArray()).isEqualTo(data);
    }

    @Property
    void a_subnegotiation_comes_out_whole_and_leaves_the_data_around_it_alone(
            @ForAll byte[] before, @ForAll @IntRange(max = 255) int option,
            @ForAll @Size(max = Telnet.LONGEST_SUBNEGOTIATION) byte[] content, @ForAll byte[] after) {
        var stream = new ByteArrayOutputStream();
        stream.writeBytes(Telnet.escape(before, before.length));
        stream.writeBytes(Telnet.subnegotiate(option, content));
        stream.writeBytes(Telnet.escape(after, after.length));

        Heard heard = heard(stream.toByteArray());

        assertThat(heard.story).containsExactly("SB %02X %s".formatted(option, HEX.formatHex(content)));
        assertThat(heard.data.size()).isEqualTo(before.length + after.length);
    }

    @Property
    void anything_at_all_is_taken_without_complaint_and_a_data_byte_costs_at_least_a_byte(@ForAll byte[] anything) {
        Heard heard = heard(anything);

        assertThat(heard.data.size() + 3 * heard.story.size()).isLessThanOrEqualTo(anything.length);
    }

    @Test
    void every_pair_after_the_escape_means_what_the_rfc_says() {
        for (int command = 0; command <= 0xFF; command++) {
            Heard heard = heard(new byte[] {1, (byte) 0xFF, (byte) command, 44, 2});
            String expected = switch (command) {
                case 0xFF -> "01FF2C02 []";
                case Telnet.WILL, Telnet.WONT, Telnet.DO, Telnet.DONT -> "0102 [%02X 2C]".formatted(command);
                case Telnet.SB -> "01 []";
                default -> "012C02 []";
            };
            assertThat(HEX.formatHex(heard.data.toByteArray()) + " " + heard.story).as("command %02X", command).isEqualTo(expected);
        }
    }

    @Test
    void a_subnegotiation_that_is_too_long_is_dropped_whole() {
        var stream = new ByteArrayOutputStream();
        stream.writeBytes(Telnet.subnegotiate(44, new byte[Telnet.LONGEST_SUBNEGOTIATION + 1]));
        stream.writeBytes(Telnet.subnegotiate(44, new byte[100_000]));
        stream.write('x');

        Heard heard = heard(stream.toByteArray());

        assertThat(heard.story).isEmpty();
        assertThat(heard.data.toString()).isEqualTo("x");
    }

    private static Heard heard(byte[] stream) {
        var heard = new Heard();
        var telnet = new Telnet();
        for (byte value : stream) {
            telnet.accept(value & 0xFF, heard);
        }
        return heard;
    }

    private static final class Heard implements Telnet.Listener {

        private final ByteArrayOutputStream data = new ByteArrayOutputStream();
        private final List<String> story = new ArrayList<>();

        @Override public void data(int value) {
            data.write(value);
        }

        @Override public void negotiation(int verb, int option) {
            story.add("%02X %02X".formatted(verb, option));
        }

        @Override public void subnegotiation(int option, byte[] content) {
            story.add("SB %02X %s".formatted(option, HEX.formatHex(content)));
        }
    }
}
