package io.sectorzero.sim.rom;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.link.LineSettings;
import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.board.BoardSettings;
import io.sectorzero.sim.board.OpenQuestions;
import io.sectorzero.sim.fault.Direction;
import io.sectorzero.sim.fault.ExtraByte;
import io.sectorzero.sim.fault.FlippedByte;
import io.sectorzero.sim.fault.OptionCondition;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the transcripts do not say: times, damage on the line, rules of areas. */
class UartBootloaderTest {

    private static final BoardSettings HEALTHY = BoardSettings.healthy();
    private static final long MILLI = 1_000_000;

    private final LoaderLine line = LoaderLine.synchronised(HEALTHY);

    @Test
    void every_code_but_the_eleven_is_refused_after_the_pair() {
        var served = List.of(0x00, 0x01, 0x02, 0x11, 0x21, 0x31, 0x44, 0x63, 0x73, 0x82, 0x92);
        for (int code = 0; code < 256; code++) {
            if (!served.contains(code)) {
                assertThat(line.ask(Bytes.of(code, code ^ 0xFF))).as("code %02X", code).isEqualTo("1F");
            }
        }
        assertThat(line.ask("02 FD")).isEqualTo("79 01 04 41 79");
    }

    @Test
    void every_wrong_complement_is_refused() {
        for (int complement = 0; complement < 256; complement++) {
            String expected = complement == 0xFE ? "79 31 00 00 79" : "1F";
            assertThat(line.ask(Bytes.of(0x01, complement))).as("complement %02X", complement).isEqualTo(expected);
        }
    }

    /** AN3155 Rev 20 [P]: the second 7F is half a command. */
    @Test
    void a_second_7F_waits_for_its_complement() {
        assertThat(line.ask("7F")).isEmpty();
        assertThat(line.ask("7F")).isEqualTo("1F");
        assertThat(line.ask("02 FD")).startsWith("79");
    }

    @Test
    void half_a_command_waits_for_hours() {
        assertThat(line.ask("31")).isEmpty();
        line.board().world().pass(Duration.ofHours(5));

        assertThat(line.ask("CE")).isEqualTo("79");
    }

    @ParameterizedTest
    @ValueSource(ints = {1_200, 9_600, 57_600, 115_200, 230_400})
    void the_loader_takes_the_rate_of_the_first_byte(int baud) {
        var other = new LoaderLine(HEALTHY);
        other.link().configure(LineSettings.even(baud));

        assertThat(other.ask("7F")).isEqualTo("79");
        assertThat(other.ask("02 FD")).isEqualTo("79 01 04 41 79");
    }

    @Test
    void a_damaged_byte_ends_its_command_with_a_nack() {
        var disturbed = LoaderLine.synchronised(HEALTHY.with(new FlippedByte(Direction.TO_BOARD, 3, 0x01)));

        assertThat(disturbed.ask("11 EE")).isEqualTo("79");
        assertThat(disturbed.ask("08")).isEqualTo("1F");
        assertThat(disturbed.ask("02 FD")).isEqualTo("79 01 04 41 79");
    }

    @Test
    void a_flipped_pair_of_bits_in_the_data_is_found_by_the_checksum_and_nothing_is_written() {
        var disturbed = LoaderLine.synchronised(HEALTHY.with(new FlippedByte(Direction.TO_BOARD, 10, 0x03)));

        assertThat(disturbed.write(0x0800_0000L, Bytes.of(0, 1, 2, 3))).isEqualTo("1F");
        assertThat(disturbed.board().flashContent().isAll(0xFF)).isTrue();
    }

    @Test
    void a_stray_byte_shifts_the_commands_until_the_host_resynchronises() {
        var disturbed = LoaderLine.synchronised(HEALTHY.with(new ExtraByte(Direction.TO_BOARD, 1, 0x00)));

        assertThat(disturbed.ask("02 FD")).isEqualTo("1F");
        assertThat(disturbed.ask("00")).isEqualTo("1F");
        assertThat(disturbed.ask("02 FD")).isEqualTo("79 01 04 41 79");
    }

    @Test
    void bytes_sent_while_the_loader_works_overrun_its_receiver() {
        line.ask("44 BB");
        String answers = line.ask("00 00 00 00 00 02 FD 02");

        assertThat(answers).as("the erase, then the overrun").isEqualTo("79 1F");
        assertThat(line.ask("02 FD")).isEqualTo("79 01 04 41 79");
    }

