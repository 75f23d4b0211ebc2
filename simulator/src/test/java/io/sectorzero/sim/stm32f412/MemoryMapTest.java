package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.manual.FlashInterface.FLASH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.silicon.BusFault;
import io.sectorzero.sim.silicon.BusWidth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DS11139 Rev 8 Figure 18; factory words as in stm32f412zx.h [C]; RM0402 Rev 6 §30.6.1. */
class MemoryMapTest {

    private static final int RCC_APB2ENR = 0x4002_3844;
    private static final int SYSCFG_MEMRMP = 0x4001_3800;
    private static final int IDCODE = 0xE004_2000;

    @ParameterizedTest @CsvSource({"512, 080000", "1024, 100000"})
    void flash_ends_where_the_part_ends(int flashKb, String endHex) {
        int end = FLASH + Integer.parseInt(endHex, 16);
        var desk = Desk.running(ChipSettings.typical().withFlashKb(flashKb));

        assertThat(desk.read(end - 4)).isEqualTo(-1);
        assertThatThrownBy(() -> desk.read(end)).isInstanceOf(BusFault.class);
        assertThatThrownBy(() -> desk.write(end, 0)).isInstanceOf(BusFault.class);
        assertThat(desk.readByte(0x1FFF_7A22) | desk.readByte(0x1FFF_7A23) << 8).isEqualTo(flashKb);
    }

