package io.sectorzero.sim.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.fault.BootCondition;
import io.sectorzero.sim.fault.BootCondition.NoiseAfter;
import io.sectorzero.sim.fault.BootCondition.Strap;
import io.sectorzero.sim.fault.FirmwareCondition;
import io.sectorzero.sim.fault.OptionCondition;
import io.sectorzero.sim.fault.PowerCondition;
import io.sectorzero.sim.fault.PowerCut;
import io.sectorzero.sim.fault.ResetPulse;
import io.sectorzero.sim.fault.Sag;
import io.sectorzero.sim.fault.StuckBit;
import io.sectorzero.sim.fault.UsbCondition;
import io.sectorzero.sim.world.World;
import io.sectorzero.trace.TraceEvent;
import io.sectorzero.trace.TraceText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/**
 * A whole board from outside: what it answers on its serial line under each condition and fault, and that it forks, remembers
 * and repeats itself.
 */
class BoardTest {

    private static final BoardSettings HEALTHY = BoardSettings.healthy();
    private static final Address FLASH = Address.of(0x0800_0000L);
    // Stack at the end of RAM, entry right behind, an endless loop.
    private static final Bytes PROGRAM = Bytes.parseHex("00000420 09000008 FEE7FFFF".replace(" ", ""));

    // SysTick every quarter of a second feeds the watchdog; WFI between.
    private static final Bytes FEEDER = Bytes.parseHex(("00000420 41000008" + "00000000".repeat(13) + "53000008"
            + "064807490160416007" + "2140F8041C30BFFDE704484AF6AA2101607047" + "14E000E0FF083D0000300040").replace(" ", ""));

    private static Board build(BoardSettings settings) {
        var board = Board.build(settings, new World(7));
        board.world().pass(Duration.ofMillis(20));
        return board;
    }

    private static void pass(Board board, long millis) {
        board.world().pass(Duration.ofMillis(millis));
    }

    private static void pressReset(Board board) {
        board.reset(true);
        pass(board, 1);
        board.reset(false);
        pass(board, 20);
    }

    /** What the board says to 7F within 10 ms; empty for silence. */
    private static List<Integer> greet(Board board) {
        var heard = new ArrayList<Integer>();
        board.uart().onByte((value, damaged) -> heard.add(value));
        board.uart().send(Bytes.of(0x7F));
        pass(board, 10);
        return heard;
    }

    private static BoardSettings strapped(Strap boot0) {
        return HEALTHY.with(new BootCondition(boot0, false, List.of(), NoiseAfter.ANY_RESET));
    }

    @Test
    void a_new_board_listens_and_answers() {
        Board board = build(HEALTHY);

        assertThat(board.status().running()).isEqualTo("loader: listening");
        assertThat(greet(board)).containsExactly(0x79);
        assertThat(board.unmodelled()).isEmpty();
    }

    /** AN2606 Rev 70: 0.614 ms, and not a byte before. */
    @Test
    void a_byte_before_the_loader_listens_is_lost() {
        var early = Board.build(HEALTHY, new World(7));
        pass(early, 1);

        assertThat(greet(early)).isEmpty();
        assertThat(greet(early)).containsExactly(0x79);
    }

    @Test
    void straps_are_read_at_reset_only() {
        Board board = build(HEALTHY);

        board.boot0(false);
        assertThat(greet(board)).containsExactly(0x79);
        pressReset(board);
        assertThat(greet(board)).isEmpty();
        assertThat(board.status().running()).contains("locked up");
        board.boot0(true);
        pressReset(board);
        assertThat(greet(board)).containsExactly(0x79);
    }

    @Test
    void a_jumper_is_stronger_than_the_switch() {
        Board low = build(strapped(Strap.LOW));
        low.boot0(true);
        pressReset(low);
        assertThat(greet(low)).isEmpty();

        Board high = build(strapped(Strap.HIGH));
        high.boot0(false);
        pressReset(high);
        assertThat(greet(high)).containsExactly(0x79);
    }

    @Test
    void a_floating_strap_falls_either_way() {
        Board board = build(strapped(Strap.FLOAT));
        int answered = 0;
        for (int i = 0; i < 40; i++) {
            pressReset(board);
            answered += greet(board).isEmpty() ? 0 : 1;
        }

        assertThat(answered).isBetween(8, 32);
    }

    @Test
    void a_brown_out_level_above_the_supply_keeps_the_chip_in_reset_until_the_supply_rises() {
        Board board = build(HEALTHY.with(new PowerCondition(2.5, 0)).with(new OptionCondition(0xAA, 0xFFF, false, false, 3, 0)));
        assertThat(greet(board)).isEmpty();

        board.vdd(3.3);
        pass(board, 20);
        assertThat(greet(board)).containsExactly(0x79);
    }

    @Test
    void a_usb_cable_wins_and_without_a_crystal_the_loader_resets_again_and_again() {
        Board cable = build(HEALTHY.with(new UsbCondition(true, 8_000_000, OptionalLong.empty())));
        assertThat(greet(cable)).isEmpty();
        pass(cable, 1000);
        assertThat(resets(cable)).isZero();

        Board noCrystal = build(HEALTHY.with(new UsbCondition(true, 0, OptionalLong.empty())));
        pass(noCrystal, 1000);
        assertThat(resets(noCrystal)).isEqualTo(5);
    }

    private static long resets(Board board) {
        return board.trace().events().stream().filter(event -> event.remark().equals("the loader resets the chip")).count();
    }

