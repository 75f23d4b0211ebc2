package io.sectorzero.sim.rom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.failure.LinkLost;
import io.sectorzero.link.SetupPacket;
import io.sectorzero.link.UsbTransfer;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.board.BoardSettings;
import io.sectorzero.sim.fault.DfuCondition.Begins;
import io.sectorzero.sim.fault.DfuCondition;
import io.sectorzero.sim.fault.OptionCondition;
import io.sectorzero.trace.TraceEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The loader over USB by its document alone, AN3156 Rev 18 [P]: descriptors, memories, erasing, writing, protection, option bytes
 * and leaving. What it did is looked up in the flash of the board behind it.
 */
class DfuBootloaderTest {

    private static final BoardSettings HEALTHY = BoardSettings.healthy();
    private static final BoardSettings PROTECTED = HEALTHY.with(rdp(0x55));

    @Test
    void it_presents_itself_as_the_documents_describe_it() {
        DfuHost host = DfuHost.with(HEALTHY);

        assertThat(host.link().identity().toString()).startsWith("0483:DF11 serial ");
        assertThat(host.link().identity().release()).isEqualTo(0x2200);
        assertThat(host.link().identity().serial()).matches("[0-9A-F]{12}");
        assertThat(string(host, 1)).isEqualTo("STMicroelectronics");
        assertThat(string(host, 2)).isEqualTo("STM32  BOOTLOADER");
        Bytes configuration = descriptor(host, 0x0200, 255);
        assertThat(configuration.u16(2)).isEqualTo(configuration.length()).isEqualTo(9 + 4 * 9 + 9);
        assertThat(configuration.at(4)).as("interfaces").isEqualTo(1);
        assertThat(configuration.slice(configuration.length() - 9, configuration.length()).hex())
                .isEqualTo("09 21 0B FF 00 00 08 1A 01");
        for (int alternate = 0; alternate < 4; alternate++) {
            Bytes setting = configuration.slice(9 + 9 * alternate, 18 + 9 * alternate);
            assertThat(setting.slice(0, 8).hex()).isEqualTo("09 04 00 0%d 00 FE 01 02".formatted(alternate));
        }
    }

    @Test
    void each_memory_has_its_string_and_the_part_its_size() {
        assertThat(names(HEALTHY)).containsExactly(
                "@Internal Flash  /0x08000000/04*016Kg,01*064Kg,07*128Kg",
                "@Option Bytes  /0x1FFFC000/01*016 e",
                "@OTP Memory /0x1FFF7800/01*512 e,01*016 e",
                "@Device Feature/0xFFFF0000/01*004 e");
    }

    @Test
    void the_serial_is_made_of_the_unique_id() {
        // b0 to b11 of a part whose serial, as its ROM gives it, shows the ASCII digits of the lot in bytes 1, 3, 5 and 6.
        Bytes id = Bytes.of(0x10, 0x00, 0x20, 0x00, 0x00, 0x0A, 0x39, 0x35, 0x2E, 0x33, 0x53, 0x33);
        assertThat(DfuDescription.serial(id)).isEqualTo("3373333E3539");
    }

    @Test
    void what_is_written_reads_back_byte_for_byte_across_blocks() {
        DfuHost host = DfuHost.with(HEALTHY);
        Bytes image = counting(5000);
        assertThat(host.erase(0x0800_0000)).isEqualTo("00 05");
        assertThat(host.setAddress(0x0800_0000)).isEqualTo("00 05");
        for (int at = 0, block = 2; at < image.length(); at += 2048, block++) {
            Bytes piece = image.slice(at, Math.min(image.length(), at + 2048));
            // The address of a block follows from the size of that block, so the short last one is placed by its own pointer.
            if (piece.length() < 2048) {
                host.setAddress(0x0800_0000 + at);
                block = 2;
            }
            assertThat(host.perform(block, piece)).isEqualTo("00 05");
        }
        assertThat(host.board().flashContent().slice(0, 5000)).isEqualTo(image);

        host.setAddress(0x0800_0000);
        host.out(6);
        Bytes read = host.upload(2, 2048).data().then(host.upload(3, 2048).data());
        assertThat(read).isEqualTo(image.slice(0, 4096));
        assertThat(host.upload(2, 100).data().length()).isEqualTo(100);
    }

