package io.sectorzero.sim.stm32f412;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.silicon.Unmodelled;
import io.sectorzero.sim.world.World;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RM0090 Rev 21 §7.2, §7.3 [S]; start-up times DS11139 Rev 8 §6.3. */
class ResetAndClockTest {

    private static final int CR = 0x4002_3800;
    private static final int PLLCFGR = 0x4002_3804;
    private static final int CFGR = 0x4002_3808;
    private static final int AHB1RSTR = 0x4002_3810;
    private static final int AHB1ENR = 0x4002_3830;
    private static final int APB1ENR = 0x4002_3840;
    private static final int DCKCFGR = 0x4002_388C;
    private static final int GPIOA_ODR = 0x4002_0014;

    private static final int HSION = 1;
    private static final int HSEON = 1 << 16;
    private static final int HSERDY = 1 << 17;
    private static final int PLLON = 1 << 24;
    private static final int PLLRDY = 1 << 25;
    private static final int FROM_HSE = 1 << 22;
    /** 8 MHz / 8 × 200 / 2 = 100 MHz, and 200 / 4 for the 48 MHz clock, which it misses. */
    private static final int HUNDRED_MHZ = FROM_HSE | 4 << 24 | 200 << 6 | 8;

    private final Desk desk = Desk.running();

    @BeforeEach void crystal() {
        desk.chip.crystal(8_000_000);
    }

    private void pass(long micros) {
        desk.pass(Duration.ofNanos(micros * 1000));
    }

    private void runFromPll() {
        desk.write(CR, HSION | HSEON);
        pass(2_001);
        desk.write(PLLCFGR, HUNDRED_MHZ);
        desk.write(CR, HSION | HSEON | PLLON);
        pass(101);
        desk.write(CFGR, 2);
    }

    private long hclk() {
        return desk.chip.hclk();
    }

    @Test void a_crystal_is_ready_two_milliseconds_after_it_was_asked_for() {
        desk.write(CR, HSION | HSEON);

        pass(1_999);
        assertThat(desk.read(CR) & HSERDY).isZero();
        pass(2);

        assertThat(desk.read(CR) & HSERDY).isEqualTo(HSERDY);
    }

    @Test void without_a_crystal_it_is_never_ready() {
        desk.chip.crystal(0);
        desk.write(CR, HSION | HSEON);

        pass(1_000_000);

        assertThat(desk.read(CR) & HSERDY).isZero();
    }

    @Test void the_pll_locks_and_drives_the_core_at_what_its_factors_come_to() {
        runFromPll();

        assertThat(desk.read(CFGR)).isEqualTo(0b1010);
        assertThat(hclk()).isEqualTo(100_000_000);
    }

    @ParameterizedTest @CsvSource({"400008, 8 MHz times 0", "40C801, divided by 1", "40C802, 4 MHz in", "403208, 200 times 1 MHz is 200"})
    void factors_outside_its_range_never_lock(String pllcfgr, String why) {
        int factors = Integer.parseInt(pllcfgr, 16);
        boolean right = why.endsWith("is 200");
        desk.write(CR, HSION | HSEON);
        pass(2_001);
        desk.write(PLLCFGR, factors);
        desk.write(CR, HSION | HSEON | PLLON);
        pass(10_000);

        assertThat((desk.read(CR) & PLLRDY) != 0).as(why).isEqualTo(right);
    }

    @Test void a_switch_over_waits_for_the_source_and_then_happens_by_itself() {
        desk.write(CR, HSION | HSEON);
        desk.write(CFGR, 1);
        assertThat(desk.read(CFGR)).isEqualTo(0b0001);
        assertThat(hclk()).isEqualTo(16_000_000);

        pass(2_001);

        assertThat(hclk()).isEqualTo(8_000_000);
        assertThat(desk.read(CFGR)).isEqualTo(0b0101);
    }

    @Test void a_source_in_use_does_not_stop() {
        runFromPll();

        desk.write(CR, 0);

        assertThat(desk.read(CR) & (HSEON | PLLON)).isEqualTo(HSEON | PLLON);
        assertThat(hclk()).isEqualTo(100_000_000);
    }

    @ParameterizedTest
    @CsvSource({"0, 16000000", "8, 8000000", "9, 4000000", "A, 2000000", "B, 1000000", "C, 250000", "D, 125000", "E, 62500", "F, 31250"})
    void the_bus_is_divided_as_hpre_says(String hpre, long hz) {
        desk.write(CFGR, Integer.parseInt(hpre, 16) << 4);

        assertThat(hclk()).isEqualTo(hz);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 16000000, 16000000", "4, 0, 8000000, 16000000", "5, 0, 4000000, 8000000", "7, 0, 1000000, 2000000",
        "5, 1, 4000000, 16000000", "7, 1, 1000000, 4000000"})
    void timers_count_twice_or_four_times_as_fast_as_a_divided_bus(int ppre1, int timpre, long pclk1, long timers) {
        var world = new World(7);
        var rcc = new ResetAndClock(world, 32_000, new Unmodelled(), new ResetAndClock.Listener() {

            @Override public void clocksChanged() {
            }

            @Override public void backupReset() {
            }
        });
        write(rcc, APB1ENR, 1 | 1 << 17);
        write(rcc, CFGR, ppre1 << 10);
        write(rcc, DCKCFGR, timpre << 24);

        assertThat(rcc.on(Clocked.Apb1.USART2).hz()).isEqualTo(pclk1);
        assertThat(rcc.timer(2).hz()).isEqualTo(timers);
        assertThat(rcc.timer(3).hz()).as("not enabled").isZero();
    }

    private static void write(ResetAndClock rcc, int address, int value) {
        rcc.write(address - ResetAndClock.BASE, value, BusWidth.WORD,
                Master.CORE);
    }

    @Test void a_block_without_its_clock_reads_as_zero_and_hears_nothing() {
        desk.write(GPIOA_ODR, 0x5A);
        assertThat(desk.read(GPIOA_ODR)).isZero();
        desk.write(AHB1ENR, 1);
        assertThat(desk.read(GPIOA_ODR)).isZero();

        desk.write(GPIOA_ODR, 0x5A);

        assertThat(desk.read(GPIOA_ODR)).isEqualTo(0x5A);
    }

    @Test void the_reset_bit_of_a_block_clears_it_and_holds_it() {
        desk.write(AHB1ENR, 1);
        desk.write(GPIOA_ODR, 0x5A);

        desk.write(AHB1RSTR, 1);
        desk.write(GPIOA_ODR, 0x3C);
        desk.write(AHB1RSTR, 0);

        assertThat(desk.read(GPIOA_ODR)).isZero();
    }

    @Test void a_reset_brings_the_internal_clock_back() {
        runFromPll();

        desk.systemReset();

        assertThat(hclk()).isEqualTo(16_000_000);
        assertThat(desk.read(CR)).isEqualTo(0x83);
        assertThat(desk.read(CFGR)).isZero();
    }
}
