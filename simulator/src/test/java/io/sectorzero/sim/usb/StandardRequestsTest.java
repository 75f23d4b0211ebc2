package io.sectorzero.sim.usb;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.usb.Transfer.Ending;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The requests every device answers, USB Rev 2.0 §9.4, in every state; and any setup packet at all. */
class StandardRequestsTest {

    private final Echo echo = new Echo();

    /** USB Rev 2.0 §9.4, row by row: what a device answers in the states default (D), addressed (A) and configured (C). */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            GET_STATUS device                | 80 00 00 00 00 00 02 00 | 00 00 | 00 00 | 00 00
            GET_STATUS interface 1           | 81 00 00 00 01 00 02 00 | stall | stall | 00 00
            GET_STATUS interface that is not | 81 00 00 00 02 00 02 00 | stall | stall | stall
            GET_STATUS endpoint 0            | 82 00 00 00 00 00 02 00 | 00 00 | 00 00 | 00 00
            GET_STATUS endpoint 81           | 82 00 00 00 81 00 02 00 | stall | stall | 00 00
            GET_STATUS endpoint that is not  | 82 00 00 00 83 00 02 00 | stall | stall | stall
            CLEAR_FEATURE halt of 81         | 02 01 00 00 81 00 00 00 | stall | stall | ''
            CLEAR_FEATURE halt of 0          | 02 01 00 00 00 00 00 00 | ''    | ''    | ''
            CLEAR_FEATURE halt of no endpoint| 02 01 00 00 05 00 00 00 | stall | stall | stall
            CLEAR_FEATURE remote wake-up     | 00 01 01 00 00 00 00 00 | stall | stall | stall
            SET_FEATURE halt of 01           | 02 03 00 00 01 00 00 00 | stall | stall | ''
            SET_FEATURE test mode            | 00 03 02 00 00 01 00 00 | stall | stall | stall
            SET_ADDRESS 128                  | 00 05 80 00 00 00 00 00 | stall | stall | stall
            SET_ADDRESS 5                    | 00 05 05 00 00 00 00 00 | ''    | ''    | stall
            GET_DESCRIPTOR device            | 80 06 00 01 00 00 12 00 | 12 01 00 02 00 00 00 40 09 12 01 00 23 01 01 02 03 01 | 12 01 00 02 00 00 00 40 09 12 01 00 23 01 01 02 03 01 | 12 01 00 02 00 00 00 40 09 12 01 00 23 01 01 02 03 01
            GET_DESCRIPTOR first 8 bytes     | 80 06 00 01 00 00 08 00 | 12 01 00 02 00 00 00 40 | 12 01 00 02 00 00 00 40 | 12 01 00 02 00 00 00 40
            GET_DESCRIPTOR configuration head| 80 06 00 02 00 00 09 00 | 09 02 47 00 02 01 00 80 32 | 09 02 47 00 02 01 00 80 32 | 09 02 47 00 02 01 00 80 32
            GET_DESCRIPTOR configuration 1   | 80 06 01 02 00 00 09 00 | stall | stall | stall
            GET_DESCRIPTOR languages         | 80 06 00 03 00 00 FF 00 | 04 03 09 04 | 04 03 09 04 | 04 03 09 04
            GET_DESCRIPTOR serial            | 80 06 03 03 09 04 FF 00 | 06 03 45 00 31 00 | 06 03 45 00 31 00 | 06 03 45 00 31 00
            GET_DESCRIPTOR string that is not| 80 06 EE 03 09 04 FF 00 | stall | stall | stall
            GET_DESCRIPTOR qualifier         | 80 06 00 06 00 00 0A 00 | stall | stall | stall
            GET_DESCRIPTOR of an interface   | 81 06 00 21 00 00 12 00 | stall | stall | stall
            SET_DESCRIPTOR                   | 00 07 00 03 00 00 00 00 | stall | stall | stall
            GET_CONFIGURATION                | 80 08 00 00 00 00 01 00 | 00    | 00    | 01
            SET_CONFIGURATION 2              | 00 09 02 00 00 00 00 00 | stall | stall | stall
            SET_CONFIGURATION 1              | 00 09 01 00 00 00 00 00 | stall | ''    | ''
            GET_INTERFACE 0                  | 81 0A 00 00 00 00 01 00 | stall | stall | 00
            GET_INTERFACE that is not        | 81 0A 00 00 09 00 01 00 | stall | stall | stall
            SET_INTERFACE 0 to 1             | 01 0B 01 00 00 00 00 00 | stall | stall | ''
            SET_INTERFACE 0 to 2             | 01 0B 02 00 00 00 00 00 | stall | stall | stall
            SET_INTERFACE 1 to 1             | 01 0B 01 00 01 00 00 00 | stall | stall | stall
            SYNCH_FRAME                      | 82 0C 00 00 81 00 02 00 | stall | stall | stall
            request 2, reserved              | 00 02 00 00 00 00 00 00 | stall | stall | stall
            """)
    void every_standard_request_is_answered_as_the_state_allows(String name, String setup, String inDefault, String addressed,
                                                                String configured) {
        echo.device.reset();
        assertThat(answer(setup)).as("default").isEqualTo(inDefault);

        echo.device.reset();
        answer("00 05 07 00 00 00 00 00");
        assertThat(answer(setup)).as("addressed").isEqualTo(addressed);

        UsbSocket.setUp(echo.device, 7);
        assertThat(answer(setup)).as("configured").isEqualTo(configured);
    }

    @Test
    void an_alternate_setting_is_remembered_until_the_next_configuration() {
        UsbSocket.setUp(echo.device, 7);
        answer("01 0B 01 00 00 00 00 00");
        assertThat(answer("81 0A 00 00 00 00 01 00")).isEqualTo("01");
        assertThat(echo.told).contains("interface 0 alternate 1");

        answer("00 09 01 00 00 00 00 00");
        assertThat(answer("81 0A 00 00 00 00 01 00")).isEqualTo("00");
    }

    @Test
    void a_halted_endpoint_says_so_and_stalls_until_it_is_cleared() {
        UsbSocket.setUp(echo.device, 7);
        echo.device.halt(0x81);
        assertThat(answer("82 00 00 00 81 00 02 00")).isEqualTo("01 00");
        assertThat(in().ending()).contains(Ending.STALLED);

        answer("02 01 00 00 81 00 00 00");
        echo.device.send(0x81, Bytes.of(1));
        assertThat(in().data()).isEqualTo(Bytes.of(1));
    }

    @Test
    void class_requests_are_stalled_before_the_device_is_configured() {
        echo.device.reset();
        assertThat(answer("C0 01 34 12 00 00 02 00")).isEqualTo("stall");
        UsbSocket.setUp(echo.device, 7);
        assertThat(answer("C0 01 34 12 00 00 02 00")).isEqualTo("34 12");
    }

    @Test
    void a_device_for_high_speed_has_a_qualifier() {
        UsbDescription full = Echo.DESCRIPTION;
        var high = new Echo(new UsbDescription(UsbSpeed.HIGH, full.vendor(), full.product(), full.release(), 0, 64,
                "", "", "", 0x80, 100, full.interfaces()));
        UsbSocket.setUp(high.device, 7);
        assertThat(answer(high, "80 06 00 06 00 00 0A 00")).isEqualTo("0A 06 00 02 00 00 00 40 01 00");
    }

    @Test
    void the_configuration_tells_every_setting_and_its_own_length() {
        Bytes bytes = echo.device.descriptors().configuration();
        assertThat(bytes.u16(2)).isEqualTo(bytes.length());

        int at = 0;
        StringBuilder types = new StringBuilder();
        while (at < bytes.length()) {
            types.append(bytes.at(at + 1)).append(' ');
            at += bytes.at(at);
        }
        assertThat(at).isEqualTo(bytes.length());
        assertThat(types.toString().trim()).isEqualTo("2 4 5 5 4 5 5 4 5");
    }

    @Test
    void strings_are_utf_16_and_equal_ones_are_told_once() {
        Bytes name = echo.device.descriptors().string(2);
        assertThat(new String(name.slice(2, name.length()).toArray(), StandardCharsets.UTF_16LE)).isEqualTo("echo");
        assertThat(name.at(0)).isEqualTo(name.length());
    }

    @Property
    void no_setup_packet_gets_more_than_it_has_room_for_or_breaks_the_device(
            @ForAll @IntRange(max = 0xFF) int type, @ForAll @IntRange(max = 0x0F) int request,
            @ForAll @IntRange(max = 0xFFFF) int value, @ForAll @IntRange(max = 0xFFFF) int index,
            @ForAll @IntRange(max = 300) int length) {
        UsbSocket.setUp(echo.device, 7);
        var setup = new Setup(type, request, value, index, length);
        Transfer transfer = Transfer.control(setup, setup.isIn() ? Bytes.NONE : Bytes.repeat(0, length), ended -> { });
        echo.device.submit(transfer);

        assertThat(transfer.data().length()).isLessThanOrEqualTo(setup.isIn() ? length : 0);
        assertThat(transfer.ending().isPresent() || echo.held != null).isTrue();
        assertThat(answer("80 08 00 00 00 00 01 00")).isIn("01", "00");
    }

    private Transfer in() {
        Transfer transfer = Transfer.in(0x81, 64, ended -> { });
        echo.device.submit(transfer);
        return transfer;
    }

    private String answer(String setup) {
        return answer(echo, setup);
    }

    private static String answer(Echo whom, String bytes) {
        Setup setup = Setup.of(Bytes.parseHex(bytes));
        Transfer transfer = Transfer.control(setup, Bytes.repeat(0, setup.isIn() ? 0 : setup.length()), ended -> { });
        whom.device.submit(transfer);
        return transfer.ending().orElseThrow() == Ending.STALLED ? "stall" : transfer.data().hex();
    }
}
