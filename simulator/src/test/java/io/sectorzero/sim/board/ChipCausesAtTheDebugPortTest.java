package io.sectorzero.sim.board;

import static io.sectorzero.sim.board.Attached.OTP;
import static io.sectorzero.sim.board.Attached.SIZE_WORD;
import static io.sectorzero.sim.manual.FlashInterface.BSY;
import static io.sectorzero.sim.manual.FlashInterface.CR;
import static io.sectorzero.sim.manual.FlashInterface.FLASH;
import static io.sectorzero.sim.manual.FlashInterface.LOCK;
import static io.sectorzero.sim.manual.FlashInterface.MER;
import static io.sectorzero.sim.manual.FlashInterface.OPTCR;
import static io.sectorzero.sim.manual.FlashInterface.PG;
import static io.sectorzero.sim.manual.FlashInterface.RDERR;
import static io.sectorzero.sim.manual.FlashInterface.SER;
import static io.sectorzero.sim.manual.FlashInterface.SR;
import static io.sectorzero.sim.manual.FlashInterface.STRT;
import static io.sectorzero.sim.manual.FlashInterface.WRPERR;
import static io.sectorzero.sim.manual.FlashInterface.X32;
import static io.sectorzero.sim.manual.FlashInterface.X8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.sim.debugport.Acknowledge;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the boards of the fixtures whose chip is in some state show to whoever attaches. */
class ChipCausesAtTheDebugPortTest {

    private static final int IDCODE = 0xE004_2000;
    private static final int MILLIS_16_KB_AT_X32 = 250;
    private static final int COUNTING = 0x0302_0100;

    private static Attached to(String file) {
        return Attached.to(Attached.file(file));
    }

    private static void assertFlashIsClosed(Attached tool) {
        assertThatThrownBy(() -> tool.read(FLASH)).isInstanceOfSatisfying(Attached.Refused.class,
                refused -> assertThat(refused.said()).isEqualTo(Acknowledge.FAULT));
    }

    private static int erase(Attached tool, int sector) {
        tool.unlock();
        tool.startErase(sector, X32);
        assertThat(tool.endsWithin(20_000)).isTrue();
        return tool.read(SR);
    }

    /** How many milliseconds an erase keeps BSY up. */
    private static long eraseMillis(Attached tool, int sector) {
        if ((tool.read(CR) & LOCK) != 0) {
            tool.unlock();
        }
        tool.startErase(sector, X32);
        long before = tool.board.world().nanos();
        assertThat(tool.endsWithin(20_000)).isTrue();
        return (tool.board.world().nanos() - before) / 1_000_000;
    }

    @Test
    void at_level_1_the_flash_faults_the_option_register_reads_and_an_erase_is_refused() {
        var tool = to("c01-rdp-level-1.toml");

        assertFlashIsClosed(tool);
        assertThat(tool.read(OPTCR) >>> 8 & 0xFF).isEqualTo(0x55);
        assertThat(erase(tool, 0)).isEqualTo(WRPERR);
    }

    @Test
    void at_level_2_nobody_answers() {
        assertThat(Attached.near(Attached.file("c02-rdp-level-2.toml")).identity()).isEmpty();
    }

    @Test
    void a_protected_sector_refuses_and_the_next_one_does_not() {
        var tool = to("c03-sector-0-write-protected.toml");

        assertThat(tool.read(OPTCR) >>> 16 & 0xFFF).isEqualTo(0xFFE);
        assertThat(erase(tool, 0)).isEqualTo(WRPERR);
        assertThat(tool.read(FLASH)).isEqualTo(COUNTING);
        tool.startErase(1, X32);
        assertThat(tool.endsWithin(1000)).isTrue();
        assertThat(tool.read(SR)).isZero();
        assertThat(tool.read(FLASH + 0x4000)).isEqualTo(-1);
    }

    @Test
    void code_under_proprietary_protection_neither_reads_nor_erases() {
        var tool = to("c04-proprietary-code-protection.toml");

        assertThat(tool.read(OPTCR) >>> 31).isEqualTo(1);
        tool.read(FLASH);
        assertThat(tool.read(SR)).isEqualTo(RDERR);
        assertThat(erase(tool, 0)).isEqualTo(WRPERR);
        assertThat(tool.read(FLASH + 0x8000)).as("sector 2 is open").isNotZero();
    }

