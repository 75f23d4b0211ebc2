package io.sectorzero.sim.debugport;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.sim.world.Dice;
import io.sectorzero.sim.world.World;
import org.junit.jupiter.api.Test;

/** The same port, reached through its pins by a host that moves them one edge at a time. */
class SerialWirePinsTest {

    private final Probe probe = new Probe();
    private final SerialWireHost host = new SerialWireHost(probe.port, () -> false);

    private void connect() {
        host.select(Wire.SWD);
        host.lineReset();
        assertThat(host.transfer(false, true, 0, 0)).isEqualTo(Reply.ok(0x2BA0_1477));
        host.transfer(false, false, Probe.CTRL_STAT, Probe.POWER_UP);
        host.transfer(true, false, Probe.CSW, Probe.WORDS);
    }

    @Test
    void it_comes_up_as_jtag_and_changes_both_ways() {
        host.lineReset();
        assertThat(host.transfer(false, true, 0, 0).ack()).isEqualTo(Acknowledge.NONE);
        connect();

        host.select(Wire.JTAG);
        var jtag = new Jtag(probe.port);
        jtag.reset();
        assertThat((int) jtag.data(0, 64)).isEqualTo(0x4BA0_0477);
        connect();
    }

    @Test
    void memory_is_written_and_read() {
        connect();
        host.transfer(true, false, Probe.TAR, Probe.SRAM);
        host.transfer(true, false, Probe.DRW, 0x8000_0001);
        host.transfer(true, false, Probe.TAR, Probe.SRAM);
        host.transfer(true, true, Probe.DRW, 0);

        assertThat(host.transfer(false, true, Probe.RDBUFF, 0)).isEqualTo(Reply.ok(0x8000_0001));
    }

    @Test
    void a_fault_is_seen_on_the_wire_and_cleared_by_an_abort() {
        connect();
        host.transfer(true, false, Probe.TAR, 0x6000_0000);
        host.transfer(true, true, Probe.DRW, 0);

        assertThat(host.transfer(false, true, Probe.RDBUFF, 0).ack()).isEqualTo(Acknowledge.FAULT);
        assertThat(host.transfer(false, false, Probe.ABORT, 4).ack()).isEqualTo(Acknowledge.OK);
        assertThat(host.transfer(true, true, Probe.CSW, 0).ack()).isEqualTo(Acknowledge.OK);
    }

    @Test
    void a_malformed_request_silences_the_port_until_a_line_reset() {
        connect();
        for (int bit : new int[] {1, 0, 1, 0, 0, 0, 0, 1, 1, 1, 1, 1}) {
            probe.port.clock(bit == 1, true);
        }
        for (int k = 0; k < 8; k++) {
            probe.port.clock(false, true);
        }
        assertThat(host.transfer(false, true, 0, 0).ack()).isEqualTo(Acknowledge.NONE);
        host.lineReset();
        assertThat(host.transfer(false, true, 0, 0).data()).isEqualTo(0x2BA0_1477);
    }

    @Test
    void the_turnaround_can_be_made_longer_and_a_line_reset_makes_it_short_again() {
        connect();
        host.transfer(false, false, Probe.SELECT, 1);
        host.transfer(false, false, Probe.CTRL_STAT, 1 << 8);
        assertThat(host.transfer(false, true, 0, 0)).as("a host that does not know of it").isNotEqualTo(Reply.ok(0x2BA0_1477));

        // The first one is partly talked over by the chip, which still believes it has the line.
        host.lineReset();
        host.lineReset();
        assertThat(host.transfer(false, true, 0, 0)).isEqualTo(Reply.ok(0x2BA0_1477));
    }

    @Test
    void on_noisy_wires_a_damaged_word_is_told_by_parity_or_not_answered_and_good_ones_are_right() {
        connect();
        Dice dice = new World(11).dice("noise");
        var noisy = new SerialWireHost(probe.port, () -> dice.chance(0.002));
        int right = 0;
        int noticed = 0;
        for (int k = 0; k < 2000; k++) {
            Reply reply = noisy.transfer(false, true, 0, 0);
            if (reply.isOk() && reply.data() == 0x2BA0_1477) {
                right++;
            } else if (!reply.isOk()) {
                noticed++;
                noisy.lineReset();
            }
        }
        assertThat(right).isBetween(1500, 1950);
        assertThat(right + noticed).as("all but a few, where two bits were hit").isGreaterThan(1980);
    }
}