    @Test
    void one_byte_sent_while_the_loader_works_waits_for_it() {
        line.ask("44 BB");
        assertThat(line.ask("00 00 00 00 00 02")).isEqualTo("79");
        assertThat(line.ask("FD")).isEqualTo("79 01 04 41 79");
    }

    @Test
    void erases_and_writes_are_as_slow_as_the_assumed_supply_makes_them() {
        line.write(0x0800_4000L, Bytes.repeat(0, 256));
        assertThat(eraseMillis("00 00 00 05")).isBetween(2000L, 2002L);

        assertThat(line.write(0xFFFF_0000L, Bytes.of(1, 0xFF, 0xFF, 0xFF))).isEqualTo("79");
        assertThat(eraseMillis("00 00 00 05")).isBetween(1300L, 1302L);

        assertThat(line.write(0xFFFF_0000L, Bytes.of(3, 0xFF, 0xFF, 0xFF))).isEqualTo("79");
        assertThat(eraseMillis("00 00 00 05")).isBetween(1000L, 1002L);
        assertThat(eraseMillis("FF FF")).isBetween(8000L, 8002L);
    }

    private long eraseMillis(String list) {
        line.ask("44 BB");
        long before = line.nanos();
        String hex = list + " " + (list.equals("FF FF") ? "00" : "05");
        assertThat(line.ask(hex)).isEqualTo("79");
        return (line.nanos() - before) / MILLI;
    }

    @Test
    void the_supply_byte_reads_back_and_is_lost_with_a_reset() {
        assertThat(line.read(0xFFFF_0000L, 4)).isEqualTo("00 FF FF FF");
        line.write(0xFFFF_0000L, Bytes.of(3, 0xFF, 0xFF, 0xFF));
        assertThat(line.read(0xFFFF_0000L, 4)).isEqualTo("03 FF FF FF");

        line.board().reset(true);
        line.board().world().pass(Duration.ofMillis(1));
        line.board().reset(false);
        line.board().world().pass(Duration.ofMillis(10));

        assertThat(line.ask("7F")).isEqualTo("79");
        assertThat(line.read(0xFFFF_0000L, 4)).isEqualTo("00 FF FF FF");
    }

    @Test
    void only_the_five_supply_values_are_taken_and_the_other_bytes_stay_ones() {
        for (int value = 0; value < 256; value++) {
            assertThat(line.write(0xFFFF_0000L, Bytes.of(value, 0xFF, 0xFF, 0xFF)))
                    .as("value %02X", value).isEqualTo(value <= 4 ? "79" : "1F");
        }
        for (int at = 1; at < 4; at++) {
            byte[] bytes = {3, -1, -1, -1};
            bytes[at] = 0;
            assertThat(line.write(0xFFFF_0000L, Bytes.copyOf(bytes))).as("byte %d", at).isEqualTo("1F");
        }
    }

    /** AN2606 Rev 70, table of areas: one address inside and the two next to each end. */
    @Test
    void each_area_begins_and_ends_where_it_should() {
        assertReads(0x0800_0000L, true);
        assertReads(0x07FF_FFFFL, false);
        assertReads(0x080F_FFFFL, true);
        assertReads(0x0810_0000L, false);
        assertReads(0x2000_3FFFL, false);
        assertReads(0x2000_4000L, true);
        assertReads(0x2003_FFFFL, true);
        assertReads(0x2004_0000L, false);
        assertReads(0x1FFE_FFFFL, false);
        assertReads(0x1FFF_0000L, true);
        assertReads(0x1FFF_77FFL, true);
        assertReads(0x1FFF_7800L, true);
        assertReads(0x1FFF_7A0FL, true);
        assertReads(0x1FFF_7A10L, false);
        assertReads(0x1FFF_7A22L, false);
        assertReads(0x1FFF_BFFFL, false);
        assertReads(0x1FFF_C000L, true);
        assertReads(0x1FFF_C00FL, true);
        assertReads(0x1FFF_C010L, false);
        assertReads(0x4002_3C00L, false);
        assertReads(0xE004_2000L, false);
    }

    private void assertReads(long address, boolean allowed) {
        line.ask("11 EE");
        String answer = line.address(address);
        assertThat(answer).as("address %08X", address).isEqualTo(allowed ? "79" : "1F");
        if (allowed) {
            assertThat(line.ask("00 FF")).as("one byte at %08X", address).hasSize(5);
        }
    }

