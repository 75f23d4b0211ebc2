package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.manual.FlashInterface.CR;
import static io.sectorzero.sim.manual.FlashInterface.EOP;
import static io.sectorzero.sim.manual.FlashInterface.EOPIE;
import static io.sectorzero.sim.manual.FlashInterface.ERRIE;
import static io.sectorzero.sim.manual.FlashInterface.FLASH;
import static io.sectorzero.sim.manual.FlashInterface.MER;
import static io.sectorzero.sim.manual.FlashInterface.OPERR;
import static io.sectorzero.sim.manual.FlashInterface.PG;
import static io.sectorzero.sim.manual.FlashInterface.PGAERR;
import static io.sectorzero.sim.manual.FlashInterface.PGPERR;
import static io.sectorzero.sim.manual.FlashInterface.PGSERR;
import static io.sectorzero.sim.manual.FlashInterface.SER;
import static io.sectorzero.sim.manual.FlashInterface.SR;
import static io.sectorzero.sim.manual.FlashInterface.WRPERR;
import static io.sectorzero.sim.manual.FlashInterface.X32;
import static io.sectorzero.sim.manual.FlashInterface.X64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** RM0090 Rev 21 §3.6.2, §3.6.4 and §3.9 [S]. */
class ProgrammingTest {

    @Test void each_parallelism_takes_stores_of_its_own_width_only() {
        for (int psize = 0; psize < 3; psize++) {
            for (BusWidth width : BusWidth.values()) {
                var desk = Desk.running();
                desk.unlock();
                desk.write(CR, PG | psize << 8);

                desk.write(FLASH + 16, 0, width);
                desk.waitWhileBusy();

                boolean fits = width.ordinal() == psize;
                assertThat(desk.flags()).as("PSIZE %d, %s", psize, width).isEqualTo(fits ? 0 : PGPERR);
                Bytes expected = fits
                        ? Bytes.repeat(0, width.bytes()).then(Bytes.repeat(0xFF, 4 - width.bytes()))
                        : Bytes.repeat(0xFF, 4);
                assertThat(desk.chip.flash().content(16, 20)).as("PSIZE %d, %s", psize, width).isEqualTo(expected);
            }
        }
    }

    @Test void a_double_word_is_two_word_stores_and_starts_with_the_second() {
        var desk = Desk.running();
        desk.chip.vpp(8.5);
        desk.unlock();
        desk.write(CR, PG | X64);

        desk.write(FLASH + 8, 0x1111_1111);
        assertThat(desk.flags()).isZero();
        desk.write(FLASH + 12, 0x2222_2222);
        assertThat(desk.waitWhileBusy()).isEqualTo(16_000);

        assertThat(desk.chip.flash().content(8, 16)).isEqualTo(Bytes.parseHex("1111111122222222"));
        desk.write(FLASH + 20, 0);
        assertThat(desk.flags()).isEqualTo(PGPERR);
        assertThat(desk.chip.flash().isBlank(16, 24)).isTrue();
    }

    @Property void programming_is_and_and_raises_nothing(@ForAll @IntRange(max = 255) int before,
                                                          @ForAll @IntRange(max = 255) int wanted) {
        var desk = Desk.running();
        desk.chip.flash().load(5, Bytes.of(before));
        desk.unlock();
        desk.write(CR, PG);

        desk.write(FLASH + 5, wanted, BusWidth.BYTE);
        desk.waitWhileBusy();

        assertThat(desk.flags()).isZero();
        assertThat(desk.readByte(FLASH + 5)).isEqualTo(before & wanted);
    }

    @Test void a_store_across_a_row_of_16_bytes_is_refused_at_every_offset_and_width() {
        for (BusWidth width : BusWidth.values()) {
            for (int offset = 0; offset < 16; offset++) {
                var desk = Desk.running();
                desk.unlock();
                desk.write(CR, PG | width.ordinal() << 8);

                desk.write(FLASH + offset, 0, width);
                desk.waitWhileBusy();

                boolean crosses = offset + width.bytes() > 16;
                assertThat(desk.flags()).as("%s at %d", width, offset).isEqualTo(crosses ? PGAERR : 0);
                assertThat(desk.chip.flash().isBlank(0, 32)).isEqualTo(crosses);
            }
        }
    }

    @Test void a_stray_word_store_after_reset_leaves_the_two_flags_seen_in_the_field() {
        var desk = Desk.running();

        desk.write(0x0000_0000, 0x1234_5678);

        assertThat(desk.flags()).isEqualTo(PGSERR | PGPERR);
        assertThat(desk.chip.flash().isBlank(0, 4)).isTrue();
    }

