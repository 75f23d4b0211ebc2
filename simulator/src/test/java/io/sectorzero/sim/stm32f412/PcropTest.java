package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.manual.FlashInterface.CR;
import static io.sectorzero.sim.manual.FlashInterface.ERRIE;
import static io.sectorzero.sim.manual.FlashInterface.FLASH;
import static io.sectorzero.sim.manual.FlashInterface.OPERR;
import static io.sectorzero.sim.manual.FlashInterface.OPTCR;
import static io.sectorzero.sim.manual.FlashInterface.RDERR;
import static io.sectorzero.sim.manual.FlashInterface.SR;
import static io.sectorzero.sim.manual.FlashInterface.WRPERR;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** RM0090 Rev 21 §3.7.5 [S]. */
class PcropTest {

    private static final OptionValues SECTOR_2_HIDDEN = OptionValues.FACTORY.withSprmod(true).withNwrp(1 << 2);
    private static final int SECTOR_2 = FLASH + 0x8000;

    @ParameterizedTest @EnumSource(value = Master.class, names = "DEBUGGER", mode = EnumSource.Mode.EXCLUDE)
    void a_hidden_sector_can_be_fetched_and_not_read(Master master) {
        var desk = Desk.running(ChipSettings.typical(), SECTOR_2_HIDDEN);
        desk.fill(2, 0x77);

        int seen = desk.chip.bus().read(SECTOR_2, BusWidth.WORD, master);

        assertThat(seen).isEqualTo(master == Master.FETCH ? 0x7777_7777 : 0);
        assertThat(desk.flags()).isEqualTo(master == Master.FETCH ? 0 : RDERR);
    }

    @Test void the_other_sectors_read_as_ever() {
        var desk = Desk.running(ChipSettings.typical(), SECTOR_2_HIDDEN);

        assertThat(desk.read(FLASH)).isEqualTo(-1);
        assertThat(desk.read(SECTOR_2 - 4)).isEqualTo(-1);
        assertThat(desk.read(SECTOR_2 + 0x4000)).isEqualTo(-1);
        assertThat(desk.flags()).isZero();
    }

    @Test void whether_a_refused_read_raises_operr_is_a_switch() {
        for (boolean raises : new boolean[] {true, false}) {
            var desk = Desk.running(ChipSettings.typical().with(Switch.RDERR_RAISES_OPERR, raises), SECTOR_2_HIDDEN);
            desk.unlock();
            desk.write(CR, ERRIE);

            desk.read(SECTOR_2);

            assertThat(desk.flags()).isEqualTo(RDERR | (raises ? OPERR : 0));
            desk.write(SR, 0x1F3);
            assertThat(desk.flags()).isZero();
        }
    }

    @Test void every_sector_mask_refuses_erases_exactly_where_its_bit_is_1() {
        for (int guarded = 0; guarded < 12; guarded++) {
            for (int sector = 0; sector < 12; sector++) {
                var desk = Desk.running(ChipSettings.typical(),
                        OptionValues.FACTORY.withSprmod(true).withNwrp(1 << guarded));
                desk.unlock();

                assertThat(desk.eraseSector(sector)).isEqualTo(sector == guarded ? WRPERR : 0);
            }
        }
    }

    @Test void a_hidden_sector_refuses_programming_and_the_mass_erase() {
        var desk = Desk.running(ChipSettings.typical(), SECTOR_2_HIDDEN);
        desk.unlock();

        assertThat(desk.program(SECTOR_2, 0)).isEqualTo(WRPERR);
        desk.write(SR, 0x1F3);
        assertThat(desk.massErase()).isEqualTo(WRPERR);
        desk.write(SR, 0x1F3);
        assertThat(desk.program(FLASH, 0)).isZero();
    }

    /** Before: SPRMOD and nWRP bits 2 and 3. Every way out that is not RDP 1 to 0 is cancelled whole. */
    @ParameterizedTest(name = "RDP {0} to {1}, SPRMOD {2}, nWRP {3}: allowed {4}")
    @CsvSource({
        "AA, AA, true,  00C, true", "AA, AA, true,  01C, true", "AA, AA, true,  FFF, true",
        "AA, AA, true,  008, false", "AA, AA, true,  004, false", "AA, AA, true,  000, false",
        "AA, AA, false, FFF, false", "AA, 55, false, FFF, false", "AA, 55, true,  00C, true",
        "AA, 55, true,  008, false", "55, 55, false, FFF, false", "55, FF, true,  008, false",
        "55, AA, false, FFF, true", "55, AA, true,  00C, true", "55, AA, true,  000, true"})
    void pcrop_is_left_only_together_with_the_regression(String from, String to, boolean sprmod, String nwrp,
                                                         boolean allowed) {
        var before = new OptionValues(Integer.parseInt(from, 16), 0x00C, true, OptionValues.BOR_OFF, true, true, true);
        var wanted = before.withRdp(Integer.parseInt(to, 16)).withSprmod(sprmod).withNwrp(Integer.parseInt(nwrp, 16));
        var desk = Desk.running(ChipSettings.typical(), before);

        int flags = desk.writeOptions(wanted);

        assertThat(flags).isEqualTo(allowed ? 0 : WRPERR);
        assertThat(desk.chip.options().values()).isEqualTo(allowed ? wanted : before);
    }

    @Test void factory_bits_with_sprmod_hide_every_sector() {
        var desk = Desk.running();
        desk.writeOptions(OptionValues.FACTORY.withSprmod(true));
        desk.systemReset();

        for (int sector = 0; sector < 12; sector++) {
            assertThat(desk.read(FLASH + Geometry.start(sector))).isZero();
        }
        assertThat(desk.flags()).isEqualTo(RDERR);
    }

    @Test void sprmod_in_the_shadow_changes_nothing_before_it_is_loaded() {
        var desk = Desk.running(ChipSettings.typical(), SECTOR_2_HIDDEN);
        desk.unlock();
        desk.unlockOptions();

        desk.write(OPTCR, OptionValues.FACTORY.registerBits());

        assertThat(desk.eraseSector(2)).isEqualTo(WRPERR);
        assertThat(desk.read(SECTOR_2)).isZero();
    }

    @Test void sprmod_in_the_shadow_does_not_turn_the_meaning_of_write_protection() {
        var desk = Desk.running();
        desk.unlock();
        desk.unlockOptions();

        desk.write(OPTCR, SECTOR_2_HIDDEN.registerBits());

        assertThat(desk.eraseSector(0)).isZero();
        assertThat(desk.eraseSector(2)).isZero();
    }
}
