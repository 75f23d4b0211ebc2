package io.sectorzero.sim.stm32f412;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The core in its place: it starts where the straps say, at the right time, and the flash makes it wait. */
class CoreOnChipTest {

    private static final int RAM = 0x2000_0000;
    private static final String VECTORS = "00000420 41000000" + " 00000000".repeat(13);
    private static final String NO_TICK = " 00000000 ";

    /** Counts in the first word of RAM: ADDS, STR, B, of 1, 1 and 3 cycles. */
    private static final Bytes COUNTER = program(VECTORS + NO_TICK + "4FF00050 0021 0131 0160 FCE7");

    /** Writes SYSRESETREQ. */
    private static final Bytes RESETTER = program(VECTORS + NO_TICK + "0148 0249 0160 FEE7 0CED00E0 0400FA05");

    /** Unlocks, puts 1 into RAM, erases sector 5, puts 2 into RAM. It runs from the flash that it erases. */
    private static final Bytes ERASER = program(VECTORS + NO_TICK + "0848 0949 4160 0949 4160 40F22A21 0161 41F48031"
            + "4FF00052 0123 1360 0161 0223 1360 FEE7 003C0240 23016745 AB89EFCD");

    /** SysTick every quarter of a second feeds the watchdog; WFI between. */
    private static final Bytes FEEDER = program(VECTORS + " 53000000 0648 0749 0160 4160 0721 40F8041C 30BF FDE7 0448"
            + "4AF6AA21 0160 7047 14E000E0 FF083D00 00300040");

    private static Bytes program(String hex) {
        return Bytes.parseHex(hex.replace(" ", ""));
    }

    private static Desk with(Bytes program) {
        var desk = Desk.unpowered(ChipSettings.typical());
        desk.chip.flash().load(0, program);
        desk.powerUp();
        desk.master = Master.LOADER;
        return desk;
    }

    @Test void a_program_runs_at_the_clock_that_the_reset_leaves() {
        var desk = with(COUNTER);
        long before = Integer.toUnsignedLong(desk.read(RAM));

        desk.pass(Duration.ofMillis(5));

        assertThat(desk.read(RAM) - before).as("5 ms at 16 MHz, five cycles a turn").isBetween(15_999L, 16_001L);
    }

    @Test void whoever_looks_finds_the_core_at_the_time_of_the_world_however_the_time_was_cut() {
        var whole = with(COUNTER);
        var pieces = with(COUNTER);

        whole.pass(Duration.ofNanos(999_999));
        for (int k = 0; k < 999; k++) {
            pieces.pass(Duration.ofNanos(1001));
        }

        assertThat(pieces.world.nanos()).isEqualTo(whole.world.nanos());
        assertThat(pieces.read(RAM)).isEqualTo(whole.read(RAM));
    }

    @Test void a_slower_clock_counts_slower_from_that_moment_on() {
        var desk = with(COUNTER);
        desk.chip.hclk(5_000_000);
        long before = Integer.toUnsignedLong(desk.read(RAM));

        desk.pass(Duration.ofMillis(5));

        assertThat(desk.read(RAM) - before).isBetween(4999L, 5001L);
    }

    @Test void a_blank_chip_locks_up_and_nothing_is_missing_from_the_model() {
        var desk = Desk.running();

        assertThat(desk.chip.core().isLockedUp()).isTrue();
        assertThat(desk.chip.coreState()).isEqualTo("locked up at 0xFFFFFFFE");
        assertThat(desk.chip.unmodelled()).isEmpty();
    }