    /** As reported of the F401 [O: stm32loader]: unique id and size word come with a read that begins in the OTP area. */
    @Test
    void the_size_word_is_read_by_a_block_that_begins_at_the_lock_bytes() {
        String block = line.read(0x1FFF_7A00L, 0x24);

        assertThat(Bytes.parseHex(block).u16(0x22)).isEqualTo(1024);
    }

    @Test
    void a_read_that_runs_out_of_memory_is_refused() {
        line.ask("11 EE");
        assertThat(line.address(0x080F_FFF0L)).isEqualTo("79");
        assertThat(line.ask("FF 00")).isEqualTo("1F");
    }

    @Test
    void a_512_KB_part_ends_where_it_ends() {
        var chip = BoardSettings.healthy().chip();
        var small = LoaderLine.synchronised(HEALTHY.with(new io.sectorzero.sim.fault.ChipCondition(
                512, chip.devId(), chip.revId(), chip.blVersion(), true, false)));

        assertThat(small.write(0x0807_FFFCL, Bytes.of(1, 2, 3, 4))).isEqualTo("79");
        assertThat(small.write(0x0808_0000L, Bytes.of(1, 2, 3, 4))).isEqualTo("1F");
        assertThat(small.erase("00 00 00 07")).isEqualTo("79");
        assertThat(small.erase("00 00 00 08")).isEqualTo("1F");
    }

    @Test
    void otp_is_programmed_and_stays() {
        assertThat(line.write(0x1FFF_7800L, Bytes.of(0xDE, 0xAD, 0xBE, 0xEF))).isEqualTo("79");
        assertThat(line.erase("FF FF")).isEqualTo("79");
        assertThat(line.read(0x1FFF_7800L, 4)).isEqualTo("DE AD BE EF");
    }

    @Test
    void a_mass_erase_that_write_protection_stops_is_refused_and_a_sector_erase_is_not() {
        var guarded = LoaderLine.synchronised(HEALTHY.with(new OptionCondition(0xAA, 0xFFE, false, false, 0, 0)));
        guarded.write(0x0800_4000L, Bytes.of(0, 0, 0, 0));

        assertThat(guarded.erase("FF FF")).isEqualTo("1F");
        assertThat(guarded.erase("00 00 00 00")).isEqualTo("79");
        assertThat(guarded.read(0x0800_4000L, 4)).as("nothing was erased").isEqualTo("00 00 00 00");
    }

    @Test
    void a_list_with_one_sector_too_many_erases_nothing() {
        line.write(0x0800_0000L, Bytes.of(0, 0, 0, 0));

        assertThat(line.erase("00 01 00 00 00 0C")).isEqualTo("1F");
        assertThat(line.read(0x0800_0000L, 4)).isEqualTo("00 00 00 00");
    }

    @Test
    void a_list_of_absurd_length_is_heard_out_and_refused() {
        line.ask("44 BB");
        Bytes list = Bytes.of(0x10, 0x00).then(Bytes.repeat(0, 2 * 0x1001));

        assertThat(line.ask(list.then(0x10))).isEqualTo("1F");
        assertThat(line.ask("02 FD")).isEqualTo("79 01 04 41 79");
    }

    @Test
    void readout_unprotect_clears_flash_and_ram_and_leaves_factory_options() {
        var locked = LoaderLine.synchronised(HEALTHY.with(new OptionCondition(0x55, 0xFF0, false, false, 0, 0)));
        locked.board().load(new io.sectorzero.memory.Address(0x0800_0000), Bytes.repeat(0x12, 64));

        assertThat(locked.ask("92 6D")).isEqualTo("79");
        assertThat(locked.heard()).isEqualTo("79");
        locked.board().world().pass(Duration.ofMillis(10));

        assertThat(locked.ask("7F")).isEqualTo("79");
        assertThat(locked.read(0x0800_0000L, 4)).isEqualTo("FF FF FF FF");
        assertThat(locked.read(0x2000_8000L, 4)).isEqualTo("00 00 00 00");
        assertThat(locked.read(0x1FFF_C008L, 2)).isEqualTo("FF 7F");
    }