    @Test void sectors_tile_the_array() {
        for (int flashKb : new int[] {512, 1024}) {
            var geometry = new Geometry(flashKb);
            int at = 0;
            for (int sector = 0; sector < geometry.sectors(); sector++) {
                assertThat(Geometry.start(sector)).isEqualTo(at);
                assertThat(geometry.sectorAt(at)).isEqualTo(sector);
                assertThat(geometry.sectorAt(at + Geometry.size(sector) - 1)).isEqualTo(sector);
                at += Geometry.size(sector);
            }
            assertThat(at).isEqualTo(flashKb * 1024);
        }
        assertThatThrownBy(() -> new Geometry(256)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test void who_the_chip_is_can_be_read() {
        var unique = Bytes.parseHex("0102030405060708090A0B0C");
        var desk = Desk.running(ChipSettings.typical().withIdentity(0x441, 0x1001, unique).withBootloaderId(0x90));

        assertThat(desk.read(IDCODE)).isEqualTo(0x1001_0441);
        assertThat(desk.read(0x1FFF_7A10)).isEqualTo(0x0403_0201);
        assertThat(desk.read(0x1FFF_7A18)).isEqualTo(0x0C0B_0A09);
        assertThat(desk.readByte(0x1FFF_76DE)).isEqualTo(0x90);
        assertThat(desk.read(0x1FFF_7BF0) & 0x700).isEqualTo(0x300);
    }

    /** Which code stands for which package no document says. */
    @ParameterizedTest
    @ValueSource(ints = {0x0300, 0x0700})
    void the_package_code_is_what_the_chip_was_given(int code) {
        var desk = Desk.running(ChipSettings.typical().withPackageCode(code));

        assertThat(desk.read(0x1FFF_7BF0) & 0xFFFF).isEqualTo(code);
    }

    @Test void the_identity_code_answers_to_words_only() {
        var desk = Desk.running();

        assertThatThrownBy(() -> desk.readByte(IDCODE)).isInstanceOf(BusFault.class);
        assertThatThrownBy(() -> desk.chip.bus().read(IDCODE, BusWidth.HALF_WORD, desk.master))
                .isInstanceOf(BusFault.class);
        assertThat(desk.chip.unmodelled()).as("this is silicon, not a gap of the model").isEmpty();
    }

    @Test void an_unreadable_information_block_is_all_ones() {
        var desk = Desk.running(ChipSettings.typical().withInfoBlockReadable(false));

        for (int address = 0x1FFF_7A10; address < 0x1FFF_7C00; address += 4) {
            assertThat(desk.read(address)).isEqualTo(-1);
        }
    }

    @Test void the_alias_at_0_follows_the_remap_register() {
        var desk = Desk.running();
        desk.chip.flash().load(0, Bytes.parseHex("44332211"));
        desk.write(Chip.SRAM_BASE, 0x5566_7788);
        assertThat(desk.read(0)).isEqualTo(0x1122_3344);
        desk.write(SYSCFG_MEMRMP, 3);
        assertThat(desk.read(0)).as("SYSCFG has no clock yet").isEqualTo(0x1122_3344);
        desk.write(RCC_APB2ENR, 1 << 14);

        desk.write(SYSCFG_MEMRMP, 3);
        assertThat(desk.read(0)).isEqualTo(0x5566_7788);
        assertThatThrownBy(() -> desk.read(Chip.SRAM_BYTES)).isInstanceOf(BusFault.class);
        desk.write(SYSCFG_MEMRMP, 1);
        assertThat(desk.readByte(0x76DE)).isEqualTo(0x91);
        assertThatThrownBy(() -> desk.read(0x7800)).isInstanceOf(BusFault.class);
        assertThat(desk.chip.unmodelled()).isEmpty();
        desk.write(SYSCFG_MEMRMP, 2);

        assertThatThrownBy(() -> desk.read(0)).isInstanceOf(BusFault.class);
        assertThat(desk.chip.unmodelled()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x4002_3C18, 0x4001_2000, 0x1000_0000, 0x2004_0000, 0x1FFF_7C00, 0x1FFF_C010, 0x6000_0000})
    void what_is_not_modelled_is_a_fault_and_a_note(int address) {
        var desk = Desk.running();

        assertThatThrownBy(() -> desk.read(address)).isInstanceOf(BusFault.class);
        assertThatThrownBy(() -> desk.write(address, 0)).isInstanceOf(BusFault.class);

        assertThat(desk.chip.unmodelled()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "40023C00, 00000000", "40023C04, 00000000", "40023C08, 00000000", "40023C0C, 00000000", "40023C10, 80000000",
        "40023C14, 0FFFAAED", "40023830, 00000000", "40023840, 00000000", "40023844, 00000000", "40023874, 0E000000",
        "40003004, 00000000", "40003008, 00000FFF", "4000300C, 00000000", "E0042000, 30000441", "E0042004, 00000000",
        "E0042008, 00000000", "E004200C, 00000000",
        "40023800, 00000083", "40023804, 24003010", "40023808, 00000000", "4002380C, 00000000", "40023850, 006190FF",
        "40023854, 000000C0", "40023858, 00000003", "40023860, 17E6CDFF", "40023864, 0117F933", "40023870, 00000000",
        "40023884, 24003010", "40013C00, 00000000"})
    void registers_show_their_reset_values(String address, String value) {
        var desk = Desk.running();

        assertThat(desk.read(Integer.parseUnsignedInt(address, 16))).isEqualTo(Integer.parseUnsignedInt(value, 16));
    }

    @Test void the_crc_unit_computes_the_known_vectors() {
        var desk = Desk.running();
        desk.write(0x4002_3000, 0);
        assertThat(desk.read(0x4002_3000)).as("without its clock it is deaf and reads 0").isZero();
        desk.write(0x4002_3830, 1 << 12);
        assertThat(desk.read(0x4002_3000)).isEqualTo(-1);
        int[][] vectors = {{0x0000_0000, 0xC704_DD7B}, {0x1234_5678, 0xDF8A_8A2B}, {0xFFFF_FFFF, 0x0000_0000}};
        desk.write(0x4002_3004, 0xAB);
        for (int[] vector : vectors) {
            desk.write(0x4002_3008, 1);
            assertThat(desk.read(0x4002_3000)).isEqualTo(-1);

            desk.write(0x4002_3000, vector[0]);

            assertThat(desk.read(0x4002_3000)).isEqualTo(vector[1]);
        }
        assertThat(desk.read(0x4002_3004)).as("the scratch byte survives the CRC reset").isEqualTo(0xAB);
    }
}
