package io.sectorzero.sim.stlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.sim.usb.UsbSocket;
import io.sectorzero.sim.world.World;
import org.junit.jupiter.api.Test;

/** How fast the debug wires go, which is another matter for each kind of wire; the rates are those of OpenOCD's tables [C]. */
class WireRatesTest {

    private static final String ENTER_SWD = "F2 30 A3";
    private static final String ENTER_JTAG = "F2 30 A4";
    private static final String LEAVE = "F2 21";
    private static final String DONE = "80 00";

    private final World world = new World(1);
    private final LoneTarget target = new LoneTarget(world);

    private Computer with(StLinkModel model) {
        var socket = new UsbSocket(world);
        new SimulatedStLink(world, StLinkSettings.of(model), target, TargetLine.unconnected()).plugInto(socket, 1);
        return new Computer(world, socket.present().get(0));
    }

    @Test
    void each_kind_of_wire_begins_with_a_rate_of_its_own() {
        Computer computer = with(StLinkModel.V2_1);

        computer.ask(ENTER_SWD);
        assertThat(target.clockHertz).isEqualTo(1_800_000);
        computer.send(LEAVE);
        computer.ask(ENTER_JTAG);
        assertThat(target.clockHertz).isEqualTo(1_125_000);
    }

    @Test
    void a_divisor_for_the_other_kind_counts_when_that_is_entered() {
        Computer computer = with(StLinkModel.V2_1);
        computer.ask(ENTER_JTAG);

        assertThat(computer.ask("F2 43 00 00")).isEqualTo(DONE);
        assertThat(target.clockHertz).isEqualTo(1_125_000);
        assertThat(computer.ask("F2 44 04 00")).isEqualTo(DONE);
        assertThat(target.clockHertz).isEqualTo(9_000_000);
        computer.send(LEAVE);
        computer.ask(ENTER_SWD);
        assertThat(target.clockHertz).isEqualTo(4_000_000);
    }

    @Test
    void a_v3_is_asked_for_kilohertz_and_says_what_it_takes() {
        Computer computer = with(StLinkModel.V3E);
        computer.ask(ENTER_SWD);

        assertThat(computer.ask("F2 61 00 00 A0 0F 00 00")).isEqualTo("80 00 00 00 E4 0C 00 00");
        assertThat(target.clockHertz).isEqualTo(3_300_000);
        assertThat(computer.ask("F2 62 01")).as("by JTAG it is still the first").startsWith("80 00 00 00 E8 03 00 00");
    }
}
