package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.manual.FlashInterface.BSY;
import static io.sectorzero.sim.manual.FlashInterface.CR;
import static io.sectorzero.sim.manual.FlashInterface.EOP;
import static io.sectorzero.sim.manual.FlashInterface.EOPIE;
import static io.sectorzero.sim.manual.FlashInterface.OPTCR;
import static io.sectorzero.sim.manual.FlashInterface.SER;
import static io.sectorzero.sim.manual.FlashInterface.STRT;
import static io.sectorzero.sim.manual.FlashInterface.WRPERR;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.silicon.BusWidth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RM0090 Rev 21 §3.7 and §3.9 [S]; field reports where the manual is silent [F]. */
class OptionByteTest {

    private static final int BLANK = 0x8FFF_FFED;
    private static final int OPTSTRT = 2;

    @Test void the_register_shows_the_factory_values_and_the_sector_holds_them() {
        var desk = Desk.running();

        assertThat(desk.read(OPTCR)).isEqualTo(0x0FFF_AAED);
        assertThat(desk.read(0x1FFF_C000)).isEqualTo(0xFFFF_AAFF);
        assertThat(desk.read(0x1FFF_C004)).isEqualTo(0xFFFF_FFFF);
        assertThat(desk.read(0x1FFF_C008)).isEqualTo(0xFFFF_7FFF);
        assertThat(desk.readByte(0x1FFF_C001)).isEqualTo(0xAA);
    }

    @Property void values_survive_the_way_through_register_and_sector(@ForAll int bits) {
        OptionValues values = OptionValues.ofRegister(bits);

        assertThat(OptionValues.ofRegister(values.registerBits())).isEqualTo(values);
        assertThat(OptionValues.ofSector(values.userHalfWord(), values.protectionHalfWord())).isEqualTo(values);
        assertThat(values.registerBits() & 0x7000_0013).isZero();
        assertThat(values.registerBits()).isEqualTo(bits & ~0x7000_0013);
    }

    @Test void a_shadow_that_is_not_launched_is_lost_at_the_next_reset() {
        var desk = Desk.running();
        desk.unlockOptions();

        desk.write(OPTCR, 0x0FFF_55EC);
        assertThat(desk.read(OPTCR)).isEqualTo(0x0FFF_55EC);
        desk.systemReset();

        assertThat(desk.read(OPTCR)).isEqualTo(0x0FFF_AAED);
    }

