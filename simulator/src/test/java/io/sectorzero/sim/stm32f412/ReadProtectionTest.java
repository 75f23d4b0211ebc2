package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.manual.FlashInterface.CR;
import static io.sectorzero.sim.manual.FlashInterface.FLASH;
import static io.sectorzero.sim.manual.FlashInterface.OPTCR;
import static io.sectorzero.sim.manual.FlashInterface.PG;
import static io.sectorzero.sim.manual.FlashInterface.SR;
import static io.sectorzero.sim.manual.FlashInterface.WRPERR;
import static io.sectorzero.sim.manual.FlashInterface.X32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.silicon.BusFault;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** RM0402 Rev 6 §3.6.3 with Table 11; RM0090 Rev 21 §3.7.3 [S]. */
class ReadProtectionTest {

    /** How somebody comes to the chip. */
    private enum Approach {
        APPLICATION(Master.CORE, true),
        LOADER(Master.LOADER, false),
        CODE_IN_SRAM(Master.CORE, false),
        DEBUGGER(Master.DEBUGGER, false),
        APPLICATION_WITH_A_DEBUGGER_ATTACHED(Master.CORE, false),
        APPLICATION_AFTER_A_DEBUGGER_HAS_LEFT(Master.CORE, false);

        private final Master master;
        private final boolean rightColumn;

        Approach(Master master, boolean rightColumn) {
            this.master = master;
            this.rightColumn = rightColumn;
        }

        Desk deskWith(int rdp) {
            var desk = Desk.unpowered(ChipSettings.typical());
            desk.chip.options().load(OptionValues.FACTORY.withRdp(rdp));
            desk.chip.boot0(this == LOADER || this == CODE_IN_SRAM);
            desk.chip.boot1(this == CODE_IN_SRAM);
            desk.powerUp();
            desk.chip.debugger(this == DEBUGGER || this == APPLICATION_WITH_A_DEBUGGER_ATTACHED
                    || this == APPLICATION_AFTER_A_DEBUGGER_HAS_LEFT);
            if (this == APPLICATION_AFTER_A_DEBUGGER_HAS_LEFT) {
                desk.chip.debugger(false);
                desk.systemReset();
            }
            desk.master = master;
            return desk;
        }
    }

    @ParameterizedTest @EnumSource(Approach.class)
    void at_level_0_everything_is_allowed(Approach approach) {
        assertThat(canRead(approach.deskWith(0xAA), FLASH)).isTrue();
        assertThat(canProgram(approach.deskWith(0xAA), FLASH)).isTrue();
        assertThat(canErase(approach.deskWith(0xAA))).isTrue();
        assertThat(canRead(approach.deskWith(0xAA), 0x1FFF_C000)).isTrue();
        assertThat(canWriteOptions(approach.deskWith(0xAA))).isTrue();
        assertThat(canRead(approach.deskWith(0xAA), 0x1FFF_7800)).isTrue();
        assertThat(canProgram(approach.deskWith(0xAA), 0x1FFF_7800)).isTrue();
    }

    @ParameterizedTest @EnumSource(Approach.class)
    void at_level_1_only_the_application_reaches_flash_and_otp_and_everybody_the_options(Approach approach) {
        boolean allowed = approach.rightColumn;

        assertThat(canRead(approach.deskWith(0x55), FLASH)).isEqualTo(allowed);
        assertThat(canProgram(approach.deskWith(0x55), FLASH)).isEqualTo(allowed);
        assertThat(canErase(approach.deskWith(0x55))).isEqualTo(allowed);
        assertThat(canRead(approach.deskWith(0x55), 0x1FFF_C000)).isTrue();
        assertThat(canWriteOptions(approach.deskWith(0x55))).isTrue();
        assertThat(canRead(approach.deskWith(0x55), 0x1FFF_7800)).isEqualTo(allowed);
        assertThat(canProgram(approach.deskWith(0x55), 0x1FFF_7800)).isEqualTo(allowed);
        assertThat(canRead(approach.deskWith(0x55), Chip.SRAM_BASE)).isTrue();
        assertThat(canRead(approach.deskWith(0x55), SR)).isTrue();
        assertThat(canRead(approach.deskWith(0x55), 0x1FFF_7A10)).isTrue();
    }

    // Straps count for nothing and the debug port is dead, so whoever still runs is the application.
    @ParameterizedTest @EnumSource(value = Approach.class, names = {"LOADER", "DEBUGGER"}, mode = EnumSource.Mode.EXCLUDE)
    void at_level_2_the_application_keeps_flash_and_otp_and_nobody_the_options(Approach approach) {
        assertThat(approach.deskWith(0xCC).chip.bootMode()).contains(BootMode.MAIN_FLASH);
        assertThat(canRead(approach.deskWith(0xCC), FLASH)).isTrue();
        assertThat(canProgram(approach.deskWith(0xCC), FLASH)).isTrue();
        assertThat(canErase(approach.deskWith(0xCC))).isTrue();
        assertThat(canRead(approach.deskWith(0xCC), 0x1FFF_C000)).isFalse();
        assertThat(canWriteOptions(approach.deskWith(0xCC))).isFalse();
        assertThat(canRead(approach.deskWith(0xCC), 0x1FFF_7800)).isTrue();
        assertThat(canProgram(approach.deskWith(0xCC), 0x1FFF_7800)).isTrue();
    }

