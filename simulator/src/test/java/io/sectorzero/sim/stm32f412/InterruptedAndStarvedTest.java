package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.manual.FlashInterface.CR;
import static io.sectorzero.sim.manual.FlashInterface.FLASH;
import static io.sectorzero.sim.manual.FlashInterface.PG;
import static io.sectorzero.sim.manual.FlashInterface.SER;
import static io.sectorzero.sim.manual.FlashInterface.STRT;
import static io.sectorzero.sim.manual.FlashInterface.X32;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.silicon.BusWidth;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What bad treatment leaves: RM0090 Rev 21 §3.6 on resets [S], DS11139 Rev 8 Table 49 on supply. */
class InterruptedAndStarvedTest {

    private static boolean hasWeakBits(Desk desk, int from, int to) {
        for (int at = from; at < to; at++) {
            if (desk.chip.flash().weakBitsAt(at) != 0) {
                return true;
            }
        }
        return false;
    }

    @Test void an_erase_cut_at_any_tenth_leaves_a_mixture_and_the_neighbours_alone() {
        int erasedBefore = 0;
        for (int tenth = 1; tenth < 10; tenth++) {
            var desk = Desk.running();
            desk.fill(0, 0x10);
            desk.fill(1, 0x20);
            desk.fill(2, 0x30);
            desk.unlock();
            desk.write(CR, SER | 1 << 3 | X32 | STRT);
            desk.pass(Duration.ofMillis(25L * tenth));

            desk.systemReset();

            Bytes sector = desk.chip.flash().content(0x4000, 0x8000);
            int erased = count(sector, 0xFF);
            assertThat(erased + count(sector, 0x20)).isEqualTo(0x4000);
            assertThat(erased).isGreaterThan(erasedBefore).isLessThan(0x4000);
            erasedBefore = erased;
            assertThat(hasWeakBits(desk, 0x4000, 0x8000)).isTrue();
            assertThat(desk.chip.flash().content(0, 0x4000).isAll(0x10)).isTrue();
            assertThat(desk.chip.flash().content(0x8000, 0xC000).isAll(0x30)).isTrue();
        }
    }

    @Test void a_complete_erase_heals_what_an_interrupted_one_left() {
        var desk = Desk.running();
        desk.fill(0, 0);
        desk.unlock();
        desk.write(CR, SER | X32 | STRT);
        desk.pass(Duration.ofMillis(200));
        desk.powerCycle();
        assertThat(hasWeakBits(desk, 0, 0x4000)).isTrue();

        desk.unlock();
        desk.eraseSector(0);

        assertThat(hasWeakBits(desk, 0, 0x4000)).isFalse();
        assertThat(desk.isBlank(0)).isTrue();
    }

    @Test void weak_bits_read_either_way_and_firm_ones_do_not() {
        var desk = Desk.running();
        desk.chip.flash().weaken(100, 0b1000);
        int seen = 0;
        int always = 0xFF;
        for (int i = 0; i < 50; i++) {
            int value = desk.readByte(FLASH + 100);
            seen |= ~value & 0xFF;
            always &= value | 0b1000;
        }

        assertThat(seen).isEqualTo(0b1000);
        assertThat(always).isEqualTo(0xFF);
        desk.unlock();
        desk.write(CR, PG);
        desk.write(FLASH + 100, 0xF7, BusWidth.BYTE);
        desk.waitWhileBusy();
        assertThat(desk.chip.flash().weakBitsAt(100)).isZero();
        assertThat(desk.readByte(FLASH + 100)).isEqualTo(0xF7);
    }

    @Test void a_cut_program_leaves_only_bits_that_were_to_fall_in_doubt() {
        for (int i = 0; i < 100; i++) {
            var desk = Desk.running();
            desk.chip.flash().load(0, Bytes.parseHex("F0F0F0F0"));
            desk.world.dice("weak cells").below(1 + i);
            desk.unlock();
            desk.write(CR, PG | X32);
            desk.write(FLASH, 0x33CC_55AA);
            desk.pass(Duration.ofNanos(8_000));

            desk.chip.softwareReset();

            for (int at = 0; at < 4; at++) {
                int value = 0x33CC_55AA >>> 8 * at & 0xFF;
                int now = desk.chip.flash().at(at);
                assertThat(now & ~0xF0).isZero();
                assertThat(now & (0xF0 & value)).isEqualTo(0xF0 & value);
                assertThat(desk.chip.flash().weakBitsAt(at) & ~(0xF0 & ~value)).isZero();
            }
        }
    }