    @Test
    void readout_unprotect_of_an_open_part_erases_nothing() {
        line.write(0x0800_0000L, Bytes.of(1, 2, 3, 4));

        assertThat(line.ask("92 6D")).isEqualTo("79");
        assertThat(line.heard()).isEqualTo("79");
        line.board().world().pass(Duration.ofMillis(10));

        assertThat(line.ask("7F")).isEqualTo("79");
        assertThat(line.read(0x0800_0000L, 4)).isEqualTo("01 02 03 04");
    }

    @Test
    void write_protect_takes_any_numbers_and_means_those_that_exist() {
        line.ask("63 9C");
        assertThat(line.ask("02 01 0C C8 C7")).isEqualTo("79");
        line.board().world().pass(Duration.ofMillis(10));

        assertThat(line.board().memory().options().u16(8)).isEqualTo(0x7FFD);
    }

    @Test
    void option_bytes_can_be_written_in_part_and_the_rest_stays() {
        assertThat(line.write(0x1FFF_C000L, Bytes.of(0xCF, 0xAA, 0xFF, 0xFF))).isEqualTo("79");
        line.board().world().pass(Duration.ofMillis(10));

        assertThat(line.board().memory().options().u16(0)).isEqualTo(0xAADF);
        assertThat(line.board().memory().options().u16(8)).isEqualTo(0x7FFF);
    }

    @Test
    void nothing_unmodelled_was_touched_by_a_whole_session() {
        line.write(0x0800_0000L, Bytes.repeat(0x5A, 256));
        line.read(0x1FFF_7A00L, 0x24);
        line.erase("FF FF");

        assertThat(line.board().unmodelled()).isEmpty();
    }

    private static LoaderLine turned(RomSwitch which, OptionCondition option) {
        return LoaderLine.synchronised(HEALTHY.with(option).with(new OpenQuestions(Set.of(), Set.of(which))));
    }

    @Test
    void what_the_documents_leave_open_can_be_answered_the_other_way() {
        var guarded = new OptionCondition(0xAA, 0xFFE, false, false, 0, 0);
        assertThat(turned(RomSwitch.REFUSED_MASS_ERASE_NACKS, guarded).erase("FF FF")).isEqualTo("79");
        assertThat(turned(RomSwitch.BANK_ERASE_NACKS, OptionCondition.FACTORY).erase("FF FE")).isEqualTo("79");
        assertThat(turned(RomSwitch.ABSENT_SECTOR_NACKS, OptionCondition.FACTORY).erase("00 00 00 0C")).isEqualTo("79");

        var strict = turned(RomSwitch.READ_CHECKS_ONLY_ITS_START, OptionCondition.FACTORY);
        assertThat(strict.read(0x1FFF_7A00L, 0x24)).isEqualTo("1F");

        var locked = new OptionCondition(0x55, 0xFF0, false, false, 0, 0);
        var early = turned(RomSwitch.UNPROTECT_ACKS_WHEN_DONE, locked);
        assertThat(early.ask("92 6D")).isEqualTo("79 79");

        var keeping = turned(RomSwitch.UNPROTECT_RESTORES_DEFAULTS, locked);
        keeping.ask("92 6D");
        keeping.heard();
        assertThat(keeping.board().memory().options().u16(8)).isEqualTo(0x7FF0);
    }

    @Test
    void a_damaged_byte_can_be_answered_when_its_frame_has_come() {
        var patient = LoaderLine.synchronised(HEALTHY.with(new FlippedByte(Direction.TO_BOARD, 3, 0x01))
                .with(new OpenQuestions(Set.of(), Set.of(RomSwitch.DAMAGE_IS_ANSWERED_AT_ONCE))));
        patient.ask("11 EE");

        assertThat(patient.ask("08")).isEmpty();
        assertThat(patient.ask("00 00 00 08")).isEqualTo("1F");
        assertThat(patient.ask("02 FD")).isEqualTo("79 01 04 41 79");
    }

    @Test
    void a_loader_that_gives_up_on_half_a_command_resets_and_takes_a_new_rate() {
        var impatient = turned(RomSwitch.HALF_A_COMMAND_TIMES_OUT, OptionCondition.FACTORY);
        assertThat(impatient.ask("02 FD")).isEqualTo("79 01 04 41 79");
        assertThat(impatient.ask("31")).isEmpty();
        impatient.link().configure(LineSettings.even(9_600));

        assertThat(impatient.ask("7F")).isEqualTo("79");
    }
}