    @Test
    void an_interrupted_option_write_shows_as_erased_option_bytes() {
        var tool = to("c05-interrupted-option-write.toml");

        assertThat(tool.read(OPTCR)).isEqualTo(0x8FFF_FFED);
        assertFlashIsClosed(tool);
    }

    @Test
    void stuck_option_bytes_are_written_without_a_flag_and_stay_even_after_power() {
        var tool = to("c06-option-bytes-stuck.toml");
        tool.unlockOptions();
        tool.write(OPTCR, 0x0FFF_AAEC);
        tool.write(OPTCR, 0x0FFF_AAEE);
        assertThat(tool.endsWithin(40_000)).isTrue();
        assertThat(tool.read(SR)).isZero();

        tool.powerCycle();
        assertThat(tool.read(OPTCR) >>> 8 & 0xFF).isEqualTo(0xFF);
    }

    @Test
    void new_option_bytes_show_after_a_reset_and_act_after_power() {
        var tool = to("c08-options-wait-for-power-on.toml");
        tool.unlockOptions();
        tool.write(OPTCR, 0x0FFF_AAEC);
        tool.write(OPTCR, 0x0FFF_AAEE);
        assertThat(tool.endsWithin(40_000)).isTrue();
        tool.board.probeReset(true);
        tool.pass(1);
        tool.board.probeReset(false);
        tool.pass(5);

        assertThat(tool.read(OPTCR) >>> 8 & 0xFF).isEqualTo(0xAA);
        assertFlashIsClosed(tool);
    }

    @Test
    void a_shut_control_register_opens_after_a_reset_only() {
        var tool = to("c09-control-register-shut.toml");
        tool.unlock();
        assertThat(tool.read(CR) & LOCK).isEqualTo(LOCK);

        tool.board.boot0(true);
        tool.board.chip().boot0(true);
        tool.board.probeReset(true);
        tool.pass(1);
        tool.board.probeReset(false);
        tool.pass(5);
        tool.unlock();
        assertThat(tool.read(CR) & LOCK).as("reset into the loader, where the earlier code did not run").isZero();
    }

    @Test
    void a_stale_flag_is_there_before_anything_was_asked_for_and_the_erase_works() {
        var tool = to("c10-stale-write-protection-flag.toml");
        assertThat(tool.read(SR)).isEqualTo(WRPERR);

        tool.unlock();
        tool.write(CR, SER | X32 | STRT);
        assertThat(tool.endsWithin(1000)).isTrue();
        assertThat(tool.read(FLASH)).isEqualTo(-1);
        assertThat(tool.read(SR)).as("still there, and still about something else").isEqualTo(WRPERR);
    }

    @Test
    void a_stray_store_leaves_two_flags() {
        var tool = to("c10-stale-flags.toml");
        tool.halt();

        assertThat(tool.read(SR)).isEqualTo(0xC0);
    }

    @Test
    void a_slow_erase_ends_as_late_as_the_data_sheet_allows() {
        assertThat(eraseMillis(to("c11-slow-but-legal-erase.toml"), 0)).isBetween(2L * MILLIS_16_KB_AT_X32 - 2, 2L * MILLIS_16_KB_AT_X32 + 2);
    }

    @Test
    void a_phantom_erase_never_raises_busy_nor_a_flag_and_erases_nothing() {
        var tool = to("c12-phantom-erase.toml");
        tool.unlock();
        tool.startErase(0, X32);

        assertThat(tool.read(SR)).isZero();
        assertThat(tool.read(CR) & LOCK).isZero();
        assertThat(tool.read(FLASH)).isEqualTo(COUNTING);
    }

    @Test
    void a_small_part_says_so_and_refuses_what_it_has_not() {
        var tool = to("c13-512k-part.toml");

        assertThat(tool.readHalf(SIZE_WORD)).isEqualTo(512);
        assertThat(erase(tool, 8)).isEqualTo(WRPERR);
        assertThatThrownBy(() -> tool.read(FLASH + 0x8_0000)).isInstanceOf(Attached.Refused.class);
    }