    @Test void at_level_2_the_loader_called_by_user_code_reaches_nothing_and_a_debugger_not_even_the_bus() {
        assertThat(canRead(Approach.LOADER.deskWith(0xCC), FLASH)).isFalse();
        assertThat(canErase(Approach.LOADER.deskWith(0xCC))).isFalse();
        assertThat(canRead(Approach.DEBUGGER.deskWith(0xCC), SR)).isFalse();
        assertThat(canRead(Approach.DEBUGGER.deskWith(0xCC), 0xE004_2000)).isFalse();
    }

    private static boolean canRead(Desk desk, int address) {
        try {
            desk.read(address);
            return true;
        } catch (BusFault fault) {
            return false;
        }
    }

    private static boolean canProgram(Desk desk, int address) {
        desk.unlock();
        desk.write(CR, PG | X32);
        desk.write(address, 0);
        desk.waitWhileBusy();
        boolean raised = (desk.flags() & WRPERR) != 0;
        Bytes content = address == FLASH ? desk.chip.flash().content(0, 4) : desk.chip.otp().content().slice(0, 4);
        assertThat(content.isAll(0)).as("WRPERR and content agree").isNotEqualTo(raised);
        return !raised;
    }

    private static boolean canErase(Desk desk) {
        desk.fill(0, 0);
        desk.unlock();
        boolean raised = (desk.eraseSector(0) & WRPERR) != 0;
        assertThat(desk.isBlank(0)).as("WRPERR and content agree").isNotEqualTo(raised);
        return !raised;
    }

    private static boolean canWriteOptions(Desk desk) {
        OptionValues before = desk.chip.options().values();
        desk.writeOptions(before.withNwrp(0xFFE));
        return !desk.chip.options().values().equals(before);
    }

    @ParameterizedTest(name = "{0} to {1}: erases {2}, ends at {3}")
    @CsvSource({
        "AA, AA, false, AA", "AA, 55, false, 55", "AA, FF, false, FF", "AA, CC, false, CC",
        "55, AA, true,  AA", "55, 55, false, 55", "55, FF, false, FF", "55, CC, false, CC",
        "FF, AA, true,  AA", "FF, 55, false, 55", "FF, FF, false, FF", "FF, CC, false, CC",
        "CC, AA, false, CC", "CC, 55, false, CC", "CC, FF, false, CC", "CC, CC, false, CC"})
    void only_level_1_to_0_erases_and_nothing_leaves_level_2(String from, String to, boolean erases, String end) {
        var desk = Desk.running(ChipSettings.typical(), OptionValues.FACTORY.withRdp(Integer.parseInt(from, 16)));
        desk.fill(0, 0);
        desk.fill(11, 0);
        desk.chip.otp().load(Bytes.repeat(0xA5, 528));

        desk.writeOptions(OptionValues.FACTORY.withRdp(Integer.parseInt(to, 16)));
        desk.systemReset();

        assertThat(desk.isBlank(0)).isEqualTo(erases);
        assertThat(desk.isBlank(11)).isEqualTo(erases);
        assertThat(desk.chip.options().values().rdp()).isEqualTo(Integer.parseInt(end, 16));
        assertThat(desk.chip.protectionLevel()).isEqualTo(ProtectionLevel.of(Integer.parseInt(end, 16)));
        assertThat(desk.chip.otp().content().isAll(0xA5)).isTrue();
    }

    @Test void regression_succeeds_over_write_protection_and_keeps_it() {
        var options = OptionValues.FACTORY.withRdp(0x55).withNwrp(0xFFE);
        var desk = Desk.running(ChipSettings.typical(), options);
        desk.fill(0, 0);

        assertThat(desk.writeOptions(options.withRdp(0xAA))).isZero();
        desk.systemReset();

        assertThat(desk.isBlank(0)).isTrue();
        assertThat(desk.chip.options().values()).isEqualTo(options.withRdp(0xAA));
    }

    @ParameterizedTest @CsvSource({"true, 16000", "false, 8000"})
    void regression_takes_a_mass_erase_and_an_option_write(boolean byteWide, long eraseMillis) {
        var desk = Desk.running(ChipSettings.typical().with(Switch.REGRESSION_ERASES_BYTE_WIDE, byteWide),
                OptionValues.FACTORY.withRdp(0));
        desk.unlock();
        desk.write(CR, X32);

        long since = desk.world.nanos();
        desk.startOptionWrite(OptionValues.FACTORY);
        long promised = desk.chip.bus().readyNanos(CR, true) - since;

        assertThat(promised).as("one answer for the whole of BSY").isEqualTo(desk.waitWhileBusy())
                .isEqualTo(eraseMillis * 1_000_000 + ChipSettings.typical().optionEraseNanos() + 32_000);
    }