    @Test
    void noise_on_another_pin_takes_the_loader_away_after_the_resets_it_follows() {
        Board board = build(HEALTHY.with(new BootCondition(Strap.SWITCH, false, List.of("PB11"), NoiseAfter.PIN_RESET)));
        assertThat(greet(board)).containsExactly(0x79);

        pressReset(board);
        assertThat(greet(board)).isEmpty();

        board.power(false);
        pass(board, 100);
        board.power(true);
        pass(board, 20);
        assertThat(greet(board)).containsExactly(0x79);
    }

    @Test
    void go_with_clocks_off_hangs_until_the_watchdog_comes_33_seconds_later() {
        Board board = build(HEALTHY.with(new FirmwareCondition(true)).with(new OptionCondition(0xAA, 0xFFF, false, true, 0, 0)));
        board.load(FLASH, FEEDER);
        greet(board);
        board.uart().send(Bytes.parseHex("21DE"));
        pass(board, 10);
        board.uart().send(Bytes.parseHex("0800000008"));
        pass(board, 10);
        assertThat(board.status().running()).isEqualTo("program at 0x08000040 hangs: its clocks are off");

        board.boot0(false);
        pass(board, 32_000);
        assertThat(board.status().running()).contains("hangs");
        pass(board, 1_500);
        assertThat(board.status().running()).isEqualTo("asleep at 0x08000050");
        pass(board, 100_000);
        assertThat(board.status().running()).as("it feeds the watchdog").isEqualTo("asleep at 0x08000050");
    }

    @Test
    void a_stuck_bit_lies_over_the_truth_and_not_in_it() {
        Board board = build(HEALTHY.with(new StuckBit(FLASH, 3, false)));

        assertThat(board.flashContent().at(0)).isEqualTo(0xFF);
        assertThat(board.fork().flashContent().at(0)).isEqualTo(0xFF);
    }

    @Test
    void power_can_be_cut_after_every_single_event() {
        var uncut = erasing(HEALTHY, Long.MAX_VALUE);
        long events = uncut.world().events();

        for (long k = 0; k < events; k++) {
            Board cut = erasing(HEALTHY, k);
            assertThat(cut.status().powered()).as("cut after event %d", k).isFalse();
            assertThat(cut.world().events()).isGreaterThanOrEqualTo(k);

            Board repaired = cut.fork();
            pass(repaired, 20);
            assertThat(greet(repaired)).as("after a cut at event %d", k).containsExactly(0x79);
        }
    }

    private static Board erasing(BoardSettings settings, long cutAfter) {
        Board board = Board.build(cutAfter == Long.MAX_VALUE ? settings : settings.with(new PowerCut(cutAfter)), new World(7));
        pass(board, 20);
        greet(board);
        board.uart().send(Bytes.parseHex("44BB"));
        pass(board, 5);
        board.uart().send(Bytes.parseHex("0000000000"));
        pass(board, 1000);
        return board;
    }

    @Test
    void an_erase_cut_short_leaves_the_sector_neither_old_nor_blank() {
        Board board = build(HEALTHY);
        board.load(FLASH, Bytes.repeat(0, 16 * 1024));
        greet(board);
        board.uart().send(Bytes.parseHex("44BB"));
        pass(board, 5);
        board.uart().send(Bytes.parseHex("0000000000"));
        pass(board, 200);
        board.power(false);

        Bytes sector = board.flashContent().slice(0, 16 * 1024);
        assertThat(sector.isAll(0)).isFalse();
        assertThat(sector.isAll(0xFF)).isFalse();
    }

    @Test
    void a_pulse_on_the_reset_line_and_a_sag_of_the_supply_start_the_loader_anew() {
        Board pulsed = build(HEALTHY);
        greet(pulsed);
        pulsed.strike(new ResetPulse(pulsed.world().events() + 1));
        greet(pulsed);
        pass(pulsed, 20);
        assertThat(greet(pulsed)).containsExactly(0x79);

        Board sagged = build(HEALTHY);
        greet(sagged);
        sagged.strike(new Sag(0, 1.0, Duration.ofMillis(5)));
        pass(sagged, 30);
        assertThat(sagged.status().running()).isEqualTo("loader: listening");
    }

    @Test
    void a_fork_remembers_and_goes_its_own_way() {
        Board board = build(HEALTHY);
        board.load(FLASH, Bytes.of(1, 2, 3, 4));
        Board fork = board.fork();

        fork.load(FLASH, Bytes.of(9));
        board.load(FLASH.plus(1), Bytes.of(8));

        assertThat(fork.flashContent().slice(0, 4)).isEqualTo(Bytes.of(9, 2, 3, 4));
        assertThat(board.flashContent().slice(0, 4)).isEqualTo(Bytes.of(1, 8, 3, 4));
    }

    @Test
    void memory_can_be_kept_and_put_back() {
        Board board = build(HEALTHY.with(new OptionCondition(0xAA, 0xFF0, false, false, 0, 0)));
        board.load(FLASH, PROGRAM);
        BoardMemory kept = board.memory();

        Board other = build(HEALTHY);
        other.restore(kept);

        assertThat(other.memory()).isEqualTo(kept);
    }

    @Test
    void the_same_seed_tells_the_same_story_and_another_another() {
        assertThat(story(11)).isEqualTo(story(11));
        assertThat(story(11)).isNotEqualTo(story(12));
    }

    private static List<String> story(long seed) {
        var board = Board.build(HEALTHY.with(new StuckBit(FLASH, 1, false)), new World(seed));
        pass(board, 20);
        greet(board);
        board.uart().send(Bytes.parseHex("44BB"));
        pass(board, 5);
        board.uart().send(Bytes.parseHex("0000000000"));
        pass(board, 1000);
        pressReset(board);
        greet(board);
        List<TraceEvent> events = board.trace().events();
        assertThat(events).isNotEmpty();
        return TraceText.lines(events).toList();
    }
}
