package io.sectorzero.sim.debugport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A debugger finds its way by these registers alone. DDI 0439 Rev D §4, and dumps of sibling parts. */
class IdentificationTest {

    private final CoreProbe core = new CoreProbe(0xE7FE);

    private int packed(int component, int first) {
        int bits = 0;
        for (int k = 0; k < 4; k++) {
            bits |= core.peek(component + first + 4 * k) << 8 * k;
        }
        return bits;
    }

    @Test
    void the_table_leads_to_six_components_and_names_the_maker_and_the_part() {
        int[] entries = {0xE000_E000, 0xE000_1000, 0xE000_2000, 0xE000_0000, 0xE004_0000, 0xE004_1000};
        for (int k = 0; k < entries.length; k++) {
            int entry = core.peek(RomTable.BASE + 4 * k);
            assertThat(entry & 3).isEqualTo(3);
            assertThat(RomTable.BASE + (entry & ~0xFFF)).isEqualTo(entries[k]);
        }
        assertThat(core.peek(RomTable.BASE + 24)).isZero();
        assertThat(core.peek(RomTable.BASE + 0xFCC)).isEqualTo(1);
        assertThat(packed(RomTable.BASE, 0xFE0)).isEqualTo(0x000A_0441);
        assertThat(packed(RomTable.BASE, 0xFF0)).isEqualTo(0xB105_100D);
    }

    @ParameterizedTest
    @CsvSource({"E000E000, 000BB00C, E", "E0001000, 003BB002, E", "E0002000, 002BB003, E", "E0000000, 003BB001, E",
        "E0040000, 000BB9A1, 9", "E0041000, 000BB925, 9"})
    void each_component_says_what_it_is(String address, String peripheral, String componentClass) {
        core.poke(CoreProbe.DEMCR, CoreDebug.TRCENA);
        int base = Integer.parseUnsignedInt(address, 16);

        assertThat(packed(base, 0xFE0)).isEqualTo(Integer.parseUnsignedInt(peripheral, 16));
        assertThat(core.peek(base + 0xFD0)).isEqualTo(4);
        assertThat(packed(base, 0xFF0)).isEqualTo(0xB105_000D | Integer.parseInt(componentClass, 16) << 12);
    }

    @Test
    void the_core_and_its_floating_point_unit_are_a_cortex_m4fs() {
        assertThat(core.peek(0xE000_ED00)).isEqualTo(0x410F_C241);
        assertThat(core.peek(0xE000_EF40)).isEqualTo(0x1011_0021);
        assertThat(core.peek(0xE000_EF44)).isEqualTo(0x1100_0011);
        assertThat(core.peek(0xE000_ED90)).isEqualTo(0x0000_0800);
    }
}