    @Test void pg_with_an_erase_bit_left_over_is_a_sequence_error() {
        for (int leftover : new int[] {SER, MER, SER | MER}) {
            var desk = Desk.running(ChipSettings.typical().with(Switch.SER_REFUSES_STORES, true));
            desk.unlock();
            desk.write(CR, PG | X32 | leftover);

            desk.write(FLASH, 0);

            assertThat(desk.flags()).isEqualTo(PGSERR);
            assertThat(desk.chip.flash().isBlank(0, 4)).isTrue();
        }
    }

    @Test void a_sector_number_left_over_with_its_bit_does_not_keep_words_from_being_programmed() {
        var desk = Desk.running();
        desk.unlock();
        desk.write(CR, PG | X32 | SER | 3 << 3);

        desk.write(FLASH, 0x1234_5678);
        desk.waitWhileBusy();

        assertThat(desk.flags()).isZero();
        assertThat(desk.chip.flash().isBlank(0, 4)).isFalse();
    }

    @Test void eop_and_operr_rise_only_with_their_enables() {
        for (int enables : new int[] {0, EOPIE, ERRIE, EOPIE | ERRIE}) {
            var desk = Desk.running();
            desk.unlock();
            desk.write(CR, PG | X32 | enables);

            desk.write(FLASH, 0);
            desk.waitWhileBusy();
            assertThat(desk.flags()).isEqualTo((enables & EOPIE) != 0 ? EOP : 0);
            desk.write(SR, 0x1F3);
            desk.write(FLASH, 0, BusWidth.BYTE);

            assertThat(desk.flags()).isEqualTo(PGPERR | ((enables & ERRIE) != 0 ? OPERR : 0));
        }
    }

    @Test void stale_flags_do_not_block_unless_the_switch_says_so() {
        for (boolean block : new boolean[] {false, true}) {
            var desk = Desk.running(ChipSettings.typical().with(Switch.STALE_FLAGS_BLOCK, block));
            desk.write(0, 0);
            desk.unlock();

            desk.program(FLASH, 0x1234_5678);

            assertThat(desk.chip.flash().isBlank(0, 4)).isEqualTo(block);
            desk.write(SR, 0x1F3);
            desk.program(FLASH, 0x1234_5678);
            assertThat(desk.read(FLASH)).isEqualTo(0x1234_5678);
        }
    }

    @Test void system_memory_factory_words_and_option_sector_refuse_stores() {
        for (int address : new int[] {0x1FFF_0000, 0x1FFF_7A10, 0x1FFF_7A20, 0x1FFF_C000, 0x1FFF_C008}) {
            var desk = Desk.running();
            desk.unlock();
            desk.write(CR, PG | X32);
            int before = desk.read(address);

            desk.write(address, 0);

            assertThat(desk.flags()).as("%08X", address).isEqualTo(WRPERR);
            assertThat(desk.read(address)).isEqualTo(before);
        }
    }

    @ParameterizedTest @EnumSource(BusWidth.class)
    void a_burst_is_the_same_as_single_stores_at_every_moment(BusWidth width) {
        Bytes data = someBytes(64);
        var burst = deskAtWork(width);
        var single = deskAtWork(width);
        var done = new ArrayList<Long>();

        burst.chip.storeAll(FLASH + 0x40, data, width, Master.LOADER, () -> done.add(burst.world.nanos()));
        for (int i = 0; i < data.length(); i += width.bytes()) {
            single.chip.bus().write(FLASH + 0x40 + i, valueAt(data, i, width), width, Master.LOADER);
            compareUntilNextEnd(burst, single);
        }

        assertThat(done).isEqualTo(List.of(single.world.nanos()));
        assertThat(single.chip.flash().content(0x40, 0x80)).isEqualTo(data);
        assertThat(burst.world.events()).isEqualTo(single.world.events());
    }

    // The same spread of durations on both desks: both worlds have the same seed.
    private static Desk deskAtWork(BusWidth width) {
        var desk = Desk.running(ChipSettings.typical().withTiming(TimingChoice.SPREAD, 1));
        desk.unlock();
        desk.write(CR, PG | width.ordinal() << 8);
        return desk;
    }

    private static void compareUntilNextEnd(Desk burst, Desk single) {
        long end = single.chip.busyUntilNanos();
        assertThat(burst.chip.busyUntilNanos()).isEqualTo(end);
        assertThat(burst.chip.flash().content(0, 256)).isEqualTo(single.chip.flash().content(0, 256));
        burst.pass(Duration.ofNanos(end - burst.world.nanos()));
        single.pass(Duration.ofNanos(end - single.world.nanos()));
    }