    @Test void a_core_with_nothing_to_do_books_nothing() {
        assertThat(Desk.running().world.nextNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test void a_fetch_from_flash_waits_until_the_erase_has_ended() {
        var desk = with(ERASER);
        desk.chip.flash().load(Geometry.start(5), Bytes.of(0));

        assertThat(desk.read(RAM)).isEqualTo(1);
        assertThat(desk.chip.coreState()).startsWith("waits for the bus");
        desk.pass(Duration.ofNanos(desk.chip.busyUntilNanos() - 1 - desk.world.nanos()));
        assertThat(desk.read(RAM)).isEqualTo(1);
        desk.pass(Duration.ofNanos(2_000));

        assertThat(desk.read(RAM)).isEqualTo(2);
        assertThat(desk.isBlank(5)).isTrue();
    }

    @Test void software_asks_for_a_reset_and_gets_it_again_and_again() {
        var desk = with(RESETTER);
        int before = desk.stops;

        desk.pass(Duration.ofMillis(1));

        assertThat(desk.stops - before).as("every 20 us pulse plus 2.45 us start, and a few cycles").isBetween(42, 45);
    }

    @Test void reset_and_power_stop_the_core_and_start_it_from_its_vectors() {
        var desk = with(COUNTER);
        desk.pass(Duration.ofMillis(1));

        desk.chip.nrst(true);
        desk.pass(Duration.ofMillis(1));
        assertThat(desk.chip.coreState()).isEqualTo("nothing");
        desk.chip.nrst(false);
        desk.pass(Duration.ofNanos(605_000));

        assertThat(desk.read(RAM)).as("counted from zero").isBetween(1900, 1940);
        desk.powerCycle();
        assertThat(desk.chip.coreState()).startsWith("runs at 0x000000");
    }

    @Test void a_sleeping_core_wakes_for_its_tick_and_costs_nothing_between() {
        var desk = Desk.unpowered(ChipSettings.typical());
        desk.chip.options().load(OptionValues.FACTORY.withSoftwareWatchdog(false));
        desk.chip.flash().load(0, FEEDER);
        desk.powerUp();
        long events = desk.world.events();
        int stops = desk.stops;

        desk.pass(Duration.ofSeconds(100));

        assertThat(desk.stops).as("the watchdog never bites").isEqualTo(stops);
        assertThat(desk.world.events() - events).as("400 ticks").isBetween(399L, 1300L);
    }

    @Test void a_program_in_sram_starts_with_boot_pins_high() {
        var desk = with(COUNTER);
        List<BootMode> boots = desk.boots;
        for (int at = 0; at < COUNTER.length(); at += 4) {
            desk.write(RAM + 0x1000 + at, COUNTER.u32(at));
        }
        desk.chip.boot0(true);
        desk.chip.boot1(true);
        // The vectors are at the start of SRAM, which the program overwrites with its count: the stack pointer.
        for (int at = 0; at < COUNTER.length(); at += 4) {
            desk.write(RAM + at, COUNTER.u32(at));
        }
        desk.systemReset();

        assertThat(boots).last().isEqualTo(BootMode.SRAM);
        assertThat(desk.read(RAM)).isBetween(1, 0x1_0000);
    }

    @Test void what_another_master_writes_into_code_is_executed() {
        var desk = with(COUNTER);
        for (int at = 0; at < COUNTER.length(); at += 4) {
            desk.write(RAM + 0x1000 + at, COUNTER.u32(at));
        }
        desk.chip.startAt(RAM + 0x800, RAM + 0x1041);
        desk.pass(Duration.ofNanos(100_000));
        int counted = desk.read(RAM);

        desk.chip.bus().write(RAM + 0x1046, 0x3902, BusWidth.HALF_WORD, Master.LOADER);
        desk.pass(Duration.ofNanos(600_000));

        assertThat(desk.read(RAM)).as("SUBS #2 where ADDS #1 was").isBetween(counted - 3850, counted - 3830);
    }

    @Test void the_system_memory_boot_leaves_the_core_to_the_loader() {
        var desk = Desk.unpowered(ChipSettings.typical());
        desk.chip.boot0(true);
        desk.powerUp();

        assertThat(desk.chip.coreState()).isEqualTo("nothing");
        assertThat(desk.world.nextNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(new ArrayList<>(desk.boots)).containsExactly(BootMode.SYSTEM_MEMORY);
    }
}
