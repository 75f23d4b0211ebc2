package io.sectorzero.sim.stlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.board.BoardSettings;
import io.sectorzero.sim.fault.ProbeCondition;
import io.sectorzero.sim.fault.ProbeCondition.Model;
import io.sectorzero.sim.usb.Setup;
import io.sectorzero.sim.usb.Transfer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The probe as the bus sees it: its descriptors, its serial port, its disk. */
class StLinkOnUsbTest {

    private static final int SERIAL_OUT = 0x05;
    private static final int SERIAL_IN = 0x85;
    private static final int DISK_OUT = 0x03;
    private static final int DISK_IN = 0x83;

    /** A V2's 39 bytes are 9 + 9 + 3 x 7; a V3's 128 are counted in the listing they come from. */
    @ParameterizedTest
    @CsvSource({"V2, 39, 1, 64, 02", "V2_1, 128, 4, 64, 01", "V3E, 128, 4, 512, 01", "V3SET, 128, 4, 512, 01"})
    void its_configuration_is_as_long_and_as_wide_as_the_true_one(Model model, int length, int interfaces, int packet, int commands) {
        Host host = Host.with(model);
        Bytes configuration = get(host, new Setup(0x80, 6, 0x0200, 0, 255));

        assertThat(configuration.length()).isEqualTo(length);
        assertThat(configuration.u16(2)).isEqualTo(length);
        assertThat(configuration.at(4)).isEqualTo(interfaces);
        assertThat(configuration.slice(9, 18).slice(4, 8)).isEqualTo(Bytes.parseHex("03 FF FF FF"));
        assertThat(configuration.at(20)).isEqualTo(commands);
        assertThat(configuration.u16(22)).isEqualTo(packet);
    }

    /** st-flash 1.7 reads 48 bytes of a descriptor that says 50, and passes over a probe whose serial has another length. */
    @Test
    void its_serial_number_has_twenty_four_digits() {
        Host host = Host.with(Model.V2);

        assertThat(get(host, new Setup(0x80, 6, 0x0303, 0x0409, 255)).length()).isEqualTo(50);
        assertThat(get(host, new Setup(0x80, 6, 0x0303, 0x0409, 48)).length()).isEqualTo(48);
        assertThat(get(host, new Setup(0x80, 6, 0x0303, 0x0409, 48)).at(0)).isEqualTo(50);
    }

    @ParameterizedTest
    @CsvSource({"V2_1, 3752", "V3E, 3754"})
    void a_disk_that_is_switched_off_makes_another_product_of_it(Model model, String product) {
        Host host = Host.with(BoardSettings.healthy().with(withDisk(ProbeCondition.HEALTHY.with(model), ProbeCondition.Disk.OFF)));

        assertThat("%04X".formatted(host.probe.description().product())).isEqualTo(product);
        assertThat(host.probe.description().interfaceCount()).isEqualTo(3);
        assertThat(host.ask("F1")).endsWith(product.substring(2) + " " + product.substring(0, 2));
    }

    /** The bootloader's own handshake through the probe's port: 7F out, 79 back, with even parity as it wants it. */
    @ParameterizedTest
    @CsvSource({"V2_1", "V3E"})
    void its_serial_port_carries_the_boards_line_both_ways(Model model) {
        Host host = Host.with(model);
        Bytes coding = Bytes.parseHex("00 C2 01 00 00 02 08");
        assertThat(ending(host, Transfer.control(new Setup(0x21, 0x20, 0, 2, 7), coding, ended -> { }))).isEqualTo(Transfer.Ending.DONE);
        assertThat(get(host, new Setup(0xA1, 0x21, 0, 2, 7))).isEqualTo(coding);
        assertThat(ending(host, Transfer.control(new Setup(0x21, 0x22, 3, 2, 0), Bytes.NONE, ended -> { }))).isEqualTo(Transfer.Ending.DONE);

        host.carry(Transfer.out(SERIAL_OUT, Bytes.of(0x7F), ended -> { }));
        assertThat(host.carry(Transfer.in(SERIAL_IN, 512, ended -> { })).data()).isEqualTo(Bytes.of(0x79));
        host.carry(Transfer.out(SERIAL_OUT, Bytes.of(0x02, 0xFD), ended -> { }));
        assertThat(host.carry(Transfer.in(SERIAL_IN, 512, ended -> { })).data()).isEqualTo(Bytes.parseHex("79 01 04 41 79"));
    }

