package io.sectorzero.sim.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.link.LineSettings;
import java.io.ByteArrayOutputStream;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client asks in RFC 2217, what it is answered, and what becomes of the port. */
class Rfc2217Test {

    private final Port port = new Port();
    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final Rfc2217 server = new Rfc2217(port, answers::writeBytes, data::write);

    @ParameterizedTest
    @CsvSource({
        // verb and option, answer
        "FF FB 2C, FF FD 2C",
        "FF FD 2C, FF FB 2C",
        "FF FB 00, FF FD 00",
        "FF FD 00, FF FB 00",
        "FF FD 03, FF FB 03",
        "FF FD 01, FF FB 01",
        "FF FB 18, FF FE 18",
        "FF FD 18, FF FC 18",
        "FF FC 18, ''",
        "FF FE 18, ''"})
    void what_both_can_do_is_agreed_and_the_rest_is_declined(String asked, String answered) {
        assertThat(ask(asked)).isEqualTo(answered);
    }

    @ParameterizedTest
    @CsvSource({
        // rate: 57600, question, zero
        "FF FA 2C 01 00 00 E1 00 FF F0, FF FA 2C 65 00 00 E1 00 FF F0, 57600 8E1",
        "FF FA 2C 01 00 00 00 00 FF F0, FF FA 2C 65 00 01 C2 00 FF F0, 115200 8E1",
        "FF FA 2C 01 FF FF FF FF FF FF FF FF FF F0, FF FA 2C 65 00 01 C2 00 FF F0, 115200 8E1",
        "FF FA 2C 01 00 FF F0, FF FA 2C 65 00 01 C2 00 FF F0, 115200 8E1",
        // 255 baud: the byte FF doubled both ways
        "FF FA 2C 01 00 00 00 FF FF FF F0, FF FA 2C 65 00 00 00 FF FF FF F0, 255 8E1",
        // data size 7 is not to be had
        "FF FA 2C 02 07 FF F0, FF FA 2C 66 08 FF F0, 115200 8E1",
        "FF FA 2C 03 01 FF F0, FF FA 2C 67 01 FF F0, 115200 8N1",
        "FF FA 2C 03 02 FF F0, FF FA 2C 67 02 FF F0, 115200 8O1",
        "FF FA 2C 03 03 FF F0, FF FA 2C 67 03 FF F0, 115200 8E1",
        "FF FA 2C 03 00 FF F0, FF FA 2C 67 03 FF F0, 115200 8E1",
        // mark parity is not to be had
        "FF FA 2C 03 04 FF F0, FF FA 2C 67 03 FF F0, 115200 8E1",
        "FF FA 2C 04 02 FF F0, FF FA 2C 68 01 FF F0, 115200 8E1",
        "FF FA 2C 05 00 FF F0, FF FA 2C 69 01 FF F0, 115200 8E1",
        "FF FA 2C 05 03 FF F0, FF FA 2C 69 01 FF F0, 115200 8E1",
        "FF FA 2C 05 05 FF F0, FF FA 2C 69 06 FF F0, 115200 8E1",
        "FF FA 2C 0A FF FF FF F0, FF FA 2C 6E FF FF FF F0, 115200 8E1",
        "FF FA 2C 0C 03 FF F0, FF FA 2C 70 03 FF F0, 115200 8E1",
        "FF FA 2C 0B 0F FF F0, FF FA 2C 6F 0F FF F0, 115200 8E1",
        "FF FA 2C 00 FF F0, FF FA 2C 64 53 65 63 74 6F 72 5A 65 72 6F FF F0, 115200 8E1",
        // somebody else's option, an empty order, an unknown order
        "FF FA 18 01 FF F0, '', 115200 8E1",
        "FF FA 2C FF F0, '', 115200 8E1",
        "FF FA 2C 63 FF F0, '', 115200 8E1"})
    void each_order_is_answered_with_what_holds_afterwards(String asked, String answered, String settings) {
        assertThat(ask(asked)).isEqualTo(answered);
        assertThat(port.settings()).hasToString(settings);
    }

    @ParameterizedTest
    @CsvSource({"DTR, 08, 09, 07", "RTS, 0B, 0C, 0A"})
    void modem_lines_are_driven_and_can_be_asked_for(ComPort.Modem line, String on, String off, String question) {
        assertThat(ask("FF FA 2C 05 " + on + " FF F0")).isEqualTo("FF FA 2C 69 " + on + " FF F0");
        assertThat(port.asserted).containsExactly(line);
        assertThat(ask("FF FA 2C 05 " + question + " FF F0")).isEqualTo("FF FA 2C 69 " + on + " FF F0");

        assertThat(ask("FF FA 2C 05 " + off + " FF F0")).isEqualTo("FF FA 2C 69 " + off + " FF F0");
        assertThat(port.asserted).isEmpty();
        assertThat(ask("FF FA 2C 05 " + question + " FF F0")).isEqualTo("FF FA 2C 69 " + off + " FF F0");
    }

    @Test
    void data_between_orders_is_data() {
        ask("7F FF FA 2C 03 03 FF F0 00 FF FF FF");

        assertThat(HexFormat.of().withUpperCase().formatHex(data.toByteArray())).isEqualTo("7F00FF");
    }

    @Property(tries = 300)
    void every_rate_is_set_and_read_back(@ForAll @IntRange(min = 1) int baud) {
        byte[] order = java.nio.ByteBuffer.allocate(5).put((byte) 1).putInt(baud).array();
        for (byte value : Telnet.subnegotiate(44, order)) {
            server.accept(value);
        }
        assertThat(port.settings().baud()).isEqualTo(baud);
    }

    @Property
    void no_stream_breaks_it(@ForAll byte[] anything) {
        for (byte value : anything) {
            server.accept(value);
        }
        assertThat(port.settings().baud()).isPositive();
    }

    private String ask(String hex) {
        answers.reset();
        for (byte value : HexFormat.of().parseHex(hex.replace(" ", ""))) {
            server.accept(value);
        }
        return HexFormat.ofDelimiter(" ").withUpperCase().formatHex(answers.toByteArray());
    }

    private static final class Port implements ComPort {

        private LineSettings settings = LineSettings.even(115_200);
        private final Set<Modem> asserted = EnumSet.noneOf(Modem.class);

        @Override public LineSettings settings() {
            return settings;
        }

        @Override public void settings(LineSettings wanted) {
            settings = wanted;
        }

        @Override public void modemLine(Modem line, boolean on) {
            if (on) {
                asserted.add(line);
            } else {
                asserted.remove(line);
            }
        }

        @Override public boolean modemLine(Modem line) {
            return asserted.contains(line);
        }
    }
}
