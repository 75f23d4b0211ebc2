package io.sectorzero.sim.rom;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.board.BoardSettings;
import io.sectorzero.sim.fault.ChipCondition;
import io.sectorzero.sim.fault.DroppedStart;
import io.sectorzero.sim.fault.FlashCondition;
import io.sectorzero.sim.fault.OptionCondition;
import io.sectorzero.sim.fault.PowerCondition;
import io.sectorzero.sim.fault.SlowSector;
import io.sectorzero.sim.fault.StuckBit;
import io.sectorzero.sim.fault.WeakBit;
import io.sectorzero.sim.fault.WornSector;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Trouble of the flash as a host sees it through the loader. */
class TroubledFlashTest {

    private static final BoardSettings HEALTHY = BoardSettings.healthy();
    private static final long SECTOR_1 = 0x0800_4000L;

    private static long eraseMillis(LoaderLine line, String list) {
        line.ask("44 BB");
        long before = line.nanos();
        int sum = 0;
        Bytes bytes = Bytes.parseHex(list);
        for (int i = 0; i < bytes.length(); i++) {
            sum ^= bytes.at(i);
        }
        assertThat(line.ask(bytes.then(sum))).isEqualTo("79");
        return (line.nanos() - before) / 1_000_000;
    }

    @Test
    void a_stuck_bit_reads_stuck_and_the_cell_holds_what_was_written() {
        var line = LoaderLine.synchronised(HEALTHY
                .with(new StuckBit(Address.of(SECTOR_1), 0, true))
                .with(new StuckBit(Address.of(SECTOR_1 + 1), 7, false)));

        assertThat(line.read(SECTOR_1, 4)).isEqualTo("FF 7F FF FF");
        line.write(SECTOR_1, Bytes.of(0, 0xFF, 0, 0xFF));

        assertThat(line.read(SECTOR_1, 4)).isEqualTo("01 7F 00 FF");
        assertThat(line.board().flashContent().slice(0x4000, 0x4004)).isEqualTo(Bytes.of(0, 0xFF, 0, 0xFF));
    }

    @Test
    void a_weak_bit_flickers_until_its_sector_is_erased() {
        var line = LoaderLine.synchronised(HEALTHY.with(new WeakBit(Address.of(SECTOR_1), 2)));
        assertThat(seen(line)).containsExactlyInAnyOrder("FF", "FB");

        line.erase("00 00 00 02");
        assertThat(seen(line)).as("another sector was erased").hasSize(2);
        line.erase("00 00 00 01");
        assertThat(seen(line)).containsExactly("FF");
    }

    private static Set<String> seen(LoaderLine line) {
        var seen = new HashSet<String>();
        for (int i = 0; i < 30; i++) {
            seen.add(line.read(SECTOR_1, 1));
        }
        return seen;
    }

    @Test
    void slow_and_worn_sectors_take_their_time_and_the_others_do_not() {
        var line = LoaderLine.synchronised(HEALTHY.with(new SlowSector(1, 3.5)).with(new WornSector(2, 30_000)));

        assertThat(eraseMillis(line, "00 00 00 00")).isEqualTo(400);
        assertThat(eraseMillis(line, "00 00 00 01")).isEqualTo(1400);
        assertThat(eraseMillis(line, "00 00 00 02")).isEqualTo(1200);
        assertThat(eraseMillis(line, "FF FF")).as("the slowest sets the pace").isEqualTo(56_000);
    }

    @Test
    void a_worn_sector_keeps_some_bits() {
        var line = LoaderLine.synchronised(HEALTHY.with(new FlashCondition(Bytes.NONE, 1, 0, List.of(new WornSector(0, 60_000)))));
        line.erase("00 00 00 00");
        int zeros = 0;
        for (int at = 0; at < 16 * 1024; at += 256) {
            Bytes block = Bytes.parseHex(line.read(0x0800_0000L + at, 256));
            for (int i = 0; i < 256; i++) {
                zeros += 8 - Integer.bitCount(block.at(i));
            }
        }

        assertThat(zeros).isBetween(45, 50);
    }

