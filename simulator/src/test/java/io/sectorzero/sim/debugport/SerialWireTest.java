package io.sectorzero.sim.debugport;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.sim.stm32f412.OptionValues;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** SW-DP, transfer by transfer: connecting, power, sticky errors, damaged data, loss of power. IHI 0031 §B2, §B4. */
class SerialWireTest {

    @Test
    void nobody_answers_serial_wire_before_the_protocol_was_changed() {
        var probe = new Probe();
        probe.port.lineReset();

        assertThat(probe.port.transfer(false, true, 0, 0).ack()).isEqualTo(Acknowledge.NONE);
    }

    @Test
    void after_a_line_reset_only_the_identity_is_answered() {
        var probe = Probe.connected();
        probe.port.lineReset();

        assertThat(probe.port.transfer(false, true, Probe.CTRL_STAT, 0).ack()).isEqualTo(Acknowledge.NONE);
        assertThat(probe.port.transfer(false, true, 0, 0).ack()).as("a protocol error needs a line reset").isEqualTo(Acknowledge.NONE);

        probe.port.lineReset();
        assertThat(probe.readPort(0)).isEqualTo(0x2BA0_1477);
    }

    @Test
    void power_is_acknowledged_as_it_is_asked_for() {
        var probe = Probe.connected();

        assertThat(probe.status() & 0xF000_0000).isEqualTo(0xF000_0000);
        probe.writePort(Probe.CTRL_STAT, 0x1000_0000);
        assertThat(probe.status() & 0xF000_0000).isEqualTo(0x3000_0000);
    }

    @Test
    void an_access_port_without_power_is_a_fault_that_sticks() {
        var probe = new Probe();
        probe.port.select(Wire.SWD);
        probe.port.lineReset();
        probe.readPort(0);

        assertThat(probe.post(Probe.CSW)).isEqualTo(Acknowledge.FAULT);
        assertThat(probe.status() & ControlStatus.STICKYERR).isNotZero();
    }

    @Test
    void a_read_of_an_access_port_brings_what_the_one_before_asked_for() {
        var probe = Probe.connected();
        probe.poke(Probe.SRAM, 0x1111_1111);
        probe.poke(Probe.SRAM + 4, 0x2222_2222);
        probe.write(Probe.TAR, Probe.SRAM);

        probe.post(Probe.DRW);
        Reply second = probe.port.transfer(true, true, Probe.DRW, 0);

        assertThat(second.data()).isEqualTo(0x1111_1111);
        assertThat(probe.readPort(Probe.SELECT)).as("RESEND").isEqualTo(0x1111_1111);
        assertThat(probe.readPort(Probe.RDBUFF)).isEqualTo(0x2222_2222);
        assertThat(probe.readPort(Probe.SELECT)).as("RESEND").isEqualTo(0x2222_2222);
    }

    @Test
    void while_a_sticky_error_stands_only_identity_status_and_abort_are_served() {
        var probe = Probe.connected();
        probe.write(Probe.TAR, 0x6000_0000);
        probe.post(Probe.DRW);

        assertThat(probe.port.transfer(false, true, Probe.RDBUFF, 0).ack()).isEqualTo(Acknowledge.FAULT);
        assertThat(probe.port.transfer(false, false, Probe.SELECT, 0).ack()).isEqualTo(Acknowledge.FAULT);
        assertThat(probe.port.transfer(false, false, Probe.CTRL_STAT, 0).ack()).isEqualTo(Acknowledge.FAULT);
        assertThat(probe.post(Probe.CSW)).isEqualTo(Acknowledge.FAULT);
        assertThat(probe.readPort(0)).isEqualTo(0x2BA0_1477);
        assertThat(probe.status() & ControlStatus.STICKYERR).isNotZero();
        assertThat(probe.status() & ControlStatus.READOK).isZero();

        probe.writePort(Probe.ABORT, 4);
        assertThat(probe.post(Probe.CSW)).isEqualTo(Acknowledge.OK);
        assertThat(probe.status() & ControlStatus.READOK).isNotZero();
    }

    @Test
    void damaged_data_are_thrown_away_and_told() {
        var probe = Probe.connected();
        probe.poke(Probe.SRAM, 5);
        probe.write(Probe.TAR, Probe.SRAM);

        probe.port.transfer(true, false, Probe.DRW, 6, false);

        assertThat(probe.status() & ControlStatus.WDATAERR).isNotZero();
        probe.writePort(Probe.ABORT, 8);
        assertThat(probe.peek(Probe.SRAM)).isEqualTo(5);
    }

    @Test
    void with_overrun_detection_a_refused_transfer_sticks() {
        var probe = Probe.connected();
        probe.writePort(Probe.CTRL_STAT, Probe.POWER_UP | ControlStatus.ORUNDETECT);
        probe.write(Probe.TAR, 0x6000_0000);
        probe.post(Probe.DRW);
        probe.post(Probe.CSW);

        assertThat(probe.status() & ControlStatus.STICKYORUN).isNotZero();
        probe.writePort(Probe.ABORT, 0x14);
        assertThat(probe.status() & ControlStatus.STICKY).isZero();
    }

    @Test
    void ports_beyond_the_first_have_no_identity() {
        var probe = Probe.connected();
        probe.writePort(Probe.SELECT, 0xF0);
        assertThat(probe.read(0xC)).isEqualTo(0x2477_0011);
        assertThat(probe.read(0x8)).isEqualTo(0xE00F_F003);

        for (int number = 1; number < 256; number++) {
            probe.writePort(Probe.SELECT, number << 24 | 0xF0);
            assertThat(probe.read(0xC)).isZero();
        }
    }

    @Test
    void a_reset_of_the_chip_leaves_the_port_as_it_is() {
        var probe = Probe.connected();
        probe.chip.nrst(true);
        probe.pass(Duration.ofMillis(1));

        assertThat(probe.status() & 0xF000_0000).isEqualTo(0xF000_0000);
    }

    @Test
    void loss_of_power_ends_the_connection() {
        var probe = Probe.connected();
        probe.chip.supply(0);
        assertThat(probe.port.transfer(false, true, 0, 0).ack()).isEqualTo(Acknowledge.NONE);
        probe.pass(Duration.ofMillis(1));
        probe.chip.supply(3.3);
        probe.pass(Duration.ofMillis(5));

        assertThat(probe.port.wire()).isEqualTo(Wire.JTAG);
        probe.port.select(Wire.SWD);
        probe.port.lineReset();
        probe.readPort(0);
        assertThat(probe.status()).isZero();
    }

    @Test
    void at_level_2_nobody_answers() {
        var probe = new Probe();
        OptionValues factory = OptionValues.FACTORY;
        probe.chip.options().load(OptionValues.ofRegister(factory.registerBits() & ~0xFF00 | 0xCC00));
        probe.chip.softwareReset();
        probe.pass(Duration.ofMillis(1));

        probe.port.select(Wire.SWD);
        probe.port.lineReset();
        assertThat(probe.port.transfer(false, true, 0, 0).ack()).isEqualTo(Acknowledge.NONE);
    }
}