    @Test
    void bytes_beyond_the_last_whole_word_are_written_and_nothing_behind_them() {
        DfuHost host = DfuHost.with(HEALTHY);
        assertThat(host.perform(2, Bytes.of(1, 2, 3, 4, 5))).isEqualTo("00 05");
        assertThat(host.board().flashContent().slice(0, 8)).isEqualTo(Bytes.of(1, 2, 3, 4, 5, 0xFF, 0xFF, 0xFF));
    }

    @Test
    void an_erase_takes_the_sector_the_address_lies_in_and_no_other() {
        DfuHost host = DfuHost.with(HEALTHY);
        host.board().load(new Address(0x0800_0000), Bytes.repeat(0, 0x10_0000));
        assertThat(host.erase(0x0801_1234)).isEqualTo("00 05");

        Bytes flash = host.board().flashContent();
        assertThat(flash.slice(0x1_0000, 0x2_0000).isAll(0xFF)).isTrue();
        assertThat(flash.slice(0, 0x1_0000).isAll(0)).isTrue();
        assertThat(flash.slice(0x2_0000, 0x10_0000).isAll(0)).isTrue();
    }

    @Test
    void a_mass_erase_announces_100_ms_and_keeps_the_host_waiting_for_seconds() {
        DfuHost host = DfuHost.with(HEALTHY);
        host.board().load(new Address(0x0800_0000), Bytes.repeat(0, 0x10_0000));
        host.download(0, Bytes.of(0x41));
        assertThat(host.announced()).isEqualTo(100);
        long before = host.bench().time().nanos();
        assertThat(host.status()).isEqualTo("00 05");

        assertThat(Duration.ofNanos(host.bench().time().nanos() - before)).isGreaterThan(Duration.ofSeconds(5));
        assertThat(host.board().flashContent().isAll(0xFF)).isTrue();
    }

    @Test
    void the_supply_byte_of_the_fourth_setting_makes_programming_faster() {
        assertThat(programmingNanos(0x00)).isGreaterThan(3 * programmingNanos(0x03));
    }

    @Test
    void a_supply_byte_that_means_nothing_is_an_error_of_the_target() {
        DfuHost host = DfuHost.with(HEALTHY);
        host.link().selectAlternate(0, 3);
        assertThat(host.setAddress(0xFFFF_0000L)).isEqualTo("00 05");
        assertThat(host.perform(2, Bytes.of(5, 0xFF, 0xFF, 0xFF))).isEqualTo("01 0A");
        host.out(4);
        assertThat(host.perform(2, Bytes.of(3, 0, 0xFF, 0xFF))).isEqualTo("01 0A");
    }