    @Test
    void a_worn_sector_takes_more_than_twice_the_longest_time_and_is_not_blank_then() {
        var tool = to("c14-worn-sector.toml");

        assertThat(eraseMillis(tool, 0)).isGreaterThan(4L * MILLIS_16_KB_AT_X32);
        assertThat(LongStream.range(0, 0x1000).map(i -> tool.read(FLASH + (int) i * 4))).anyMatch(word -> word != -1);
        assertThat(eraseMillis(tool, 1)).as("its neighbour").isBetween((long) MILLIS_16_KB_AT_X32 - 2, (long) MILLIS_16_KB_AT_X32 + 2);
    }

    @Test
    void a_stuck_bit_is_there_after_the_erase() {
        var tool = to("c14-stuck-bit.toml");

        assertThat(erase(tool, 0)).isZero();
        assertThat(tool.read(FLASH + 4)).isEqualTo(0xFFFF_F7FF);
    }

    @Test
    void weak_cells_read_differently_from_read_to_read() {
        var tool = to("c15-weak-cells.toml");

        assertThat(LongStream.range(0, 256).map(i -> LongStream.range(0, 32).map(word -> tool.read(FLASH + (int) word * 4)).sum()).distinct().count())
                .isGreaterThan(1);
    }

    @Test
    void a_locked_block_refuses() {
        var tool = to("c16-otp-locked.toml");
        tool.unlock();

        assertThat(tool.read(OTP + 512) & 0xFF).isZero();
        assertThat(tool.program(OTP, 0)).isEqualTo(WRPERR);
    }

    @Test
    void what_is_not_blank_keeps_its_zeros_without_a_flag() {
        var tool = to("c17-not-blank.toml");
        int before = tool.read(FLASH);
        tool.unlock();

        assertThat(tool.program(FLASH, 0xA5A5_A5A5)).isZero();
        assertThat(tool.read(FLASH)).isEqualTo(before & 0xA5A5_A5A5);
    }

    @Test
    void a_store_of_another_width_than_the_control_register_says_is_refused_by_any_chip() {
        var tool = to("c18-supply-at-the-limit.toml");
        tool.unlock();
        tool.write(CR, PG | X8);
        tool.write(FLASH, 0);

        assertThat(tool.read(SR)).isEqualTo(1 << 6);
        assertThat(tool.read(FLASH)).isEqualTo(-1);
    }

    @Test
    void the_core_reads_full_caches_and_the_debug_port_the_array() {
        var tool = to("c20-full-caches.toml");
        assertThat(erase(tool, 0)).isZero();

        assertThat(tool.read(FLASH)).isEqualTo(-1);
        assertThat(tool.board.chip().bus().read(FLASH, BusWidth.WORD, Master.CORE)).isEqualTo(COUNTING);
    }

    @Test
    void touching_the_array_while_busy_is_answered_wait_until_the_erase_has_ended() {
        var tool = to("c11-slow-but-legal-erase.toml");
        tool.unlock();
        tool.startErase(0, X32);
        long before = tool.board.world().nanos();
        assertThat(tool.read(SR) & BSY).as("the status answers at once").isEqualTo(BSY);
        assertThat(tool.board.world().nanos() - before).isLessThan(1_000_000);

        assertThat(tool.read(FLASH)).isEqualTo(-1);
        assertThat((tool.board.world().nanos() - before) / 1_000_000).isBetween(495L, 505L);
    }

    @Test
    void a_left_mass_erase_bit_is_there_to_be_read() {
        var tool = to("c22-mass-erase-bit-left.toml");

        assertThat(tool.read(CR)).isEqualTo(MER);
    }

    @Test
    void another_device_says_its_own_id_and_a_chip_without_factory_words_says_ones() {
        assertThat(to("s02-other-chip.toml").read(IDCODE) & 0xFFF).isEqualTo(0x431);
        assertThat(to("s03-size-word-all-ones.toml").readHalf(SIZE_WORD)).isEqualTo(0xFFFF);
    }

    @Test
    void the_rom_table_names_the_maker() {
        assertThat(makerOf(to("healthy.toml"))).isEqualTo(0x020);
        assertThat(makerOf(to("s01-other-maker.toml"))).isEqualTo(0x751);
    }

    /** Continuation code and identity, from PIDR4, PIDR2 and PIDR1 of the ROM table. */
    private static int makerOf(Attached tool) {
        int table = 0xE00F_F000;
        int low = tool.read(table + 0xFE4) >>> 4 & 0xF;
        int high = tool.read(table + 0xFE8) & 0x7;
        return (tool.read(table + 0xFD0) & 0xF) << 8 | high << 4 | low;
    }
}
