package io.sectorzero.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.link.SetupPacket;
import io.sectorzero.link.UsbIdentity;
import io.sectorzero.link.UsbLink;
import io.sectorzero.link.UsbMatch;
import io.sectorzero.link.UsbPort;
import io.sectorzero.link.UsbTransfer;
import io.sectorzero.memory.Bytes;
import io.sectorzero.time.Deadline;
import io.sectorzero.time.Still;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every transfer over a tapped port is in the trace, with its bytes and how it ended; the lines are written out here. */
class TappedUsbPortTest {

    private static final UsbIdentity LOADER = new UsbIdentity(0x0483, 0xDF11, 0x2200, "3377337E3539");

    private final Still still = new Still();
    private final Trace trace = new Trace(still);
    private final Deadline deadline = Deadline.in(Duration.ofSeconds(1), still);
    private UsbTransfer next = UsbTransfer.done(Bytes.NONE);

    @Test
    void a_control_transfer_is_told_with_its_setup_bytes_its_data_and_its_answer() {
        UsbLink link = open();
        link.control(new SetupPacket(0x21, 1, 0, 0, 5), Bytes.of(0x21, 0, 0, 0, 8), deadline);
        next = UsbTransfer.done(Bytes.of(0, 0, 0, 0, 4, 0));
        link.control(new SetupPacket(0xA1, 3, 0, 0, 6), Bytes.NONE, deadline);

        assertThat(told()).containsExactly(
                "= opened 0483:DF11 serial 3377337E3539",
                "> control 21 01 00 00 00 00 05 00 21 00 00 00 08",
                "> control A1 03 00 00 00 00 06 00",
                "< control 00 00 00 00 04 00");
    }

    @Test
    void what_did_not_end_well_says_how_it_ended() {
        UsbLink link = open();
        next = UsbTransfer.stalled();
        link.bulkOut(1, Bytes.of(0xF1), deadline);
        next = UsbTransfer.timedOut();
        link.bulkIn(1, 64, deadline);

        assertThat(told()).endsWith("> endpoint 01 F1", "= endpoint 01 stalled", "= endpoint 81 timed out");
    }

    @Test
    void settings_and_the_end_of_a_link_are_told() {
        UsbLink link = open();
        link.selectAlternate(0, 3);
        link.selectAlternate(0, 4);
        link.clearHalt(0x81);
        link.close();

        assertThat(told()).endsWith("= interface 0 alternate 3", "= interface 0 alternate 4 refused",
                "= endpoint 81 cleared", "= closed");
    }

    private UsbLink open() {
        return new TappedUsbPort(new Port(), trace, "usb")
                .await(new UsbMatch(0x0483, Set.of(0xDF11), Optional.empty()), deadline);
    }

    private List<String> told() {
        return trace.events().stream().map(event -> (event.mark().sign() + " " + event.remark() + " " + event.bytes().hex()).strip())
                .toList();
    }

    private final class Port implements UsbPort {

        @Override public List<UsbIdentity> present() {
            return List.of(LOADER);
        }

        @Override public UsbLink await(UsbMatch match, Deadline until) {
            return new Device();
        }

        @Override public String name() {
            return "port";
        }

        @Override public void close() {
        }
    }

    private final class Device implements UsbLink {

        @Override public UsbIdentity identity() {
            return LOADER;
        }

        @Override public UsbTransfer control(SetupPacket setup, Bytes out, Deadline until) {
            return next;
        }

        @Override public UsbTransfer bulkOut(int endpoint, Bytes bytes, Deadline until) {
            return next;
        }

        @Override public UsbTransfer bulkIn(int endpoint, int atMost, Deadline until) {
            return next;
        }

        @Override public boolean selectAlternate(int interfaceNumber, int alternate) {
            return alternate < 4;
        }

        @Override public void clearHalt(int endpoint) {
        }

        @Override public String name() {
            return "device";
        }

        @Override public void close() {
        }
    }
}