    @Test
    void a_dropped_start_is_acknowledged_at_once_and_erases_nothing() {
        var line = LoaderLine.synchronised(HEALTHY.with(new DroppedStart(1)));
        line.write(SECTOR_1, Bytes.of(1, 2, 3, 4));

        assertThat(eraseMillis(line, "00 00 00 01")).isZero();
        assertThat(line.read(SECTOR_1, 4)).isEqualTo("01 02 03 04");
        assertThat(eraseMillis(line, "00 00 00 01")).isEqualTo(400);
        assertThat(line.read(SECTOR_1, 4)).isEqualTo("FF FF FF FF");
    }

    @Test
    void revision_z_leaves_part_of_a_large_sector_and_a_mass_erase_takes_it() {
        var z = new ChipCondition(1024, 0x441, 0x1001, 0x91, true, true);
        var line = LoaderLine.synchronised(HEALTHY.with(z)
                .with(new FlashCondition(Bytes.repeat(0, 1 << 20), 1, 0, List.of())));

        line.erase("00 01 00 04 00 05");
        Bytes content = line.board().flashContent();
        assertThat(content.slice(0x1_0000, 0x2_0000).isAll(0xFF)).as("sector 4").isTrue();
        assertThat(content.slice(0x2_0000, 0x4_0000).isAll(0xFF)).as("sector 5").isFalse();

        line.erase("FF FF");
        assertThat(line.board().flashContent().isAll(0xFF)).isTrue();
    }

    @Test
    void working_wider_than_the_supply_allows_is_acknowledged_and_leaves_weak_cells() {
        var line = LoaderLine.synchronised(HEALTHY.with(new PowerCondition(2.0, 0)));
        line.write(0xFFFF_0000L, Bytes.of(3, 0xFF, 0xFF, 0xFF));

        assertThat(line.erase("00 00 00 01")).isEqualTo("79");
        var blocks = new HashSet<String>();
        for (int i = 0; i < 10; i++) {
            blocks.add(line.read(SECTOR_1, 256));
        }
        assertThat(blocks).hasSizeGreaterThan(1);
    }

    @Test
    void a_weak_supply_sags_under_an_erase_and_the_chip_resets() {
        var line = LoaderLine.synchronised(HEALTHY.with(new PowerCondition(3.3, 150))
                .with(new OptionCondition(0xAA, 0xFFF, false, false, 3, 0)));
        line.ask("44 BB");

        assertThat(line.ask("00 00 00 00 00")).isEmpty();
        assertThat(line.board().status().running()).isEqualTo("loader: listening");
        assertThat(line.board().status().volts()).isEqualTo(3.3);
    }

    @Test
    void a_hardware_watchdog_is_fed_through_the_longest_erase() {
        var line = LoaderLine.synchronised(HEALTHY.with(new FlashCondition(Bytes.NONE, 2, 0, List.of()))
                .with(new OptionCondition(0xAA, 0xFFF, false, true, 0, 0)));

        assertThat(eraseMillis(line, "FF FF")).isEqualTo(32_000);
        assertThat(line.ask("02 FD")).isEqualTo("79 01 04 41 79");
    }

    @Test
    void stuck_option_bits_survive_a_readout_unprotect() {
        var line = LoaderLine.synchronised(HEALTHY.with(new OptionCondition(0xFF, 0xFFF, false, false, 0, 0xFF00)));

        assertThat(line.ask("92 6D")).isEqualTo("79");
        assertThat(line.heard()).isEqualTo("79");
        line.board().world().pass(Duration.ofMillis(10));
        assertThat(line.ask("7F")).isEqualTo("79");
        assertThat(line.ask("11 EE")).isEqualTo("1F");
    }

    @Test
    void erased_option_bytes_are_healed_by_a_readout_unprotect() {
        var line = LoaderLine.synchronised(HEALTHY.with(new OptionCondition(0xFF, 0xFFF, true, false, 0, 0)));
        assertThat(line.ask("11 EE")).isEqualTo("1F");

        line.ask("92 6D");
        assertThat(line.heard()).isEqualTo("79");
        line.board().world().pass(Duration.ofMillis(10));
        assertThat(line.ask("7F")).isEqualTo("79");
        assertThat(line.write(0x0800_0000L, Bytes.of(1, 2, 3, 4))).isEqualTo("79");
        assertThat(line.read(0x0800_0000L, 4)).isEqualTo("01 02 03 04");
    }
}