    @Test
    void a_driver_that_only_looks_at_the_port_changes_nothing_for_others_on_the_line() {
        Host host = Host.with(Model.V2_1);
        host.board.uart().configure(115_200, 'E');
        host.carry(Transfer.control(new Setup(0x21, 0x20, 0, 2, 7), Bytes.parseHex("80 25 00 00 00 00 08"), ended -> { }));
        var heard = new StringBuilder();
        host.board.uart().onByte((value, damaged) -> heard.append("%02X".formatted(value)));

        host.board.uart().send(Bytes.of(0x7F));
        host.board.world().pass(Duration.ofMillis(5));

        assertThat(heard).hasToString("79");
        assertThat(host.carry(Transfer.in(SERIAL_IN, 64, ended -> { })).data()).as("a port that nobody has open keeps nothing").isEqualTo(Bytes.NONE);
    }

    @Test
    void a_host_that_sends_without_end_waits_and_one_that_never_reads_costs_no_more_than_a_few_kilobytes() {
        Host host = Host.with(Model.V2_1);
        host.carry(Transfer.control(new Setup(0x21, 0x22, 3, 2, 0), Bytes.NONE, ended -> { }));
        Transfer lots = Transfer.out(SERIAL_OUT, Bytes.repeat(0x55, 64 * 1024), ended -> { });

        host.probe.submit(lots);
        host.board.world().pass(Duration.ofSeconds(1));

        assertThat(lots.ending()).isEmpty();
        assertThat(host.board.uart().pendingToBoard()).isLessThan(1024);
        host.probe.cancel(lots);
    }

    @Test
    void its_disk_says_what_it_is_and_that_nothing_is_in_it() {
        Host host = Host.with(Model.V2_1);
        assertThat(get(host, new Setup(0xA1, 0xFE, 0, 1, 1))).isEqualTo(Bytes.of(0));

        scsi(host, 36, "12 00 00 00 24 00");
        Bytes inquiry = host.carry(Transfer.in(DISK_IN, 36, ended -> { })).data();
        assertThat(new String(inquiry.slice(8, 32).toArray(), java.nio.charset.StandardCharsets.US_ASCII)).isEqualTo("MBED    microcontroller ");
        assertThat(status(host)).isEqualTo(0);

        scsi(host, 0, "00 00 00 00 00 00");
        assertThat(status(host)).as("TEST UNIT READY").isEqualTo(1);
        scsi(host, 18, "03 00 00 00 12 00");
        assertThat(host.carry(Transfer.in(DISK_IN, 18, ended -> { })).data().at(12)).as("medium not present").isEqualTo(0x3A);
        assertThat(status(host)).isEqualTo(0);
        scsi(host, 8, "25 00 00 00 00 00");
        assertThat(host.carry(Transfer.in(DISK_IN, 8, ended -> { })).data()).isEqualTo(Bytes.NONE);
        assertThat(status(host)).as("READ CAPACITY").isEqualTo(1);
    }

    private static ProbeCondition withDisk(ProbeCondition probe, ProbeCondition.Disk disk) {
        return new ProbeCondition(probe.firmware(), probe.vtref(), probe.vtrefWired(), probe.cloned(), disk, probe.claimedBy(),
                probe.wedgeAfter(), probe.dropAfter(), probe.answers(), probe.answersAfter(), probe.waitRetries(), probe.serial(),
                probe.twin(), probe.model());
    }

    private static void scsi(Host host, int length, String command) {
        Bytes block = Bytes.parseHex(command);
        host.carry(Transfer.out(DISK_OUT, Bytes.parseHex("55 53 42 43 01 02 03 04").then(Bytes.of(length, 0, 0, 0, 0x80, 0, block.length()))
                .then(block).then(Bytes.repeat(0, 16 - block.length())), ended -> { }));
    }

    private static int status(Host host) {
        Bytes wrapper = host.carry(Transfer.in(DISK_IN, 13, ended -> { })).data();
        assertThat(wrapper.slice(0, 8)).isEqualTo(Bytes.parseHex("55 53 42 53 01 02 03 04"));
        return wrapper.at(12);
    }

    private static Bytes get(Host host, Setup setup) {
        return host.carry(Transfer.control(setup, Bytes.NONE, ended -> { })).data();
    }

    private static Transfer.Ending ending(Host host, Transfer transfer) {
        return host.carry(transfer).ending().orElseThrow();
    }
}