    @Test void a_locked_shadow_ignores_writes() {
        var desk = Desk.running();

        desk.write(OPTCR, 0x0FFF_55EC | OPTSTRT);

        assertThat(desk.read(OPTCR)).isEqualTo(0x0FFF_AAED);
        assertThat(desk.flags()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {400_000_000, 1_000_000_000})
    void how_long_the_option_sector_erases_no_document_says(long nanos) {
        var desk = Desk.running(ChipSettings.typical().withOptionEraseNanos(nanos));
        desk.unlock();

        desk.startOptionWrite(OptionValues.FACTORY.withNwrp(0xFFE));

        assertThat(desk.waitWhileBusy()).isEqualTo(nanos + 2 * 16_000);
    }

    @Test void a_launch_erases_and_programs_every_field_and_takes_its_time() {
        var desk = Desk.running();
        desk.unlock();
        desk.write(CR, EOPIE);
        OptionValues wanted = OptionValues.FACTORY.withNwrp(0xFFE).withBorLevel(1);

        desk.startOptionWrite(wanted);
        assertThat(desk.flags()).isEqualTo(BSY);
        assertThat(desk.read(OPTCR) & OPTSTRT).isEqualTo(OPTSTRT);
        assertThat(desk.waitWhileBusy()).isEqualTo(ChipSettings.typical().optionEraseNanos() + 2 * 16_000);

        assertThat(desk.flags()).isEqualTo(EOP);
        assertThat(desk.read(OPTCR)).isEqualTo(wanted.registerBits());
        assertThat(desk.chip.options().values()).isEqualTo(wanted);
        desk.systemReset();
        assertThat(desk.read(OPTCR)).isEqualTo(wanted.registerBits() | 1);
    }

    @Test void the_shadow_can_be_written_byte_by_byte() {
        var desk = Desk.running();
        desk.unlockOptions();

        desk.write(OPTCR + 2, 0xFE, BusWidth.BYTE);
        desk.write(OPTCR, 0xEE, BusWidth.BYTE);
        desk.waitWhileBusy();

        assertThat(desk.chip.options().values()).isEqualTo(OptionValues.FACTORY.withNwrp(0xFFE));
    }

    @Test void write_protection_in_the_shadow_acts_at_once_or_at_the_next_load_by_the_switch() {
        for (boolean atOnce : new boolean[] {true, false}) {
            var desk = Desk.running(ChipSettings.typical().with(Switch.SHADOW_NWRP_ACTS_AT_ONCE, atOnce));
            desk.unlock();
            desk.unlockOptions();

            desk.write(OPTCR, OptionValues.FACTORY.withNwrp(0xFFD).registerBits());
            assertThat(desk.eraseSector(1)).isEqualTo(atOnce ? WRPERR : 0);
            desk.systemReset();
            desk.unlock();
            assertThat(desk.eraseSector(1)).as("the shadow was not launched").isZero();
            desk.writeOptions(OptionValues.FACTORY.withNwrp(0xFFD));
            desk.systemReset();
            desk.unlock();

            assertThat(desk.eraseSector(1)).isEqualTo(WRPERR);
        }
    }

    @Test void the_brown_out_level_and_the_watchdog_wait_for_the_next_reset() {
        var desk = Desk.running();
        desk.writeOptions(OptionValues.FACTORY.withBorLevel(0).withSoftwareWatchdog(false));

        desk.chip.supply(2.5);
        desk.pass(Duration.ofSeconds(1));
        assertThat(desk.stops).isZero();
        desk.systemReset();

        assertThat(desk.chip.isRunning()).isFalse();
        desk.chip.supply(3.3);
        desk.pass(Duration.ofSeconds(1));
        assertThat(desk.chip.isRunning()).isTrue();
        assertThat(desk.stops).as("software, brown-out, watchdog").isEqualTo(3);
    }

    /** Every kind of end, before, at and after every event of the launch, for both answers of the switch. */
    @Test void an_interruption_at_any_point_leaves_old_blank_partial_or_new_values() {
        OptionValues wanted = OptionValues.FACTORY.withRdp(0x55).withNwrp(0xFF0);
        int fresh = wanted.registerBits() | 1;
        int half = BLANK & 0xFFFF_0000 | fresh & 0xFFFF;
        long erase = ChipSettings.typical().optionEraseNanos();
        long[] ends = {0, 1, erase - 1, erase, erase + 15_999, erase + 16_000, erase + 31_999, erase + 32_000};
        int[] stored = {BLANK, BLANK, BLANK, BLANK, BLANK, half, half, fresh};
        for (Ending ending : Ending.values()) {
            for (int i = 0; i < ends.length; i++) {
                var desk = Desk.running();
                desk.startOptionWrite(wanted);
                desk.pass(Duration.ofNanos(ends[i]));

                ending.happenTo(desk);

                assertThat(desk.read(OPTCR)).as("%s after %d ns", ending, ends[i]).isEqualTo(stored[i]);
                assertThat(desk.flags()).isZero();
            }
        }
    }

    private enum Ending {
        SOFTWARE, POWER, POWER_DIP;

        void happenTo(Desk desk) {
            switch (this) {
                case SOFTWARE -> desk.chip.softwareReset();
                case POWER -> desk.chip.supply(0);
                case POWER_DIP -> desk.chip.supply(1.67);
            }
            desk.powerUp();
        }
    }

    @Test void with_the_switch_the_dice_decide_what_an_interruption_leaves() {
        var settings = ChipSettings.typical().with(Switch.INTERRUPTED_OPTIONS_ARE_BLANK, false);
        var outcomes = new ArrayList<OptionValues>();
        for (long end = 0; end < settings.optionEraseNanos() + 32_000; end += 20_000_000) {
            var desk = Desk.running(settings);
            desk.startOptionWrite(OptionValues.FACTORY.withNwrp(0));
            desk.pass(Duration.ofNanos(end));
            desk.powerCycle();
            outcomes.add(desk.chip.options().values());
        }

        assertThat(outcomes).anySatisfy(values -> assertThat(List.of(OptionValues.FACTORY.registerBits(),
                OptionValues.FACTORY.withNwrp(0).registerBits(), BLANK & ~1)).doesNotContain(values.registerBits()));
    }

    @Test void a_blank_option_sector_is_level_1_with_pcrop_everywhere_and_recovers_by_regression() {
        var desk = Desk.running();
        desk.fill(0, 0);
        desk.startOptionWrite(OptionValues.FACTORY.withNwrp(0));
        desk.chip.supply(0);
        desk.powerUp();
        assertThat(desk.read(OPTCR)).isEqualTo(BLANK);
        assertThat(desk.chip.protectionLevel()).isEqualTo(ProtectionLevel.ONE);

        assertThat(desk.writeOptions(OptionValues.FACTORY)).isZero();
        desk.powerCycle();

        assertThat(desk.read(OPTCR)).isEqualTo(0x0FFF_AAED);
        assertThat(desk.isBlank(0)).isTrue();
    }

    @Test void stuck_bits_keep_their_value_through_every_launch_and_power_cycle() {
        var desk = Desk.running(ChipSettings.typical().withStuckOptionMask(0x0000_FF00),
                OptionValues.FACTORY.withRdp(0xFF));

        assertThat(desk.writeOptions(OptionValues.FACTORY.withNwrp(0xFFC))).isZero();
        desk.powerCycle();

        assertThat(desk.read(OPTCR)).isEqualTo(0x0FFC_FFED);
    }

    @Test void the_sixteen_bytes_can_be_kept_and_put_back() {
        var desk = Desk.running();
        desk.chip.options().load(OptionValues.FACTORY.withRdp(0x11).withNwrp(0x123));
        Bytes kept = desk.chip.options().bytes();
        desk.chip.options().load(OptionValues.FACTORY);

        desk.chip.options().restore(kept);

        assertThat(desk.chip.options().values()).isEqualTo(OptionValues.FACTORY.withRdp(0x11).withNwrp(0x123));
        assertThat(desk.chip.options().bytes()).isEqualTo(kept);
    }

    @Test void whether_the_shadow_stalls_while_busy_is_a_switch() {
        var desk = Desk.running(ChipSettings.typical().with(Switch.OPTCR_WRITE_STALLS, false));
        desk.unlock();
        desk.unlockOptions();
        desk.write(CR, SER | STRT);

        assertThat(desk.chip.bus().readyNanos(OPTCR, true)).isLessThan(desk.world.nanos());
        desk.write(OPTCR, 0);

        assertThat(desk.read(OPTCR)).isEqualTo(0x0FFF_AAEC);
    }

    @Test void protection_bits_can_be_stuck_as_well() {
        var desk = Desk.running(ChipSettings.typical().withStuckOptionMask(0x8001_0000));

        desk.writeOptions(OptionValues.FACTORY.withNwrp(0xFF0).withSprmod(true));

        assertThat(desk.chip.options().values()).isEqualTo(OptionValues.FACTORY.withNwrp(0xFF1));
    }
}
