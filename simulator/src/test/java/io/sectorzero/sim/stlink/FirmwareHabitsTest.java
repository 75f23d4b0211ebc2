package io.sectorzero.sim.stlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.debugport.Acknowledge;
import io.sectorzero.sim.usb.Setup;
import io.sectorzero.sim.usb.Transfer;
import io.sectorzero.sim.usb.UsbSocket;
import io.sectorzero.sim.world.World;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What nobody says of the maker's firmware, each with its usual answer and with another. */
class FirmwareHabitsTest {

    private static final String ENTER_SWD = "F2 30 A3";
    private static final String READ_A_WORD = "F2 36 00 00 00 20";

    private final World world = new World(1);
    private final LoneTarget target = new LoneTarget(world);

    private Computer with(StLinkSettings settings) {
        var socket = new UsbSocket(world);
        new SimulatedStLink(world, settings, target, TargetLine.unconnected()).plugInto(socket, 1);
        return new Computer(world, socket.present().get(0));
    }

    private Computer with(StLinkModel model, FirmwareHabits habits) {
        return with(StLinkSettings.of(model).with(habits));
    }

    @ParameterizedTest
    @CsvSource({"100, 101", "3, 4", "0, 1"})
    void a_transfer_answered_wait_is_repeated_so_often_and_then_told(int retries, int made) {
        Computer computer = with(StLinkModel.V2_1, FirmwareHabits.USUAL.withWaitRetries(retries));
        computer.ask(ENTER_SWD);
        target.accessPort = Acknowledge.WAIT;

        assertThat(computer.ask(READ_A_WORD)).startsWith("10 00");
        assertThat(target.accesses).isEqualTo(made);
    }

    @ParameterizedTest
    @CsvSource({"1000000", "20000000"})
    void a_pulse_on_the_reset_wire_is_so_long(long nanos) {
        Computer computer = with(StLinkModel.V2_1, FirmwareHabits.USUAL.withResetPulseNanos(nanos));

        assertThat(computer.ask("F2 3C 02")).isEqualTo("80 00");
        assertThat(target.resetEdgesNanos).hasSize(2);
        assertThat(target.resetEdgesNanos.get(1) - target.resetEdgesNanos.get(0)).isEqualTo(nanos);
    }

    @ParameterizedTest
    @CsvSource({"8, 07, 08", "2, 01, 02"})
    void so_many_access_ports_can_be_opened(int ports, String last, String beyond) {
        Computer computer = with(StLinkModel.V2_1, FirmwareHabits.USUAL.withAccessPorts(ports));
        computer.ask(ENTER_SWD);

        assertThat(computer.ask("F2 4B " + last)).isEqualTo("80 00");
        assertThat(computer.ask("F2 4B " + beyond)).isEqualTo("1D 00");
    }

    @ParameterizedTest
    @CsvSource({"V2, true, 00 00", "V2, false, 01 00", "V2_1, true, 01 00", "V2_1, false, 01 00"})
    void a_v2_may_say_dfu_at_first(StLinkModel model, boolean dfu, String mode) {
        Computer computer = with(model, FirmwareHabits.USUAL.withFirstModeOfV2Dfu(dfu));

        assertThat(computer.ask("F5")).isEqualTo(mode);
        computer.send("F3 07");
        assertThat(computer.ask("F5")).isEqualTo("01 00");
    }

    @ParameterizedTest
    @CsvSource({"V3E, true, 08 00", "V3E, false, 42 00", "V2_1, true, 42 00", "V2_1, false, 42 00"})
    void an_unknown_debug_command_may_be_an_error_to_a_v3(StLinkModel model, boolean error, String status) {
        Computer computer = with(model, FirmwareHabits.USUAL.withErrorForUnknownOnV3(error));

        assertThat(computer.ask("F2 FF")).isEqualTo(status);
        assertThat(computer.ask("AA")).as("outside the debug group").isEqualTo("42 00");
    }

    @ParameterizedTest
    @CsvSource({"true, 80", "false, 15"})
    void a_fault_is_cleared_or_stands_until_the_host_clears_it(boolean clears, String next) {
        Computer computer = with(StLinkModel.V2_1, FirmwareHabits.USUAL.clearingFlags(clears));
        computer.ask(ENTER_SWD);
        target.accessPort = Acknowledge.FAULT;

        assertThat(computer.ask(READ_A_WORD)).startsWith("11 00");
        assertThat(target.faultStands).isEqualTo(!clears);
        assertThat(computer.ask("F2 45 FF FF 0C 00")).startsWith(next + " 00");
        assertThat(computer.ask("F2 46 FF FF 00 00 1E 00 00 00")).isEqualTo("80 00");
        assertThat(computer.ask("F2 45 FF FF 0C 00")).startsWith("80 00");
    }

    @ParameterizedTest
    @CsvSource({"true, 0E 00", "false, 01 00"})
    void a_busy_disk_has_a_code_of_its_own_or_not(boolean own, String status) {
        FirmwareHabits habits = FirmwareHabits.USUAL.withOwnCodeForBusyDisk(own);
        Computer computer = with(StLinkSettings.of(StLinkModel.V2_1).with(habits).withDisk(StLinkSettings.Disk.BUSY));

        assertThat(computer.ask(ENTER_SWD)).isEqualTo(status);
        assertThat(computer.ask("F5")).as("it has not entered").isEqualTo("01 00");
    }

    /** The first of the two interfaces that the association descriptor, eight bytes with type 0B, joins. */
    @ParameterizedTest
    @CsvSource({"OFF, true, 1", "OFF, false, 2", "ON, true, 2", "ON, false, 2"})
    void the_serial_port_takes_the_place_of_a_missing_disk_or_keeps_its_own(StLinkSettings.Disk disk, boolean movesUp, int first) {
        FirmwareHabits habits = FirmwareHabits.USUAL.withSerialPortMovingUp(movesUp);
        Computer computer = with(StLinkSettings.of(StLinkModel.V2_1).with(habits).withDisk(disk));

        Transfer asked = computer.carry(Transfer.control(new Setup(0x80, 6, 0x0200, 0, 255), Bytes.NONE, ended -> { }));
        Bytes configuration = asked.data();
        int association = 9;
        while (configuration.at(association + 1) != 0x0B) {
            association += configuration.at(association);
        }
        assertThat(configuration.at(association + 2)).isEqualTo(first);
    }
}