    @ParameterizedTest(name = "{0} V, VPP {1} V: x8 {2}, x16 {3}, x32 {4}, x64 {5}")
    @CsvSource({
        "3.3, 8.5, true, true, true, true", "2.7, 7.0, true, true, true, true", "3.3, 9.1, true, true, true, false",
        "3.3, 0, true, true, true, false", "2.69, 8.5, true, true, false, false", "2.1, 0, true, true, false, false",
        "2.09, 0, true, false, false, false", "1.7, 0, true, false, false, false"})
    void each_parallelism_wants_its_supply_and_nothing_tells_when_it_is_missing(
            double volts, double vpp, boolean x8, boolean x16, boolean x32, boolean x64) {
        boolean[] firm = {x8, x16, x32, x64};
        for (int psize = 0; psize < 4; psize++) {
            var desk = Desk.running();
            desk.chip.supply(volts);
            desk.chip.vpp(vpp);
            desk.fill(0, 0);
            desk.unlock();

            int flags = desk.command(SER | psize << 8 | STRT);

            assertThat(flags).isZero();
            assertThat(hasWeakBits(desk, 0, 0x4000)).as("PSIZE %d", psize).isNotEqualTo(firm[psize]);
        }
    }

    @Test void a_sag_in_the_middle_is_enough() {
        var desk = Desk.running();
        desk.unlock();
        desk.write(CR, SER | X32 | STRT);
        desk.pass(Duration.ofMillis(100));
        desk.chip.supply(2.5);
        desk.chip.supply(3.3);
        desk.waitWhileBusy();

        assertThat(hasWeakBits(desk, 0, 0x4000)).isTrue();
    }

    @Test void starved_programming_leaves_weak_bits_among_those_that_fell() {
        var desk = Desk.running();
        desk.chip.supply(2.0);
        desk.unlock();
        for (int at = 0; at < 1024; at += 4) {
            desk.program(FLASH + at, 0x00FF_00FF);
        }

        assertThat(hasWeakBits(desk, 0, 1024)).isTrue();
        for (int at = 0; at < 1024; at += 2) {
            assertThat(desk.chip.flash().weakBitsAt(at)).isZero();
        }
        assertThat(desk.flags()).isZero();
    }

    @Test void both_kinds_of_starvation_are_switches() {
        for (boolean on : new boolean[] {true, false}) {
            var low = Desk.running(ChipSettings.typical().with(Switch.LOW_SUPPLY_LEAVES_WEAK_CELLS, on));
            low.chip.supply(2.0);
            low.unlock();
            low.eraseSector(0);
            assertThat(hasWeakBits(low, 0, 0x4000)).isEqualTo(on);

            var slow = Desk.running(ChipSettings.typical().with(Switch.SLOW_CLOCK_LEAVES_WEAK_CELLS, on));
            slow.chip.hclk(900_000);
            slow.unlock();
            slow.eraseSector(0);
            assertThat(hasWeakBits(slow, 0, 0x4000)).isEqualTo(on);
        }
    }

    @Test void the_same_seed_leaves_the_same_ruin() {
        assertThat(ruin()).isEqualTo(ruin());
    }

    private static Bytes ruin() {
        var desk = Desk.running();
        desk.fill(4, 0);
        desk.unlock();
        desk.write(CR, SER | 4 << 3 | STRT);
        desk.pass(Duration.ofMillis(777));
        desk.powerCycle();
        return desk.chip.flash().content(0x1_0000, 0x2_0000);
    }

    private static int count(Bytes bytes, int value) {
        int count = 0;
        for (int i = 0; i < bytes.length(); i++) {
            count += bytes.at(i) == value ? 1 : 0;
        }
        return count;
    }

    @Test void a_reset_brings_the_clock_back_to_16_mhz() {
        var desk = Desk.running(ChipSettings.typical().with(Switch.SLOW_CLOCK_LEAVES_WEAK_CELLS, true));
        desk.chip.hclk(900_000);

        desk.systemReset();
        desk.unlock();
        desk.eraseSector(0);

        assertThat(hasWeakBits(desk, 0, 0x4000)).isFalse();
    }

    @Test void programming_a_word_firms_its_weak_bits() {
        var desk = Desk.running();
        desk.chip.flash().weaken(6, 0x10);
        desk.unlock();

        desk.program(FLASH + 4, 0xFFEF_FFFF);

        assertThat(desk.chip.flash().weakBitsAt(6)).isZero();
        assertThat(desk.read(FLASH + 4)).isEqualTo(0xFFEF_FFFF);
    }
}
