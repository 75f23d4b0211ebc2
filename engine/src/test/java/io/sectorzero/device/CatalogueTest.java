package io.sectorzero.device;

import static io.sectorzero.device.BootloaderProfile.May.ERASE;
import static io.sectorzero.device.BootloaderProfile.May.GO;
import static io.sectorzero.device.BootloaderProfile.May.READ;
import static io.sectorzero.device.BootloaderProfile.May.WRITE;
import static io.sectorzero.device.Parallelism.X16;
import static io.sectorzero.device.Parallelism.X32;
import static io.sectorzero.device.Parallelism.X8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.failure.WrongDevice;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of the part, against numbers copied from its manuals once more: sectors, times, bands, ranges. */
class CatalogueTest {

    private final Catalogue catalogue = Catalogue.load();
    private final Device large = catalogue.device("STM32F412xG");
    private final Device small = catalogue.device("STM32F412xE");

    @Test
    void both_variants_answer_with_the_product_id_of_the_family() {
        assertThat(catalogue.byProductId(0x441)).containsExactly(small, large);
        assertThat(catalogue.byProductId(0x413)).isEmpty();
    }

    /** DS11139 Rev 8 §2 and the sector table of RM0402 Rev 6 §3, sector by sector. */
    @ParameterizedTest
    @CsvSource({"0,08000000,4000", "1,08004000,4000", "2,08008000,4000", "3,0800C000,4000", "4,08010000,10000",
            "5,08020000,20000", "6,08040000,20000", "7,08060000,20000", "8,08080000,20000", "9,080A0000,20000",
            "10,080C0000,20000", "11,080E0000,20000"})
    void sectors_lie_where_the_manual_puts_them(int number, String start, String size) {
        var range = AddressRange.of(Long.parseLong(start, 16), Long.parseLong(size, 16));

        assertThat(large.layout().sector(number).range()).isEqualTo(range);
        if (number < 8) {
            assertThat(small.layout().sector(number).range()).isEqualTo(range);
        }
    }

    @Test
    void a_variant_is_cut_where_its_flash_ends() {
        assertThat(large.flashKilobytes()).isEqualTo(1024);
        assertThat(small.flashKilobytes()).isEqualTo(512);
        assertThat(small.layout().sectors()).hasSize(8);
        assertThat(small.layout().sectorAt(Address.of(0x0808_0000))).isEmpty();
    }

    /** DS11139 Rev 8 Table 49: sector, typical and worst milliseconds at x8, x16, x32. */
    @ParameterizedTest
    @CsvSource({"0,400,800,300,600,250,500", "4,1200,2400,700,1400,550,1100", "5,2000,4000,1300,2600,1000,2000"})
    void erase_times_are_those_of_the_data_sheet(int sector, int typ8, int max8, int typ16, int max16, int typ32, int max32) {
        Sector erased = large.layout().sector(sector);

        assertThat(large.timings().erase(erased, X8)).isEqualTo(millis(typ8, max8));
        assertThat(large.timings().erase(erased, X16)).isEqualTo(millis(typ16, max16));
        assertThat(large.timings().erase(erased, X32)).isEqualTo(millis(typ32, max32));
    }

    @Test
    void a_program_unit_takes_the_same_at_every_width() {
        assertThat(large.timings().program(256, X8)).isEqualTo(micros(256 * 16, 256 * 100));
        assertThat(large.timings().program(256, X16)).isEqualTo(micros(128 * 16, 128 * 100));
        assertThat(large.timings().program(256, X32)).isEqualTo(micros(64 * 16, 64 * 100));
        assertThat(large.timings().program(5, X32)).isEqualTo(micros(2 * 16, 2 * 100));
    }

    @ParameterizedTest
    @CsvSource({"1.69,", "1.7,0", "1.8,0", "2.09,0", "2.1,1", "2.39,1", "2.4,2", "2.69,2", "2.7,3", "3.3,3", "3.6,3", "3.61,"})
    void a_supply_falls_into_the_band_of_the_application_note(double volts, Integer code) {
        assertThat(large.bootloader().bandAt(volts).map(VoltageBand::code)).isEqualTo(Optional.ofNullable(code));
    }

    @Test
    void the_bootloader_allows_what_the_application_note_lists_and_nothing_in_its_own_ram() {
        BootloaderProfile rom = large.bootloader();

        assertThat(rom.allows(ERASE, AddressRange.of(0x0800_0000, 0x10_0000))).isTrue();
        assertThat(rom.allows(WRITE, AddressRange.of(0x080F_FFFC, 8))).isFalse();
        assertThat(rom.allows(GO, AddressRange.of(0x2000_4000, 4))).isTrue();
        assertThat(rom.allows(READ, AddressRange.of(0x2000_3FFC, 8))).isFalse();
        assertThat(rom.allows(WRITE, AddressRange.of(0x1FFF_0000, 4))).isFalse();
        assertThat(rom.allows(READ, AddressRange.of(0x1FFF_76DE, 1))).isTrue();
        assertThat(rom.allows(READ, AddressRange.of(0xE004_2000L, 4))).isFalse();
    }

    @Test
    void sector_erase_is_doubted_where_the_erratum_names_the_sector_and_the_revision_is_not_known_good() {
        Sector fourth = large.layout().sector(4);
        Sector fifth = large.layout().sector(5);

        assertThat(large.eraseTrust(fourth, large.revision("Z"))).isEqualTo(Revision.Trust.GOOD);
        assertThat(large.eraseTrust(fifth, large.revision("z"))).isEqualTo(Revision.Trust.DOUBTFUL);
        assertThat(large.eraseTrust(fifth, large.revision("0x3000"))).isEqualTo(Revision.Trust.GOOD);
        assertThat(large.eraseTrust(fifth, large.revision("B"))).isEqualTo(Revision.Trust.UNKNOWN);
        assertThat(large.eraseTrust(fifth, Optional.empty())).isEqualTo(Revision.Trust.UNKNOWN);
    }

    @Test
    void an_unknown_part_is_refused_with_the_list_of_known_ones() {
        assertThatThrownBy(() -> catalogue.device("STM32F411xE")).isInstanceOfSatisfying(WrongDevice.class,
                failure -> assertThat(failure.diagnosis().render()).isEqualTo("""
                        "STM32F411xE" is no device this build knows
                          board     UNTOUCHED: nothing was changed
                          remedy    known: STM32F412xE, STM32F412xG"""));
    }

    private static Span millis(long typical, long worst) {
        return new Span(Duration.ofMillis(typical), Duration.ofMillis(worst));
    }

    private static Span micros(long typical, long worst) {
        return new Span(Duration.ofNanos(typical * 1000), Duration.ofNanos(worst * 1000));
    }
}