    @Test void a_regression_cut_in_its_mass_erase_stays_at_level_1() {
        var options = OptionValues.FACTORY.withRdp(0x55);
        var desk = Desk.running(ChipSettings.typical(), options);
        desk.fill(0, 0);
        desk.startOptionWrite(OptionValues.FACTORY);
        desk.pass(Duration.ofSeconds(8));

        desk.powerCycle();

        assertThat(desk.chip.options().values()).isEqualTo(options);
        assertThat(desk.chip.flash().content(0, 16384).isAll(0)).isFalse();
        assertThat(desk.isBlank(0)).isFalse();
    }

    @Test void a_hardware_watchdog_bites_into_the_regression() {
        var options = OptionValues.FACTORY.withRdp(0x55).withSoftwareWatchdog(false);
        var desk = Desk.running(ChipSettings.typical(), options);

        desk.startOptionWrite(options.withRdp(0xAA));
        desk.pass(Duration.ofSeconds(2));

        assertThat(desk.stops).isPositive();
        assertThat(desk.chip.options().values()).isEqualTo(options);
    }

    @Test void a_new_level_acts_at_the_next_option_load_or_at_once_by_the_switch() {
        for (boolean atOnce : new boolean[] {false, true}) {
            var desk = Desk.running(ChipSettings.typical().with(Switch.RDP_ACTS_AFTER_OPTSTRT, atOnce));
            desk.writeOptions(OptionValues.FACTORY.withRdp(0x55));

            assertThat(desk.chip.protectionLevel()).isEqualTo(atOnce ? ProtectionLevel.ONE : ProtectionLevel.ZERO);
            desk.systemReset();
            assertThat(desk.chip.protectionLevel()).isEqualTo(ProtectionLevel.ONE);
        }
    }

    @Test void a_debugger_once_attached_counts_until_power_on() {
        var desk = Desk.running(ChipSettings.typical(), OptionValues.FACTORY.withRdp(0x55));
        desk.chip.debugger(true);
        desk.chip.debugger(false);

        desk.systemReset();
        assertThatThrownBy(() -> desk.read(FLASH)).isInstanceOf(BusFault.class).hasMessageContaining("intrusion");
        desk.powerCycle();

        assertThat(desk.read(FLASH)).isEqualTo(-1);
    }

    @Test void a_boot_from_sram_counts_until_power_on_or_the_next_boot_by_the_switch() {
        for (boolean lasts : new boolean[] {true, false}) {
            var desk = Desk.running(ChipSettings.typical().with(Switch.SRAM_INTRUSION_LASTS, lasts),
                    OptionValues.FACTORY.withRdp(0x55));
            desk.chip.boot0(true);
            desk.chip.boot1(true);
            desk.systemReset();
            desk.chip.boot0(false);
            desk.systemReset();

            assertThat(canRead(desk, FLASH)).isEqualTo(!lasts);
            desk.powerCycle();
            assertThat(canRead(desk, FLASH)).isTrue();
        }
    }

    @Test void a_boot_from_system_memory_counts_for_that_boot_only() {
        var desk = Desk.running(ChipSettings.typical(), OptionValues.FACTORY.withRdp(0x55));
        desk.chip.boot0(true);
        desk.systemReset();
        assertThat(canRead(desk, FLASH)).isFalse();

        desk.chip.boot0(false);
        desk.systemReset();

        assertThat(canRead(desk, FLASH)).isTrue();
    }

    @Test void a_refused_fetch_faults_as_well() {
        Desk desk = Approach.CODE_IN_SRAM.deskWith(0x55);

        assertThatThrownBy(() -> desk.chip.bus().read(FLASH, BusWidth.WORD, Master.FETCH)).isInstanceOf(BusFault.class);
        assertThat(desk.read(OPTCR) >>> 8 & 0xFF).isEqualTo(0x55);
    }

    @Test void level_2_cannot_be_taken_back_even_before_it_is_loaded() {
        var desk = Desk.running();
        desk.writeOptions(OptionValues.FACTORY.withRdp(0xCC));

        desk.write(OPTCR, OptionValues.FACTORY.registerBits() | 2);
        desk.waitWhileBusy();

        assertThat(desk.flags()).isEqualTo(WRPERR);
        assertThat(desk.chip.options().values().rdp()).isEqualTo(0xCC);
    }

    @Test void at_level_2_the_shadow_is_frozen() {
        var desk = Desk.running(ChipSettings.typical(), OptionValues.FACTORY.withRdp(0xCC));
        desk.unlock();
        desk.unlockOptions();

        desk.write(OPTCR, OptionValues.FACTORY.withRdp(0xCC).withNwrp(0).registerBits());

        assertThat(desk.read(OPTCR)).isEqualTo(0x0FFF_CCEC);
        assertThat(desk.eraseSector(0)).isZero();
    }
}