    @ParameterizedTest(name = "alternate {0}, {1}: {2}")
    @CsvSource({
            "0, 0x08000000, 00 05", "0, 0x080FFFFF, 00 05", "0, 0x08100000, 01 0A", "0, 0x20004000, 00 05", "0, 0x20003FFF, 01 0A",
            "0, 0x1FFF0000, 00 05", "0, 0x1FFFC000, 01 0A", "0, 0xFFFF0000, 01 0A", "0, 0x00000000, 01 0A", "0, 0x40023C00, 01 0A",
            "1, 0x1FFFC000, 00 05", "1, 0x08000000, 01 0A", "2, 0x1FFF7800, 00 05", "2, 0x1FFF7A0F, 00 05", "2, 0x1FFF7A10, 01 0A",
            "3, 0xFFFF0000, 00 05", "3, 0xFFFF0004, 01 0A"})
    void an_address_must_lie_in_the_memory_of_the_setting(int alternate, String address, String status) {
        DfuHost host = DfuHost.with(HEALTHY);
        assertThat(host.link().selectAlternate(0, alternate)).isTrue();
        assertThat(host.setAddress(Long.decode(address))).isEqualTo(status);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"41 00 00 00 20", "41 00 00 10 08", "41 00", "21", "21 00 00 00", "92 00", "11", "00 00 00 00 00"})
    void a_command_that_cannot_be_carried_out_is_an_error_of_the_target(String command) {
        DfuHost host = DfuHost.with(HEALTHY);
        assertThat(host.perform(0, Bytes.parseHex(command))).isEqualTo("01 0A");
        assertThat(host.out(4).isDone()).isTrue();
        assertThat(host.status()).isEqualTo("00 02");
    }

    /** AN3156 Rev 18 [P]: at level 1 Get, Set Address, Read Unprotect and Leave; the rest is errVENDOR. */
    @Test
    void under_read_protection_only_four_things_are_served() {
        DfuHost host = DfuHost.with(PROTECTED);
        assertThat(host.upload(0, 4).data().hex()).isEqualTo("00 21 41 92");
        host.out(6);
        assertThat(host.setAddress(0x0800_0000)).isEqualTo("00 05");
        assertThat(host.perform(2, Bytes.repeat(0, 4))).isEqualTo("0B 0A");
        host.out(4);
        assertThat(host.erase(0x0800_0000)).isEqualTo("0B 0A");
        host.out(4);
        assertThat(host.massErase()).isEqualTo("0B 0A");
        host.out(4);
        assertThat(host.upload(2, 64).ending()).isEqualTo(UsbTransfer.Ending.STALLED);
        assertThat(host.status()).isEqualTo("0B 0A");
        host.out(4);
        host.link().selectAlternate(0, 1);
        host.setAddress(0x1FFF_C000);
        host.out(6);
        assertThat(host.upload(2, 16).ending()).isEqualTo(UsbTransfer.Ending.STALLED);
    }

    @Test
    void read_unprotect_erases_everything_opens_the_chip_and_comes_back_as_a_new_device() {
        DfuHost host = DfuHost.with(PROTECTED);
        host.board().load(new Address(0x0800_0000), Bytes.repeat(0, 0x10_0000));
        host.download(0, Bytes.of(0x92));
        assertThat(host.status()).isEqualTo("00 04");
        assertThatThrownBy(host::status).isInstanceOf(LinkLost.class);

        host.open();
        assertThat(host.status()).isEqualTo("00 02");
        assertThat(host.board().flashContent().isAll(0xFF)).isTrue();
        assertThat(host.perform(2, Bytes.repeat(0, 4))).isEqualTo("00 05");
    }

    @Test
    void option_bytes_are_written_as_a_block_and_the_chip_resets_without_another_word() {
        DfuHost host = DfuHost.with(HEALTHY);
        host.link().selectAlternate(0, 1);
        host.setAddress(0x1FFF_C000);
        host.out(6);
        Bytes block = host.upload(2, 16).data();
        assertThat(block.at(1)).isEqualTo(0xAA);
        host.out(6);
        // Sector 0 becomes protected: nWRP bit 0 of the half-word at offset 8.
        Bytes changed = block.slice(0, 8).then(Bytes.of(block.at(8) & 0xFE)).then(block.slice(9, 16));
        assertThat(host.download(2, changed).isDone()).isTrue();
        assertThat(host.status()).isEqualTo("00 04");
        assertThatThrownBy(host::status).isInstanceOf(LinkLost.class);

        host.open();
        host.link().selectAlternate(0, 1);
        host.setAddress(0x1FFF_C000);
        host.out(6);
        assertThat(host.upload(2, 16).data().at(8)).isEqualTo(changed.at(8));
    }

    @Test
    void half_a_block_of_option_bytes_is_refused() {
        DfuHost host = DfuHost.with(HEALTHY);
        host.link().selectAlternate(0, 1);
        host.setAddress(0x1FFF_C000);
        assertThat(host.perform(2, Bytes.repeat(0xFF, 8))).isEqualTo("01 0A");
    }

    @Test
    void a_write_protected_sector_is_erased_and_written_without_error_and_without_effect() {
        OptionCondition factory = OptionCondition.FACTORY;
        DfuHost host = DfuHost.with(HEALTHY.with(new OptionCondition(factory.rdp(), 0xFFE, factory.sprmod(),
                factory.hardwareWatchdog(), factory.borLevel(), factory.stuckMask())));
        host.board().load(new Address(0x0800_0000), Bytes.repeat(0x5A, 0x4000));
        assertThat(host.erase(0x0800_0000)).isEqualTo("00 05");
        assertThat(host.perform(2, Bytes.repeat(0, 16))).isEqualTo("00 05");
        assertThat(host.board().flashContent().slice(0, 0x4000).isAll(0x5A)).isTrue();
    }

    @Test
    void leaving_answers_then_vanishes_and_starts_the_program_at_the_pointer() {
        DfuHost host = DfuHost.with(HEALTHY);
        host.board().load(new Address(0x0800_8000), Bytes.parseHex("00 00 04 20 01 81 00 08"));
        host.setAddress(0x0800_8000);
        host.download(0, Bytes.NONE);
        assertThat(host.status()).isEqualTo("00 07");
        host.pass(Duration.ofMillis(50));

        assertThat(host.seesLoader()).isFalse();
        assertThat(host.board().trace().events()).extracting(TraceEvent::remark).contains("program at 0x08008100");
        assertThatThrownBy(host::status).isInstanceOf(LinkLost.class);
    }

    @Test
    void a_loader_that_drops_on_leave_does_it_without_an_answer() {
        DfuHost host = DfuHost.with(HEALTHY.with(new DfuCondition(Begins.IDLE, 1, 2048, true)));
        host.setAddress(0x0800_0000);
        host.download(0, Bytes.NONE);
        assertThatThrownBy(host::status).isInstanceOf(LinkLost.class);
    }

    @Test
    void announced_poll_times_follow_their_scale() {
        DfuHost host = DfuHost.with(HEALTHY.with(new DfuCondition(Begins.IDLE, 0.01, 2048, false)));
        host.download(0, DfuHost.command(0x41, 0x0800_0000));
        assertThat(host.announced()).isEqualTo(1);
    }

    @Test
    void a_smaller_transfer_size_is_told_and_enforced() {
        DfuHost host = DfuHost.with(HEALTHY.with(new DfuCondition(Begins.IDLE, 1, 1024, false)));
        Bytes configuration = descriptor(host, 0x0200, 255);
        assertThat(configuration.u16(configuration.length() - 4)).isEqualTo(1024);
        assertThat(host.download(2, Bytes.repeat(0, 1028)).ending()).isEqualTo(UsbTransfer.Ending.STALLED);
        host.out(4);
        assertThat(host.perform(2, Bytes.repeat(0, 1024))).isEqualTo("00 05");
    }

    private static long programmingNanos(int supply) {
        DfuHost host = DfuHost.with(HEALTHY);
        host.link().selectAlternate(0, 3);
        host.setAddress(0xFFFF_0000L);
        assertThat(host.perform(2, Bytes.of(supply, 0xFF, 0xFF, 0xFF))).isEqualTo("00 05");
        host.link().selectAlternate(0, 0);
        host.setAddress(0x0800_0000);
        host.download(2, Bytes.repeat(0, 2048));
        host.status();
        long before = host.bench().time().nanos();
        assertThat(host.status()).isEqualTo("00 05");
        return host.bench().time().nanos() - before;
    }

    private static OptionCondition rdp(int rdp) {
        OptionCondition factory = OptionCondition.FACTORY;
        return new OptionCondition(rdp, factory.nwrp(), factory.sprmod(), factory.hardwareWatchdog(), factory.borLevel(),
                factory.stuckMask());
    }

    private static List<String> names(BoardSettings settings) {
        DfuHost host = DfuHost.with(settings);
        Bytes configuration = descriptor(host, 0x0200, 255);
        return List.of(0, 1, 2, 3).stream().map(alternate -> string(host, configuration.at(17 + 9 * alternate))).toList();
    }

    private static String string(DfuHost host, int index) {
        Bytes bytes = descriptor(host, 0x0300 + index, 255);
        return new String(bytes.slice(2, bytes.length()).toArray(), StandardCharsets.UTF_16LE);
    }

    private static Bytes descriptor(DfuHost host, int value, int length) {
        return host.link().control(new SetupPacket(0x80, 6, value, 0, length), Bytes.NONE, host.patience()).data();
    }

    private static Bytes counting(int length) {
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[i] = (byte) (i * 7 + (i >> 8));
        }
        return Bytes.copyOf(content);
    }
}