    @Test void a_burst_cut_by_a_reset_is_never_done_and_leaves_what_single_stores_would() {
        for (long cut = 0; cut < 64 * 16; cut += 5) {
            var burst = deskAtWork(BusWidth.BYTE);
            var single = deskAtWork(BusWidth.BYTE);
            Bytes data = someBytes(64);
            var done = new ArrayList<Long>();

            burst.chip.storeAll(FLASH, data, BusWidth.BYTE, Master.LOADER, () -> done.add(burst.world.nanos()));
            burst.pass(Duration.ofNanos(cut * 1000));
            storeUntil(single, data, single.world.nanos() + cut * 1000);
            burst.chip.softwareReset();
            single.chip.softwareReset();
            burst.pass(Duration.ofSeconds(1));

            assertThat(done).isEmpty();
            assertThat(burst.chip.flash().content(0, 64)).as("cut after %d µs", cut)
                    .isEqualTo(single.chip.flash().content(0, 64));
        }
    }

    private static void storeUntil(Desk desk, Bytes data, long limit) {
        for (int i = 0; i < data.length() && desk.world.nanos() <= limit; i++) {
            desk.chip.bus().write(FLASH + i, data.at(i), BusWidth.BYTE, Master.LOADER);
            long end = Math.min(limit, desk.chip.busyUntilNanos());
            desk.pass(Duration.ofNanos(end - desk.world.nanos()));
            if (end == limit && desk.chip.busyUntilNanos() > limit) {
                return;
            }
        }
    }

    private static int valueAt(Bytes data, int index, BusWidth width) {
        return switch (width) {
            case BYTE -> data.at(index);
            case HALF_WORD -> data.u16(index);
            case WORD -> data.u32(index);
        };
    }

    private static Bytes someBytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (i * 37 + 11);
        }
        return Bytes.copyOf(bytes);
    }

    @Test void a_write_protected_sector_answers_only_to_a_program_request() {
        var desk = Desk.running(ChipSettings.typical(), OptionValues.FACTORY.withNwrp(0xFFE));
        desk.unlock();
        desk.write(CR, X32);
        desk.write(FLASH, 0);
        assertThat(desk.flags()).isEqualTo(PGSERR);
        desk.write(SR, 0x1F3);

        assertThat(desk.program(FLASH, 0)).isEqualTo(WRPERR);
        desk.write(SR, 0x1F3);
        desk.write(FLASH, 0, BusWidth.BYTE);

        assertThat(desk.flags()).as("the checks add up").isEqualTo(WRPERR | PGPERR);
        assertThat(desk.chip.flash().isBlank(0, 4)).isTrue();
    }

    @Test void half_a_double_word_is_forgotten_by_anything_in_between() {
        List<Consumer<Desk>> between = List.of(
                desk -> desk.write(FLASH + 20, 0),
                desk -> desk.write(FLASH + 16, 0, BusWidth.BYTE),
                desk -> desk.write(CR, PG | X64),
                desk -> desk.write(FLASH + 0x20, 0),
                desk -> desk.write(0x1FFF_780C, 0));
        for (Consumer<Desk> other : between) {
            var desk = Desk.running();
            desk.chip.vpp(8.5);
            desk.unlock();
            desk.write(CR, PG | X64);
            desk.write(FLASH + 8, 0);
            other.accept(desk);
            desk.write(SR, 0x1F3);

            desk.write(FLASH + 12, 0);
            desk.waitWhileBusy();

            assertThat(desk.flags()).isEqualTo(PGPERR);
            assertThat(desk.chip.flash().isBlank(0, 64)).isTrue();
        }
    }

    @Test void a_burst_that_a_reset_ended_does_not_come_back_with_the_next_operation() {
        var desk = deskAtWork(BusWidth.BYTE);
        desk.chip.storeAll(FLASH, someBytes(64), BusWidth.BYTE, Master.LOADER, () -> { });
        desk.pass(Duration.ofNanos(100_000));

        desk.systemReset();
        desk.unlock();
        desk.eraseSector(0);
        desk.pass(Duration.ofSeconds(5));

        assertThat(desk.isBlank(0)).isTrue();
        assertThat(desk.flags()).isZero();
    }

    @Test void a_burst_into_a_protected_sector_takes_no_time_and_writes_nothing() {
        var desk = Desk.running(ChipSettings.typical(), OptionValues.FACTORY.withNwrp(0xFFE));
        desk.unlock();
        desk.write(CR, PG | X32);
        long since = desk.world.nanos();
        var done = new ArrayList<Long>();

        desk.chip.storeAll(FLASH, someBytes(64), BusWidth.WORD, Master.LOADER, () -> done.add(desk.world.nanos()));

        assertThat(done).containsExactly(since);
        assertThat(desk.flags()).isEqualTo(WRPERR);
        assertThat(desk.chip.flash().isBlank(0, 64)).isTrue();
    }

    @Test void a_burst_of_no_whole_number_of_units_is_refused() {
        var desk = deskAtWork(BusWidth.WORD);

        assertThatThrownBy(() -> desk.chip.storeAll(FLASH, someBytes(6), BusWidth.WORD, Master.LOADER, () -> { }))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
